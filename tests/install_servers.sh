#!/bin/sh
# The servers that the tests talk to, and the browser. Installed where that is allowed (Debian, as root); the tests
# that need a missing one are skipped with a reason, in CI they fail.
set -u
missing=""
command -v redis-server >/dev/null || missing="$missing redis-server"
command -v rabbitmq-server >/dev/null || missing="$missing rabbitmq-server"
[ -n "$(ls /usr/lib/postgresql/*/bin/postgres 2>/dev/null)" ] || missing="$missing postgresql"
command -v mariadbd >/dev/null || missing="$missing mariadb-server"
command -v nginx >/dev/null || missing="$missing nginx-light"
# Debian's Chromium without windows: pages take it half the processor time.
if grep -qs '^ID=debian' /etc/os-release; then
  command -v chromium-headless-shell >/dev/null || missing="$missing chromium-headless-shell"
else
  command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing="$missing chromium"
fi
[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "Not installed, and not ours to install here:$missing. Tests that need them are skipped."
  exit 0
fi
echo "Installing$missing ..."
apt-get -qq update >/dev/null
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null

#!/bin/sh
# Writes .env from .env.example, with a random secret for each change-me. An existing .env is left alone.
set -eu
cd "$(dirname "$0")/.."
if [ -e .env ]; then
  echo ".env exists; delete it to make a new one (and new passwords)."
  exit 0
fi
umask 077
while IFS= read -r line; do
  case $line in
    "#"*) printf '%s\n' "$line" ;;
    *change-me*) printf '%s%s\n' "${line%%change-me*}" "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')" ;;
    *) printf '%s\n' "$line" ;;
  esac
done < .env.example > .env
echo "Wrote .env. Sign in as admin with the ADMIN_PASSWORD in it."

#!/bin/sh
# Makes a certificate of one's own for the proxy, to try it with; browsers warn of it. usage: deploy/make_certificate.sh [host]
set -eu
cd "$(dirname "$0")/.."
umask 077
mkdir -p tls
if [ -e tls/privkey.pem ]; then
  echo "tls/privkey.pem exists; delete it to make a new one."
  exit 0
fi
host=${1:-localhost}
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj "/CN=$host" \
  -addext "subjectAltName=DNS:$host,IP:127.0.0.1" -keyout tls/privkey.pem -out tls/fullchain.pem 2>/dev/null
echo "Wrote tls/fullchain.pem and tls/privkey.pem for $host."

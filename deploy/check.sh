#!/bin/sh
# Walks through a running installation as its user would: sign in, import, train, predict.
# usage: ADMIN_PASSWORD=... deploy/check.sh [http://127.0.0.1:5000]
set -eu
url=${1:-http://127.0.0.1:5000}
sku="CHECK $$"

value() { sed -n "s/.*\"$1\": *\"\{0,1\}\([^\",}]*\).*/\1/p" | head -n 1; }
api() { path=$1; shift; curl -fsS "$url$path" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' "$@"; }

finish() {
  for _ in $(seq 120); do
    status=$(api "/tasks/$1" | value status)
    case $status in
      SUCCESS) echo "$2: done"; return ;;
      FAILURE|REVOKED) echo "$2: $status"; api "/tasks/$1"; exit 1 ;;
    esac
    sleep 1
  done
  echo "$2: still $status after two minutes"; exit 1
}

expect() { if grep -q "$1"; then echo "$2: done"; else echo "$2: not as it should be"; exit 1; fi; }

curl -fsS "$url/readyz" >/dev/null
token=$(curl -fsS "$url/auth/login" -H 'Content-Type: application/json' \
  -d "{\"username\": \"${ADMIN_USERNAME:-admin}\", \"password\": \"$ADMIN_PASSWORD\"}" | value access_token)
echo "sign in: done"
api /celery/workers | expect '"predictions@' "worker for predictions"

# With GNU date, or that of BSD and macOS.
day() { date -u -d "$1 days ago" +%F 2>/dev/null || date -u -v "-$1d" +%F; }

csv=$(mktemp)
trap 'rm -f "$csv"' EXIT
{
  echo "product_sku,date,quantity"
  for days_ago in $(seq 120); do
    echo "$sku,$(day "$days_ago"),$((10 + days_ago % 7))"
  done
} > "$csv"
task=$(curl -fsS "$url/sales/import" -H "Authorization: Bearer $token" -F "file=@$csv" | value task_id)
finish "$task" import
path=$(printf '%s' "$sku" | sed 's/ /%20/g')
finish "$(api "/tasks/training/product/$path" -X POST | value task_id)" training
finish "$(api /predict/async -d "{\"product_sku\": \"$sku\"}" | value task_id)" "forecast by a worker"
api /predict -d "{\"product_sku\": \"$sku\", \"days\": 3}" | expect '"model_version": *1' forecast
api "/products/$path" -X DELETE >/dev/null && echo "cleaned up"

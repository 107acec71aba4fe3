#!/bin/sh
# Starts the background processes. Queues, concurrency and log level come from the environment:
# WORKER_QUEUES, WORKER_CONCURRENCY, LOG_LEVEL. What follows the first word is passed on to Celery,
# for example: ./start_worker.sh worker --pool=solo     ./start_worker.sh worker --autoscale=8,2
set -eu
cd "$(dirname "$0")"

what=${1:-}
[ $# -eq 0 ] || shift

if [ -x .venv/bin/python ]; then python=${PYTHON:-.venv/bin/python}; else python=${PYTHON:-python3}; fi
level=${LOG_LEVEL:-INFO}
# One thread per process: more would fight the other processes over the processors.
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
# A worker that is told to stop finishes what it can in 20 s and hands the rest back (worker_soft_shutdown_timeout).
export REMAP_SIGTERM=SIGQUIT

worker() {
  queues=${WORKER_QUEUES:-predictions,maintenance,training}
  set -- -A celery_app worker -l "$level" -Q "$queues" "$@"
  if [ "${WORKER_CONCURRENCY:-0}" != 0 ]; then set -- "$@" -c "$WORKER_CONCURRENCY"; fi
  exec "$python" -m celery "$@"
}

beat() {
  # Its file only says when it last rang; where it lies is set in celery_app.py.
  exec "$python" -m celery -A celery_app beat -l "$level" --pidfile= "$@"
}

case $what in
  worker) worker "$@" ;;
  beat) beat "$@" ;;
  both) worker --beat "$@" ;;
  *)
    echo "usage: ./start_worker.sh worker|beat|both [options for celery]" >&2
    exit 2
    ;;
esac

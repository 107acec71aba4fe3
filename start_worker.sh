#!/bin/sh
# Starts the background processes:
#   worker        for the queues WORKER_QUEUES, all but training-gpu unless told otherwise; WORKER_CONCURRENCY jobs at
#                 a time, or as many as there is work for, by WORKER_AUTOSCALE
#   predictions   a second, small worker, so that no prediction waits behind a night's training
#   beat          the clock
#   both          worker and beat in one, for development
# What follows is passed on to Celery, for example: ./start_worker.sh worker --pool=solo, or, one for each GPU:
# CUDA_VISIBLE_DEVICES=0 ./start_worker.sh worker -n gpu0@%h --queues training-gpu --concurrency 1
set -eu
cd "$(dirname "$0")"

what=${1:-}
[ $# -eq 0 ] || shift

if [ -x .venv/bin/python ]; then python=${PYTHON:-.venv/bin/python}; else python=${PYTHON:-python3}; fi
level=${LOG_LEVEL:-INFO}
# One thread per process: more would fight the other processes over the processors.
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
# Freed memory is kept for the next array of a training, and given back by idle processes (utils/freed_memory.py): asking
# the kernel for each of them anew would cost a fifth of a night's processor time. Only the GNU C library reads these.
export MALLOC_MMAP_MAX_="${MALLOC_MMAP_MAX_:-0}" MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-2147483647}"
# A worker that is told to stop finishes what it can in 20 s and hands the rest back (worker_soft_shutdown_timeout).
export REMAP_SIGTERM=SIGQUIT

worker() {
  queues=${WORKER_QUEUES:-predictions,maintenance,training}
  set -- -A celery_app worker -l "$level" -Q "$queues" "$@"
  if [ -n "${WORKER_AUTOSCALE:-}" ]; then set -- "$@" --autoscale="$WORKER_AUTOSCALE"
  elif [ "${WORKER_CONCURRENCY:-0}" != 0 ]; then set -- "$@" -c "$WORKER_CONCURRENCY"; fi
  exec "$python" -m celery "$@"
}

predictions() {
  # Threads of one process: its jobs are short, and a pool of processes would take a quarter more memory at rest.
  WORKER_QUEUES=predictions,maintenance
  WORKER_CONCURRENCY=4
  WORKER_AUTOSCALE=
  # Threads cannot be interrupted: told to stop, it finishes what it is at.
  unset REMAP_SIGTERM
  worker -n predictions@%h -P threads "$@"
}

beat() {
  # Its file only says when it last rang; where it lies is set in celery_app.py.
  exec "$python" -m celery -A celery_app beat -l "$level" --pidfile= "$@"
}

case $what in
  worker) worker "$@" ;;
  predictions) predictions "$@" ;;
  beat) beat "$@" ;;
  both) worker --beat "$@" ;;
  *)
    echo "usage: ./start_worker.sh worker|predictions|beat|both [options for celery]" >&2
    exit 2
    ;;
esac

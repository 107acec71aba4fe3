"""How the web processes run, here and in a container. gunicorn reads this file from its working folder."""

import os
import shutil
import socket
from typing import Any

from utils.config import get_settings

_settings = get_settings()

bind = f"[{_settings.host}]:{_settings.port}" if ":" in _settings.host else f"{_settings.host}:{_settings.port}"
workers = _settings.web_workers
# Threads, because a request mostly waits for the database; no preload, so that nothing is opened before the fork.
# Of gthread, so that slow clients do not hold the threads.
worker_class = "app.web_worker.WebWorker"
threads = _settings.web_threads
# Its control socket is of no use here and has kept processes from ending (gunicorn issues 3529 and 3648).
control_socket_disable = True
# A large upload over a slow line is no hung worker: threads report on their own.
timeout = 120
graceful_timeout = 10
keepalive = 30
# The worker's sign of life is a file; in memory it costs no disk access (gunicorn documentation, FAQ). macOS has none.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
# Requests are logged by the application, as JSON with their request id.
accesslog = None


def on_starting(server: Any) -> None:
    """Give the web processes a folder to count their requests in together (see GET /metrics)."""
    # By machine: containers that share a volume have processes of the same number.
    folder = _settings.data_dir / "metrics" / socket.gethostname()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def worker_exit(server: Any, worker: Any) -> None:
    """Without Celery the jobs run in this process: what it is at goes on in another."""
    if not _settings.use_celery:
        # Not at the top: the parent process, which reads this file, needs nothing of the application.
        from services.jobs import task_runs

        task_runs.hand_back()

"""How the web processes run, here and in a container. gunicorn reads this file from its working folder."""

from utils.config import get_settings

_settings = get_settings()

bind = f"[{_settings.host}]:{_settings.port}" if ":" in _settings.host else f"{_settings.host}:{_settings.port}"
workers = _settings.web_workers
# Threads, because a request mostly waits for the database; no preload, so that nothing is opened before the fork.
worker_class = "gthread"
threads = _settings.web_threads
# Its control socket is of no use here and has kept processes from ending (gunicorn issues 3529 and 3648).
control_socket_disable = True
# A large upload over a slow line is no hung worker: threads report on their own.
timeout = 120
graceful_timeout = 10
keepalive = 30
# The worker's sign of life is a file; in memory it costs no disk access (gunicorn documentation, FAQ).
worker_tmp_dir = "/dev/shm"  # noqa: S108
# Requests are logged by the application, as JSON with their request id.
accesslog = None

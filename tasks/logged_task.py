import logging
import time
from typing import Any

from celery import Task

from utils import ids

log = logging.getLogger("tasks")


class LoggedTask(Task):
    """A task whose life is in the log: received, started, succeeded, retried, failed. Task and request id are in
    every line; `received` is logged by the worker's main process (see worker_signals)."""

    abstract = True

    def before_start(self, task_id: str, args: Any, kwargs: Any) -> None:
        self.request.began = time.monotonic()
        log.info("task.started", extra={"task": self.name, "arguments": args, "retries": self.request.retries})

    def on_success(self, retval: Any, task_id: str, args: Any, kwargs: Any) -> None:
        seconds = round(time.monotonic() - self.request.began, 3)
        log.info("task.succeeded", extra={"task": self.name, "seconds": seconds})

    def on_retry(self, exc: BaseException, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        log.warning("task.retried", extra={"task": self.name, "error": str(exc), "retries": self.request.retries})

    def on_failure(self, exc: BaseException, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        # Of a process that died it is the main process that tells, and that is at no task itself.
        with ids.at_work(task_id, ids.request_id.get()):
            log.error("task.failed", extra={"task": self.name, "error": str(exc), "trace": str(einfo)})

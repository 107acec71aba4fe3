import logging
from datetime import timedelta
from time import sleep
from typing import Any

from billiard.exceptions import SoftTimeLimitExceeded
from celery.exceptions import Ignore

from services.errors import PASSING, TaskNotOurs
from services.jobs import jobs, task_failure, task_news, task_runs
from services.jobs.retry_policy import POLICY
from services.jobs.task_runs import RunningTask
from tasks.logged_task import LoggedTask
from utils import clock, ids

log = logging.getLogger("tasks")


class RecordedTask(LoggedTask):
    """A task whose record says when it started, how it ended, and that it runs once.

    Faults that pass are tried again as POLICY says; everything else is final.
    """

    abstract = True
    max_retries = POLICY.retries

    @property
    def running(self) -> RunningTask:
        """The task at work, for the service that does it to report to."""
        return self.request.running

    def before_start(self, task_id: str, args: Any, kwargs: Any) -> None:
        """Whether it starts is known when its record has been claimed, not before."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        task_id = self.request.id or ids.new_id()
        ids.task_id.set(task_id)
        running = task_runs.start(task_id, jobs.job_of(self.name, args, kwargs))
        if running is None:
            raise Ignore
        super().before_start(task_id, args, kwargs)
        self.request.running = running
        try:
            with running.heartbeat():
                result = self.run(*args, **kwargs)
        except TaskNotOurs:
            log.info("task.stopped")
            raise Ignore from None
        except PASSING as error:
            self._again(error)
        task_runs.succeed(task_id, result)
        return result

    def after_return(self, *_: Any) -> None:
        """Called by Celery when the task has ended, well or not."""
        task_news.wake_sender()

    def on_failure(self, exc: BaseException, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        """Called by Celery when the task is not tried again."""
        super().on_failure(exc, task_id, args, kwargs, einfo)
        code, message = task_failure.code_of(exc), task_failure.message_of(exc)
        if isinstance(exc, SoftTimeLimitExceeded):
            code, message = "time_limit", "The job took longer than it may and was stopped."
        task_runs.fail(task_id, code, message, task_failure.trace_of(exc))

    def _again(self, error: Exception) -> None:
        if self.request.retries >= self.max_retries:
            raise error
        seconds = POLICY.pause(self.request.retries + 1)
        due_at = clock.now() + timedelta(seconds=seconds)
        message, trace = task_failure.message_of(error), task_failure.trace_of(error)
        task_runs.retry_later(self.request.id, due_at, message, trace)
        if self.request.is_eager:  # Without a broker nobody else waits and brings it back.
            sleep(seconds)
        raise self.retry(exc=error, countdown=seconds)

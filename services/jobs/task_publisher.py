"""The way from the task record to the broker: the only place that sends messages."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import kombu
import kombu.exceptions
import sqlalchemy as sa
from celery import Task

from app.db import transaction
from app.models import ACTIVE, TaskRecord
from app.models.task import Status
from celery_app import BEAT_SCHEDULE, celery
from services.errors import Unavailable
from services.jobs import jobs, local_executor
from utils import clock
from utils.config import get_settings
from utils.language import _
from utils.queues import QUEUES

log = logging.getLogger(__name__)

# A call that was not answered by then has been repeated since.
WAKE_SECONDS = 55
CONFIRMED_WITHIN_SECONDS = 3

BROKER_AWAY = (kombu.exceptions.OperationalError, ConnectionError, TimeoutError)


def publish(record: TaskRecord) -> None:
    """Hand the task to the broker, or to a thread where there is none.

    A second message for one task does no harm: only one can start it.
    """
    if not get_settings().use_celery:
        work = partial(_task(record.name).apply, kwargs=jobs.of_record(record).arguments, task_id=record.id)
        local_executor.run_soon(record.id, queue_for(record), work)
        return
    celery.send_task(
        record.name,
        kwargs=jobs.of_record(record).arguments,
        task_id=record.id,
        queue=queue_for(record),
        headers={"request_id": record.request_id},
        # RabbitMQ confirms a message; one that is short of memory or disk never does.
        confirm_timeout=CONFIRMED_WITHIN_SECONDS,
        # Unless told to ignore the result, Celery subscribes to a channel for every task it sends, for ever.
        ignore_result=True,
    )


def publish_or_withdraw(record: TaskRecord) -> None:
    """Publish, or, when the broker cannot be reached, fail the record so that it never runs later unasked.

    Raises Unavailable.
    """
    try:
        publish(record)
    except BROKER_AWAY as error:
        log.warning("task.not_published", extra={"task": record.id, "error": str(error)})
        _withdraw(record.id)
        raise Unavailable(
            _("The job queue cannot be reached, so the job was not accepted. Try again in a few seconds."),
            "broker_unavailable",
        ) from error


def wake(task_name: str) -> None:
    """Ask for a task without a record, which only looks at what is to be done; one that is not heard is no loss."""
    if not get_settings().use_celery:
        # In a thread of its own: a mail server that is slow to answer holds nobody else.
        local_executor.run_soon(task_name, task_name, _task(task_name).apply)
        return
    try:
        celery.send_task(task_name, expires=WAKE_SECONDS, confirm_timeout=CONFIRMED_WITHIN_SECONDS)
    except BROKER_AWAY as error:
        log.warning("task.bell_not_heard", extra={"task": task_name, "error": str(error)})


def revoke(task_ids: list[str]) -> None:
    """Tell the workers not to begin these. Only a hint: a task checks its own record before and between its steps."""
    try:
        with _broker() as connection:
            celery.control.revoke(task_ids, connection=connection)
    except BROKER_AWAY as error:
        log.warning("task.revoke_not_sent", extra={"tasks": task_ids, "error": str(error)})


def keep_time() -> None:
    """Do what Beat does, in this process; for installations without Celery."""
    for entry in BEAT_SCHEDULE.values():
        local_executor.run_every(entry["schedule"], _task(entry["task"]).apply)


def shut_down_workers(names: list[str]) -> None:
    """Tell these workers to stop. Raises what BROKER_AWAY lists."""
    with _broker() as connection:
        celery.control.shutdown(destination=names, connection=connection)


def restart_pools(names: list[str]) -> None:
    """Tell these workers to replace their processes. Raises what BROKER_AWAY lists."""
    with _broker() as connection:
        celery.control.broadcast("pool_restart", {"reload": False}, destination=names, connection=connection)


def ping(url: str | None = None) -> None:
    """Raises what BROKER_AWAY lists when the broker, or the one at this URL, does not answer."""
    with _broker(url):
        pass


def broker_options() -> dict[str, str]:
    """How a Redis broker keeps its messages; empty where the broker is another, or does not tell.

    Raises what BROKER_AWAY lists.
    """
    with _broker() as connection:
        if connection.transport.driver_type != "redis":
            return {}
        try:
            channel: Any = connection.default_channel  # of Redis, which has a client
            return channel.client.config_get("appendonly", "maxmemory-policy")
        except connection.channel_errors:
            return {}


def queue_lengths() -> dict[str, int]:
    """How many messages wait in each queue. Raises what BROKER_AWAY lists."""
    if not get_settings().use_celery:
        return {name: local_executor.waiting(name) for name in QUEUES}
    with _broker() as connection:
        channel = connection.default_channel
        # Not a passive declaration: to Redis a queue without messages does not exist.
        return {name: celery.amqp.queues[name](channel).queue_declare().message_count for name in QUEUES}


def empty_queues() -> set[str]:
    """The queues no message waits in. Raises what BROKER_AWAY lists."""
    return {name for name, length in queue_lengths().items() if not length}


def queue_for(record: TaskRecord) -> str:
    """The queue this task is sent to."""
    return record.queue or queue_of(record.name)


def queue_of(task_name: str) -> str:
    """The queue a task of this name is sent to."""
    return celery.amqp.router.route({}, task_name)["queue"].name


def _task(name: str) -> Task:
    # Only a worker loads its tasks by itself.
    celery.loader.import_default_modules()
    return celery.tasks[name]


@contextmanager
def _broker(url: str | None = None) -> Iterator[kombu.Connection]:
    """A connection that answers. Raises what BROKER_AWAY lists, at once: kombu would wait for its broker for ever."""
    with celery.connection_for_write(url) as connection:
        try:
            connection.ensure_connection(max_retries=0, timeout=2)
            yield connection
        except connection.connection_errors as error:
            raise kombu.exceptions.OperationalError(str(error)) from error


def _withdraw(task_id: str) -> None:
    with transaction() as session:
        session.execute(
            sa.update(TaskRecord)
            .where(TaskRecord.id == task_id, TaskRecord.status.in_(ACTIVE))
            .values(
                status=Status.FAILURE,
                finished_at=clock.now(),
                error_code="broker_unavailable",
                error_message=_("The job queue could not be reached when this was submitted. Submit it again."),
            )
        )

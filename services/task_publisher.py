"""The way from the task record to the broker: the only place that sends messages."""

import logging

import kombu.exceptions
import sqlalchemy as sa

from app.db import transaction
from app.models import ACTIVE, TaskRecord
from celery_app import QUEUES, celery
from services.errors import Unavailable
from utils import clock

log = logging.getLogger(__name__)

BROKER_AWAY = (kombu.exceptions.OperationalError, ConnectionError, TimeoutError)


def publish(record: TaskRecord, countdown: float | None = None) -> None:
    """Hand the task to the broker. A second message for one task does no harm: only one can start it."""
    celery.send_task(
        record.name,
        args=record.args,
        task_id=record.id,
        countdown=countdown,
        queue=queue_for(record),
        headers={"request_id": record.request_id},
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
            "The job queue cannot be reached, so the job was not accepted. Try again in a few seconds.",
            "broker_unavailable",
        ) from error


def revoke(task_ids: list[str]) -> None:
    """Tell the workers not to begin these. Only a hint: a task checks its own record before and between its steps."""
    try:
        celery.control.revoke(task_ids)
    except BROKER_AWAY as error:
        log.warning("task.revoke_not_sent", extra={"tasks": task_ids, "error": str(error)})


def ping(url: str | None = None) -> None:
    """Raises what BROKER_AWAY lists when the broker, or the one at this URL, does not answer."""
    with celery.connection_for_read(url) as connection:
        connection.ensure_connection(max_retries=0, timeout=2)


def broker_options() -> dict[str, str]:
    """How a Redis broker keeps its messages; empty where the broker is another, or does not tell.

    Raises what BROKER_AWAY lists.
    """
    with celery.connection_for_read() as connection:
        if connection.transport.driver_type != "redis":
            return {}
        try:
            return connection.default_channel.client.config_get("appendonly", "maxmemory-policy")
        except connection.channel_errors:
            return {}


def queue_lengths() -> dict[str, int]:
    """How many messages wait in each queue. Raises what BROKER_AWAY lists."""
    with celery.connection_or_acquire() as connection:
        channel = connection.default_channel
        # Declared, not only looked up: Redis keeps no key for an empty queue and would call it missing.
        return {name: celery.amqp.queues[name](channel).queue_declare().message_count for name in QUEUES}


def empty_queues() -> set[str]:
    """The queues no message waits in. Raises what BROKER_AWAY lists."""
    return {name for name, length in queue_lengths().items() if not length}


def shut_down_workers(names: list[str]) -> None:
    """Tell these workers to stop. Raises what BROKER_AWAY lists."""
    celery.control.shutdown(destination=names)


def restart_pools(names: list[str]) -> None:
    """Tell these workers to replace their processes. Raises what BROKER_AWAY lists."""
    celery.control.broadcast("pool_restart", arguments={"reload": False}, destination=names)


def queue_for(record: TaskRecord) -> str:
    """The queue this task is sent to."""
    return record.queue or queue_of(record.name)


def queue_of(task_name: str) -> str:
    """The queue a task of this name is sent to."""
    return celery.amqp.router.route({}, task_name)["queue"].name


def _withdraw(task_id: str) -> None:
    with transaction() as session:
        session.execute(
            sa.update(TaskRecord)
            .where(TaskRecord.id == task_id, TaskRecord.status.in_(ACTIVE))
            .values(
                status="FAILURE",
                finished_at=clock.now(),
                error_code="broker_unavailable",
                error_message="The job queue could not be reached when this was submitted. Submit it again.",
            )
        )

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

# A bell that was not answered by then has been rung again since.
BELL_SECONDS = 55

BROKER_AWAY = (kombu.exceptions.OperationalError, ConnectionError, TimeoutError)


def publish(record: TaskRecord, countdown: float | None = None) -> None:
    """Hand the task to the broker. A second message for one task does no harm: only one can start it."""
    # Unless told to ignore the result, Celery subscribes to a channel for every task it sends, for ever.
    celery.send_task(record.name, args=record.args, task_id=record.id, countdown=countdown, ignore_result=True)


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


def ring(task_name: str) -> None:
    """Ask for a task without a record, which only looks at what is to be done; one that is not heard is no loss."""
    try:
        celery.send_task(task_name, expires=BELL_SECONDS)
    except BROKER_AWAY as error:
        log.warning("task.bell_not_heard", extra={"task": task_name, "error": str(error)})


def revoke(task_ids: list[str]) -> None:
    """Tell the workers not to begin these. Only a hint: a task checks its own record before and between its steps."""
    try:
        celery.control.revoke(task_ids)
    except BROKER_AWAY as error:
        log.warning("task.revoke_not_sent", extra={"tasks": task_ids, "error": str(error)})


def ping() -> None:
    """Raises what BROKER_AWAY lists when the broker does not answer."""
    with celery.connection_for_read() as connection:
        connection.ensure_connection(max_retries=0, timeout=2)


def empty_queues() -> set[str]:
    """The queues no message waits in. Raises what BROKER_AWAY lists."""
    with celery.connection_for_read() as connection:
        channel = connection.default_channel
        # Not a passive declaration: to Redis a queue without messages does not exist.
        declared = {name: celery.amqp.queues[name](channel).queue_declare() for name in QUEUES}
    return {name for name, queue in declared.items() if not queue.message_count}


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

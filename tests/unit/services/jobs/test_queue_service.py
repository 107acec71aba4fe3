from datetime import timedelta

import pytest

from app.db import transaction
from app.models import TaskRecord
from services.jobs import jobs, queue_service, task_runs
from services.jobs.queue_service import _BrokerCounts
from services.task_service import TaskService
from utils import clock
from utils.config import use_settings
from utils.queues import QUEUES


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    """A broker nobody has asked yet, and time enough for its first answer."""
    monkeypatch.setattr(queue_service, "_broker_counts", _BrokerCounts())
    monkeypatch.setattr(queue_service, "PATIENCE_SECONDS", 5)


def queues():
    return {queue.name: queue for queue in queue_service.list_queues()}


def submit(number=1, queue=None):
    return TaskService.submit(jobs.Add(number, 1, queue=queue)).task_id


def test_every_queue_is_listed_even_if_it_is_empty(database):
    found = queues()
    assert tuple(found) == QUEUES
    assert {(queue.pending, queue.processing, queue.oldest_seconds) for queue in found.values()} == {(0, 0, None)}


def test_messages_are_counted_in_the_queue_they_wait_in(database):
    for queue in ("predictions", "predictions", "training", None):
        submit(queue=queue)
    assert {name: queue.pending for name, queue in queues().items()} == {
        "predictions": 2,
        "training": 1,
        "maintenance": 1,
        "training-gpu": 0,
    }
    assert {queue.counted_by for queue in queues().values()} == {"broker"}


def test_a_task_someone_is_at_is_processing(database, broker):
    task_id = submit(queue="training")
    broker.client().delete("training")
    task_runs.start(task_id, jobs.Add(1, 1))
    training = queues()["training"]
    assert (training.pending, training.processing, training.unacknowledged) == (0, 1, 1)
    assert training.oldest_seconds is None


def test_a_message_a_worker_holds_but_has_not_begun_is_unacknowledged(database, broker):
    submit(queue="training")
    broker.client().delete("training")
    training = queues()["training"]
    assert (training.pending, training.processing, training.unacknowledged) == (0, 0, 1)


def test_the_oldest_waiting_task_is_known(database):
    task_id = submit(queue="training")
    submit(queue="training")
    with transaction() as session:
        session.get(TaskRecord, task_id).created_at = clock.now() - timedelta(minutes=5)
    assert 300 <= queues()["training"].oldest_seconds < 330


def test_a_task_that_waits_for_its_next_attempt_has_not_waited_yet(database):
    task_id = submit(queue="training")
    task_runs.start(task_id, jobs.Add(1, 1))
    task_runs.retry_later(task_id, clock.now() + timedelta(minutes=1), "later")
    assert queues()["training"].oldest_seconds == 0


def test_without_a_broker_the_records_are_counted(database, broker):
    submit(queue="training")
    broker.stop()
    try:
        training = queues()["training"]
    finally:
        broker.start()
    assert (training.pending, training.counted_by) == (1, "records")
    assert training.unacknowledged == 0


def test_a_broker_that_is_back_is_asked_again(database, broker, monkeypatch):
    monkeypatch.setattr(queue_service, "FRESH_SECONDS", 0.05)
    broker.stop()
    monkeypatch.setattr(queue_service, "PATIENCE_SECONDS", 0.1)
    assert queues()["training"].counted_by == "records"
    broker.start()
    monkeypatch.setattr(queue_service, "PATIENCE_SECONDS", 5)
    assert queues()["training"].counted_by == "broker"


def test_without_celery_the_records_are_counted_for_all_processes_together(database):
    submit(queue="training")
    use_settings(database.model_copy(update={"use_celery": False}))
    training = queues()["training"]
    assert (training.pending, training.counted_by) == (1, "records")

from datetime import timedelta

import pytest

from app.db import transaction
from app.models import QueueLength
from services.jobs import queue_lengths, queue_service
from services.jobs.queue_service import _BrokerCounts
from tasks import system_tasks
from utils import clock


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    monkeypatch.setattr(queue_service, "_broker_counts", _BrokerCounts())


def noted(ago, pending=0):
    with transaction() as session:
        session.add(QueueLength(minute=clock.now() - ago, queue="training", pending=pending, processing=0))


def test_a_minute_is_noted_once_however_many_clocks_there_are(database):
    with pytest.MonkeyPatch.context() as patch:
        now = clock.now()
        patch.setattr(clock, "now", lambda: now)
        for _ in range(2):
            queue_lengths.sample()
        assert {name: len(minutes) for name, minutes in queue_lengths.history().items()} == {
            "predictions": 1,
            "training": 1,
            "maintenance": 1,
            "training-gpu": 1,
        }


def test_the_sweep_notes_it(database):
    system_tasks.sweep_tasks()
    assert queue_lengths.history()["training"]


def test_the_history_is_oldest_first_and_goes_back_as_far_as_asked(database):
    for minutes in (5, 90, 30):
        noted(timedelta(minutes=minutes), pending=minutes)
    training = queue_lengths.history(timedelta(hours=1))["training"]
    assert [minute.pending for minute in training] == [30, 5]

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import AuditEntry, QueueLength, TaskRecord, TrainingItem, UserSession, WorkerHeartbeat
from services.access import auth
from services.access.signed_in import SignedIn
from services.jobs import heartbeats, jobs
from services.jobs.heartbeats import WORKER, Signs
from services.operations import retention
from services.task_service import new_record
from utils import clock

LONG_AGO = timedelta(days=91)


def ended_task(ago, parent_id=None, status="SUCCESS"):
    record = new_record(jobs.Add(1, 1), parent_id=parent_id)
    record.status, record.created_at = status, clock.now() - ago
    record.finished_at = None if status == "PENDING" else record.created_at
    with transaction() as session:
        session.add(record)
    return record.id


def count(model):
    with snapshot() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(model))


def test_a_task_is_kept_for_its_days_of_history_and_no_longer(database):
    kept = ended_task(timedelta(days=89))
    ended_task(LONG_AGO)
    assert retention.prune()["tasks"] == 1
    with snapshot() as session:
        assert session.scalars(sa.select(TaskRecord.id)).all() == [kept]


def test_a_task_that_has_not_ended_is_kept_however_old_it_is(database):
    ended_task(LONG_AGO, status="PENDING")
    assert retention.prune()["tasks"] == 0


def test_a_run_goes_together_with_its_chunks_and_items(database, product):
    run = ended_task(LONG_AGO)
    chunk = ended_task(LONG_AGO, parent_id=run)
    item = TrainingItem(run_id=run, chunk_id=chunk, product_id=product().id, status="trained")
    with transaction() as session:
        session.add(item)
    assert retention.prune()["tasks"] == 1
    assert (count(TaskRecord), count(TrainingItem)) == (0, 0)


def test_a_long_history_is_worked_off_a_little_at_a_time(database, monkeypatch):
    monkeypatch.setattr(retention, "RUNS_AT_A_TIME", 2)
    for _ in range(3):
        ended_task(LONG_AGO)
    assert [retention.prune()["tasks"] for _ in range(3)] == [2, 1, 0]


def test_expired_sessions_are_forgotten_and_others_kept(database, user_ids):
    for _ in range(2):
        auth.sign_in("kim", "a good password")
    with transaction() as session:
        session.scalars(sa.select(UserSession)).first().expires_at = clock.now() - timedelta(seconds=1)
    assert retention.prune()["sessions"] == 1
    assert count(UserSession) == 1


@pytest.mark.parametrize(("silence", "forgotten"), [(timedelta(hours=23), 0), (timedelta(hours=25), 1)])
def test_a_silent_worker_is_forgotten_after_a_day(database, silence, forgotten):
    heartbeats.write(Signs("w1@here", WORKER, clock.now(), []))
    with transaction() as session:
        session.execute(sa.update(WorkerHeartbeat).values(seen_at=clock.now() - silence))
    assert retention.prune()["workers"] == forgotten


def test_the_audit_log_is_kept_for_a_year(database, user_ids):
    actor = SignedIn(user_ids[0], "kim", "admin", "session")
    with transaction() as session:
        for days in (364, 366):
            at = clock.now() - timedelta(days=days)
            entry = AuditEntry(at=at, user_id=actor.user_id, username="kim", action="x", subject="y")
            session.add(entry)
    assert retention.prune()["audits"] == 1


def test_queue_lengths_are_kept_for_a_day(database):
    with transaction() as session:
        for hours in (23, 25):
            minute = clock.now() - timedelta(hours=hours)
            session.add(QueueLength(minute=minute, queue="training", pending=0, processing=0))
    assert retention.prune()["queue_lengths"] == 1

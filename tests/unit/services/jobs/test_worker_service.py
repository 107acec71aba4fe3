from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import AuditEntry, WorkerHeartbeat
from services.access.signed_in import SignedIn
from services.errors import Conflict, NotFound, Unavailable
from services.jobs import heartbeats, worker_service
from services.jobs.heartbeats import BEAT, WORKER, Signs
from utils import clock
from utils.config import use_settings


@pytest.fixture
def actor(user_ids):
    return SignedIn(user_ids[0], "kim", "admin", "session")


def heard_of(name="w1@here", kind=WORKER, ago=timedelta(0), pool="prefork", **signs):
    heartbeats.write(Signs(name, kind, clock.now(), ["training"], pool, **signs))
    with transaction() as session:
        session.execute(
            sa.update(WorkerHeartbeat).where(WorkerHeartbeat.name == name).values(seen_at=clock.now() - ago)
        )


def states():
    return {worker.heartbeat.name: worker.state for worker in worker_service.list_workers()}


def audit():
    with snapshot() as session:
        return [(entry.username, entry.action, entry.subject) for entry in session.scalars(sa.select(AuditEntry))]


def test_nobody_is_online_in_the_beginning(database):
    assert states() == {}


def test_who_has_just_been_heard_of_is_online(database):
    heard_of()
    assert states() == {"w1@here": "online"}


def test_who_is_silent_is_unknown_not_dead(database):
    heard_of(ago=timedelta(seconds=31))
    assert states() == {"w1@here": "unknown"}


def test_a_clock_that_is_ahead_makes_nobody_unknown(database):
    heard_of(ago=timedelta(seconds=-40))
    assert states() == {"w1@here": "online"}
    assert worker_service.list_workers()[0].silence == timedelta(0)


def test_a_worker_that_starts_again_takes_its_old_place(database):
    heard_of(ago=timedelta(hours=1), tasks_done=7)
    heard_of(tasks_done=0)
    (worker,) = worker_service.list_workers()
    assert (worker.state, worker.heartbeat.tasks_done) == ("online", 0)


def test_what_a_worker_is_at_can_be_seen(database):
    work = {"task_id": "1", "name": "tasks.x", "args": ["A", 1.5, None], "since": None}
    heard_of(work=(work,))
    assert worker_service.list_workers()[0].heartbeat.work == [work]


def test_who_says_goodbye_is_gone(database):
    heard_of()
    heartbeats.deregister("w1@here")
    assert states() == {}


def test_a_goodbye_does_not_remove_the_successor(database):
    heard_of()
    with transaction() as session:
        session.execute(sa.update(WorkerHeartbeat).values(pid=1))
    heartbeats.deregister("w1@here")
    assert states() == {"w1@here": "online"}


def test_without_a_database_a_sign_of_life_is_skipped(database, caplog):
    use_settings(database.model_copy(update={"database_url": "postgresql+psycopg2://nobody@127.0.0.1:1/none"}))
    heartbeats.write(Signs("w1@here", WORKER, clock.now(), []))
    assert "heartbeat.not_written" in caplog.messages


def test_beat_is_no_worker(database):
    heard_of("beat@here", BEAT)
    assert states() == {}


def test_beat_runs_if_it_sent_something_lately(database):
    assert not worker_service.beat().is_running
    heard_of("beat@here", BEAT, timedelta(minutes=2))
    assert worker_service.beat().is_running
    heard_of("beat@here", BEAT, timedelta(minutes=4))
    assert not worker_service.beat().is_running


def test_of_two_beats_one_is_enough(database):
    heard_of("beat@here", BEAT, timedelta(minutes=10))
    heard_of("beat@there", BEAT)
    assert worker_service.beat().is_running


def test_all_workers_are_asked_unless_one_is_named(database, actor):
    heard_of("w1@here")
    heard_of("w2@here")
    assert worker_service.shut_down(None, actor) == ["w1@here", "w2@here"]
    assert worker_service.restart_pools("w2@here", actor) == ["w2@here"]


def test_a_worker_of_threads_has_no_processes_to_replace(database, actor):
    heard_of("w1@here")
    heard_of("w2@here", pool="thread")
    assert worker_service.restart_pools(None, actor) == ["w1@here"]
    with pytest.raises(Conflict, match="Shut it down instead"):
        worker_service.restart_pools("w2@here", actor)


def test_who_asked_what_of_whom_is_on_record(database, actor, caplog):
    heard_of()
    worker_service.shut_down(None, actor)
    worker_service.restart_pools("w1@here", actor)
    assert audit() == [("kim", "worker.shutdown", "all workers"), ("kim", "worker.pool_restart", "w1@here")]


def test_a_worker_nobody_has_heard_of_cannot_be_asked(database, actor):
    with pytest.raises(NotFound, match="There is no worker 'w9'"):
        worker_service.shut_down("w9", actor)
    assert audit() == []


def test_without_a_broker_the_attempt_is_on_record_too(database, actor, broker):
    heard_of()
    broker.stop()
    try:
        with pytest.raises(Unavailable):
            worker_service.shut_down(None, actor)
    finally:
        broker.start()
    assert audit() == [("kim", "worker.shutdown", "all workers")]

"""A worker's main process forks while a thread of it talks to the database; tests of the signs: test_worker_service."""

import os
import threading
import time

from app.db import get_engine, snapshot
from services.jobs import heartbeats, worker_service
from services.jobs.heartbeats import WORKER, Signs
from utils import clock


def write():
    heartbeats.write(Signs("w1@here", WORKER, clock.now(), ["training"]))


def forked(child) -> int:
    """The exit code of a forked child: what `child` returns there."""
    pid = os.fork()
    if pid == 0:
        os._exit(child())
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_a_fork_waits_for_the_sign_of_life_that_is_being_written():
    written = []

    def hold():
        with heartbeats._writing:
            holding.set()
            time.sleep(0.3)
            written.append(True)

    holding = threading.Event()
    threading.Thread(target=hold).start()
    holding.wait()
    assert forked(lambda: len(written)) == 1


def test_a_child_can_give_signs_of_life_itself(database):
    write()
    assert forked(lambda: write() or len(worker_service.list_workers())) == 1


def test_the_parent_goes_on_after_a_fork(database):
    write()
    forked(lambda: 0)
    write()
    assert [worker.state for worker in worker_service.list_workers()] == ["online"]


def test_no_connection_is_open_when_a_child_is_born(database):
    with snapshot() as session:
        session.connection()
    assert get_engine().pool.checkedin() == 1
    assert forked(lambda: get_engine().pool.checkedin()) == 0
    assert get_engine().pool.checkedin() == 0

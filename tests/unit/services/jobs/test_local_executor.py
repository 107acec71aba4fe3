import threading
import time

import pytest

from services.jobs import local_executor


@pytest.fixture
def lane(configured):
    return local_executor.Lane("lane", 1)


@pytest.fixture
def occupied(lane):
    """The lane with its one thread at work, and the event that lets it go on."""
    begun, go_on = threading.Event(), threading.Event()
    lane.add("first", lambda: begun.set() or go_on.wait(5))
    assert begun.wait(5)
    yield lane, go_on
    go_on.set()


@pytest.fixture
def closed(configured, monkeypatch):
    """Closes the process's clock again: to make up for the years that later tests travel takes gigabytes."""
    monkeypatch.setattr(local_executor, "_is_closing", threading.Event())
    yield
    local_executor.close()
    local_executor._scheduler.cache_clear()


def done_by(lane):
    """Wait until all that was added before is done."""
    done = threading.Event()
    lane.add("last", done.set)
    assert done.wait(5)


def test_jobs_are_done_in_the_order_they_came(lane):
    done = []
    for number in range(20):
        lane.add(str(number), lambda number=number: done.append(number))
    done_by(lane)
    assert done == list(range(20))


def test_a_job_that_waits_is_not_added_twice(occupied):
    (lane, go_on), done = occupied, []
    for _ in range(3):
        lane.add("again", lambda: done.append("again"))
    go_on.set()
    done_by(lane)
    assert done == ["again"]


def test_a_job_that_was_done_may_come_again(lane):
    done = []
    for _ in range(2):
        lane.add("again", lambda: done.append("again"))
        done_by(lane)
    assert done == ["again", "again"]


def test_a_lane_counts_what_waits_in_it(occupied):
    lane, _ = occupied
    assert len(lane) == 0
    lane.add("second", lambda: None)
    assert len(lane) == 1


def test_a_job_that_crashes_leaves_the_lane_open(lane, caplog):
    lane.add("crash", lambda: 1 / 0)
    done_by(lane)
    assert "job.crashed" in caplog.text


def test_a_lane_of_two_does_two_at_once(configured):
    together = threading.Barrier(3)
    lane = local_executor.Lane("lane", 2)
    for number in range(2):
        lane.add(str(number), lambda: together.wait(5))
    together.wait(5)
    assert not together.broken


def test_what_comes_again_and_again_begins_at_once_and_goes_on(closed):
    times = []
    local_executor.run_every(0.1, lambda: times.append(time.monotonic()))
    give_up = time.monotonic() + 10
    while len(times) < 3 and time.monotonic() < give_up:
        time.sleep(0.05)
    assert len(times) >= 3


def test_nothing_comes_again_in_a_process_that_closes(closed):
    times = []
    local_executor.run_every(0.1, lambda: times.append(time.monotonic()))
    local_executor.close()
    time.sleep(0.2)
    seen = len(times)
    time.sleep(0.3)
    assert len(times) == seen

"""A worker that is killed in the middle of a run: what it took stays, once, and the next attempt goes on behind it."""

import multiprocessing
import os
import time

import pytest
import time_machine

from services.jobs import jobs, task_runs
from services.jobs.jobs import RunSource
from services.sources import source_run
from services.task_service import TaskService
from tests.unit.services.sources.conftest import sold
from utils import clock
from utils.config import get_settings, use_settings

FILES, ROWS = 40, 200


@pytest.fixture
def till(inbox, source):
    for number in range(FILES):
        rows = [f"P{number},2026-03-{1 + row % 28:02},1\n" for row in range(ROWS)]
        file = inbox / f"{number:02}.csv"
        file.write_text("sku,date,qty\n" + "".join(rows))
        os.utime(file, (time.time() - 100 + number,) * 2)
    return source(kind="folder", folder=str(inbox), pattern="*.csv")


def run(settings, task_id, now):
    """What a worker does with the message of a task, however often it comes; a child has no other clock than ours."""
    use_settings(settings)
    job = RunSource("till")
    with time_machine.travel(now, tick=True):
        return source_run.run(task_runs.start(task_id, job), job)


def test_nothing_is_lost_or_doubled_by_a_worker_that_is_killed(till):
    task_id = TaskService.submit(RunSource(till, jobs.BY_HAND)).task_id
    worker = multiprocessing.get_context("spawn").Process(target=run, args=(get_settings(), task_id, clock.now()))
    worker.start()
    while not sold() and worker.is_alive():
        time.sleep(0.01)
    worker.kill()
    worker.join()
    taken = len({sku for sku, _ in sold()})
    assert 0 < taken < FILES
    left = run(get_settings(), task_id, clock.now())["files"]
    assert len(left) == FILES - taken
    assert sold() == {
        (f"P{number}", f"2026-03-{day:02}"): sum(1 + row % 28 == day for row in range(ROWS))
        for number in range(FILES)
        for day in range(1, 29)
    }

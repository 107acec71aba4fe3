import pytest

from app.db import transaction
from services.errors import TooMany, Unavailable
from services.jobs import jobs, queue_limits
from services.jobs.queue_limits import WaitingTasks
from services.task_service import TaskFilter, TaskService, new_record
from utils.config import use_settings

PREDICT = jobs.PredictStock("A", 7)
TRAIN = jobs.TrainProduct("A", "auto")


@pytest.fixture
def limited(database, monkeypatch):
    """Limits of this test's own, and a count that starts anew."""

    def limit(**limits):
        use_settings(database.model_copy(update=limits))
        monkeypatch.setattr(queue_limits, "waiting_tasks", WaitingTasks())

    return limit


def test_a_full_queue_refuses_before_anything_is_written(limited, user_ids):
    limited(max_queued_tasks=2)
    for user_id in user_ids:
        TaskService.submit(PREDICT, user_id)
    with pytest.raises(Unavailable, match="full") as refused:
        TaskService.submit(PREDICT, user_ids[0])
    assert (refused.value.code, refused.value.retry_after) == ("queue_full", 5)
    assert len(TaskService.list_tasks(TaskFilter(), 10, None).items) == 2


def test_a_full_queue_leaves_the_others_open(limited, user_ids):
    limited(max_queued_tasks=1)
    TaskService.submit(PREDICT, user_ids[0])
    assert TaskService.submit(TRAIN, user_ids[0]).is_new


def test_one_user_cannot_fill_a_queue(limited, user_ids):
    limited(max_queued_tasks_per_user=1)
    TaskService.submit(PREDICT, user_ids[0])
    with pytest.raises(TooMany):
        TaskService.submit(PREDICT, user_ids[0])
    assert TaskService.submit(PREDICT, user_ids[1]).is_new


def test_the_clock_is_never_refused(limited, user_ids):
    limited(max_queued_tasks=1)
    TaskService.submit(TRAIN, user_ids[0])
    assert TaskService.submit(jobs.TrainAll("auto")).is_new


def test_what_has_started_makes_room_once_it_is_counted_again(limited, user_ids, monkeypatch):
    limited(max_queued_tasks=1)
    monkeypatch.setattr(queue_limits, "COUNTED_FOR_SECONDS", 0)
    task_id = TaskService.submit(PREDICT, user_ids[0]).task_id
    TaskService.cancel_task(task_id)
    assert TaskService.submit(PREDICT, user_ids[0]).is_new


def test_the_chunks_of_a_run_are_not_counted(limited, user_ids, database):
    limited(max_queued_tasks=2)
    run = TaskService.submit(jobs.TrainAll("auto")).task_id
    _add_chunks(run, 5)
    assert TaskService.submit(TRAIN, user_ids[0]).is_new


def _add_chunks(run_id, count):
    with transaction() as session:
        session.add_all([new_record(jobs.TrainChunk(run_id, "auto"), parent_id=run_id) for _ in range(count)])

import pytest

from services.jobs import jobs, queue_lengths, task_runs
from services.task_service import TaskService

JOB = jobs.Add(1, 1)


@pytest.fixture
def failed(database):
    task_id = TaskService.submit(JOB).task_id
    task_runs.start(task_id, JOB)
    task_runs.fail(task_id, "internal_error", "It broke.", "Traceback: line 1")
    return task_id


def test_an_administrator_sees_where_a_task_failed(admin, failed):
    assert admin.get(f"/celery/task/{failed}").json["trace"] == "Traceback: line 1"


def test_others_see_why_but_not_where(signed_in, failed):
    seen = signed_in("kim", "planner").get(f"/celery/task/{failed}").json
    assert (seen["error"]["message"], seen["trace"]) == ("It broke.", None)


def test_nobody_is_told_the_trace_elsewhere(admin, failed):
    assert "Traceback" not in admin.get(f"/tasks/{failed}").text + admin.get("/tasks").text


def test_the_history_of_the_queues_is_told_minute_by_minute(admin):
    TaskService.submit(jobs.Add(1, 1, queue="training"))
    queue_lengths.sample()
    answer = admin.get("/celery/queues/history?minutes=10").json
    assert [(minute["pending"], minute["processing"]) for minute in answer["queues"]["training"]] == [(1, 0)]
    assert len(answer["queues"]["predictions"]) == 1
    assert admin.get("/celery/queues/history?minutes=2000").status_code == 422

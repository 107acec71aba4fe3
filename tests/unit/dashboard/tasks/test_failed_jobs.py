from dashboard.shop import exception_words
from dashboard.tasks import failed_jobs
from services.attention.kinds import Found, Kind
from services.jobs import jobs
from services.task_service import TaskService


def test_a_failed_job_is_called_as_on_monitoring(in_berlin):
    task_id = TaskService.submit(jobs.Failing(True)).task_id
    failed = Found(Kind.JOB_FAILED, task_id, jobs.FAILING, 0.0, "", "")
    name = failed_jobs.name_of(failed)
    assert (name, exception_words.subject(failed, name).children) == ("Diagnosis: failing",) * 2

"""The trials against installations that behave in a certain way; against a real one: tests/functional."""

import pytest

from services.errors import Conflict, Unavailable
from services.operations import end_to_end
from services.operations.end_to_end import TaskView, ThisInstallation, try_queues, try_queues_if_alive
from services.operations.findings import fault, ok
from services.task_service import TaskService


class Working:
    """Does every job at the first look; the failing one is at its second attempt."""

    results = {"add": {"value": 5}, "multiply": {"value": 42}}  # noqa: RUF012

    def __init__(self):
        self.cancelled = []

    def submit(self, diagnosis):
        return f"{diagnosis.task} {diagnosis.queue}"

    def look_at(self, task_id):
        task = task_id.split()[0]
        if task in self.results:
            return TaskView("SUCCESS", 100, 1, self.results[task])
        return TaskView("PROGRESS", 33, 2, None)

    def cancel(self, task_id):
        if task_id.split()[0] in self.results:
            raise Conflict("It has ended.")
        self.cancelled.append(task_id)


class Miscounting(Working):
    results = {"add": {"value": 6}, "multiply": {"value": 42}}  # noqa: RUF012


class Full(Working):
    def submit(self, diagnosis):
        raise Unavailable("The job queue cannot be reached.")


def test_an_installation_that_works_has_no_faults():
    assert {finding.level for finding in try_queues(Working())} == {"ok"}


def test_what_has_proven_itself_is_cancelled():
    installation = Working()
    list(try_queues(installation))
    assert sorted(installation.cancelled) == ["failing_task maintenance", "long_running maintenance"]


def test_a_wrong_result_is_a_fault():
    levels = {finding.name: finding.level for finding in try_queues(Miscounting(), patience=0.5)}
    assert levels["queue training"] == "fault"
    assert levels["results"] == "ok"


def test_jobs_that_cannot_be_submitted_are_one_fault():
    (finding,) = try_queues(Full())
    assert finding.level == "fault"
    assert "cannot be reached" in finding.detail


def test_nothing_is_tried_where_nobody_would_do_it():
    found = [ok("database", ""), fault("workers", "none", "start one")]
    (finding,) = try_queues_if_alive(Working(), found)
    assert finding.remedy == "Mend first: workers."


@pytest.mark.usefixtures("database")
def test_without_a_worker_every_job_is_reported_and_withdrawn():
    findings = list(try_queues(ThisInstallation(), patience=0.5))
    assert len(findings) == len(end_to_end.TRIALS)
    assert all("no worker has taken the job" in finding.detail for finding in findings)
    assert TaskService.get_scheduled_tasks() == []

"""No job is sent to a task nobody has, nor to a queue nobody reads."""

import inspect
import re
from dataclasses import fields

import pytest
from celery.exceptions import QueueNotFound

from celery_app import BEAT_SCHEDULE, ROUTES, celery
from forecasting import methods
from services.jobs import jobs, task_publisher
from tests.architecture.source import ROOT
from utils import setting_forms
from utils.config import Settings
from utils.queues import GPU_QUEUE, QUEUES

JOB_NAMES = [value for name, value in vars(jobs).items() if isinstance(value, str) and name.isupper() and "." in value]
SCHEDULED = [entry["task"] for entry in BEAT_SCHEDULE.values()]


@pytest.fixture(scope="module", autouse=True)
def tasks(configured):
    celery.loader.import_default_modules()


@pytest.mark.parametrize("name", [*JOB_NAMES, *SCHEDULED])
def test_every_job_has_a_task(name):
    assert name in celery.tasks


@pytest.mark.parametrize("job", jobs.JOBS.values(), ids=lambda job: job.__name__)
def test_a_job_has_the_arguments_of_its_task_by_name_and_in_order(job):
    arguments = list(inspect.signature(celery.tasks[job.name].run).parameters)
    assert arguments == [field.name for field in fields(job) if field.name != "queue"]


def test_every_task_of_ours_is_routed_to_a_declared_queue():
    ours = [name for name in celery.tasks if name.startswith("tasks.")]
    assert ours
    assert {task_publisher.queue_of(name) for name in ours} <= set(QUEUES)


def test_every_route_and_the_default_lead_to_a_declared_queue():
    named = {route["queue"] for route in ROUTES.values()} | {celery.conf.task_default_queue}
    assert named <= set(QUEUES)
    assert {queue.name for queue in celery.conf.task_queues} == set(QUEUES)


def test_a_worker_serves_every_queue_but_that_of_a_gpu_unless_told_otherwise():
    assert set(Settings.model_fields["worker_queues"].default.split(",")) == set(QUEUES) - {GPU_QUEUE}


def test_the_settings_know_the_families_that_may_want_a_gpu():
    assert list(setting_forms.FAMILIES) == list(methods.FAMILIES)


def test_the_start_script_and_compose_name_no_other_queue():
    for file in ("start_worker.sh", "docker-compose.yml", ".env.example"):
        named = re.findall(r"WORKER_QUEUES(?::-|=|:\s*)[\"']?([a-z,-]+)", (ROOT / file).read_text())
        assert all(set(queues.split(",")) <= set(QUEUES) for queues in named), file


def test_the_start_script_serves_the_queues_of_the_settings():
    text = (ROOT / "start_worker.sh").read_text()
    assert "-Q" in text or "--queues" in text or "worker_queues" in text


def test_an_undeclared_queue_fails_at_the_sender():
    with pytest.raises(QueueNotFound):
        celery.send_task(jobs.TRAIN_ALL, queue="nobody-reads-this")

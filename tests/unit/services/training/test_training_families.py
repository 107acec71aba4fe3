from functools import partial

import pytest

from forecasting import methods
from forecasting.errors import UnknownMethod
from services.errors import Conflict, InvalidInput, NotFound
from services.jobs import jobs, task_runs
from services.task_service import TaskService
from services.training import training_families, training_service
from services.training.training_families import FamilyTraining
from utils.config import use_settings

LISTED = {family["model_type"]: family for family in training_families.families()}
MISSING = [name for name, family in methods.FAMILIES.items() if not family.is_installed]


def job_of(submitted):
    return jobs.of_record(TaskService.get_task_status(submitted.task_id))


def submit(model_type, user, **options):
    return training_families.submit(FamilyTraining(model_type, None, options), user)


# Where a model is named beside POST /train: what trains one product, the catalogue, or at night.
DOORS = [
    training_service.job_for_all,
    partial(training_service.job_for_product, "A"),
    lambda name: job_of(training_service.submit_all(name, None)),
]


@pytest.mark.parametrize("name", methods.FAMILIES)
def test_every_method_is_described(name):
    family = LISTED[name]
    assert family["title"]
    assert family["description"].endswith(".")
    assert family["parameters"]["type"] == "object"
    assert family["expect"]["memory_mb"] > 0


@pytest.mark.parametrize("name", [name for name in methods.FAMILIES if name not in MISSING])
def test_every_method_that_is_installed_can_be_trained_with_what_is_usual(name, database, user_ids):
    usual = {option: own["default"] for option, own in LISTED[name]["parameters"]["properties"].items()}
    job = job_of(submit(name, user_ids[0], **usual))
    assert (job.model, job.options) == (name, usual)


@pytest.mark.parametrize("name", ["all", "auto"])
def test_all_means_what_is_best_for_each_product(name, database, user_ids):
    assert job_of(submit(name, user_ids[0])).model == "auto"


def test_other_names_of_a_family_train_the_same(database, user_ids):
    assert job_of(submit("gradient_boosting", user_ids[0])).model == "lightgbm"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("name", "model"), [("all", "auto"), ("gradient_boosting", "lightgbm")])
def test_other_names_are_known_at_every_door(door, name, model, product):
    product("A", [1, 2, 3])
    assert door(name).model == model


def test_an_unknown_parameter_is_told_beside_the_known_ones(database, user_ids):
    with pytest.raises(InvalidInput, match="epochs, learning_rate, num_leaves"):
        submit("lightgbm", user_ids[0], trees=5)


def test_a_value_that_cannot_be_says_what_can(database, user_ids):
    with pytest.raises(InvalidInput, match="from 1 and up to 2000"):
        submit("lightgbm", user_ids[0], epochs=0)


def test_an_unknown_family_is_told_beside_the_known_ones(database, user_ids):
    with pytest.raises(NotFound, match="prophet"):
        submit("neural_network", user_ids[0])


@pytest.mark.parametrize("name", MISSING)
def test_what_is_not_installed_says_how_to_install_it(name, database, user_ids):
    with pytest.raises(Conflict, match=f"pip install -r requirements-families/{name}.txt") as refused:
        submit(name, user_ids[0])
    assert refused.value.code == "family_not_installed"
    assert not LISTED[name]["installed"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", MISSING)
def test_what_is_not_installed_is_refused_at_every_door(door, name, product):
    product("A", [1, 2, 3])
    with pytest.raises(Conflict, match=f"pip install -r requirements-families/{name}.txt"):
        door(name)


def test_a_job_of_an_earlier_version_for_a_family_that_is_gone_fails_with_the_reason(database):
    job = jobs.TrainAll("neural_network")
    running = task_runs.start(TaskService.submit(job).task_id, job)
    with pytest.raises(UnknownMethod, match="There is no method 'neural_network'; choose one of"):
        training_service.plan_run(running, job)


def test_a_slow_family_is_trained_in_smaller_parts_than_a_quick_one():
    assert training_families.trained_within(300, "auto") > 20_000
    assert 100 < training_families.trained_within(300, "pretrained") < 2_000


@pytest.mark.parametrize(("family", "queue"), [("lightgbm", "training-gpu"), ("prophet", None)])
def test_a_family_that_wants_a_gpu_goes_to_the_queue_of_its_workers(family, queue, database, user_ids):
    use_settings(database.model_copy(update={"gpu_families": "lightgbm,pytorch"}))
    assert TaskService.get_task_status(submit(family, user_ids[0]).task_id).queue == queue
    assert training_service.job_for_all(family).queue == queue

import pytest

from app.models import TaskRecord
from dashboard.training import run_comparison, training_form, training_options
from services.jobs import jobs
from services.task_service import TaskFilter, TaskService
from services.training import training_families
from tests.unit.dashboard.desk import Desk

FAMILIES = {family["model_type"]: family for family in training_families.families()}


@pytest.fixture
def desk(product, signed_in):
    product("A", [3, 5, 2])
    return Desk(signed_in("planner"))


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_is_offered_with_a_form_made_from_its_parameters(name, desk):
    shown = str(desk.change("training-models", [name], prop="value"))
    assert FAMILIES[name]["description"] in shown
    parameters = FAMILIES[name]["parameters"]["properties"] if name != "all" else {}
    assert all(schema["title"] in shown for schema in parameters.values())


def test_every_family_stands_in_the_list_and_only_what_is_installed_can_be_chosen():
    offered = {choice["value"]: choice for choice in training_form.model_offers()}
    assert set(offered) == set(FAMILIES)
    assert all(offered[name]["disabled"] != family["installed"] for name, family in FAMILIES.items())


def test_the_page_says_how_to_install_what_is_not_there():
    shown = str(training_form.all_models())
    assert all(family["install"] in shown for family in FAMILIES.values() if not family["installed"])


def test_several_models_are_trained_at_once_each_with_its_own_parameters(desk):
    trees = {"type": training_options.FIELD, "family": "lightgbm", "name": "epochs"}
    given = {"training-models": ["lightgbm", "prophet"], training_options.FIELD: [(trees, 7)]}
    desk.change("training-start", 1, given)
    submitted = {jobs.of_record(record).model: jobs.of_record(record).options for record in all_runs()}
    assert submitted == {"lightgbm": {"epochs": 7}, "prophet": {}}


def test_none_is_trained_where_one_of_them_cannot_be(desk):
    field = {"type": training_options.FIELD, "family": "pytorch", "name": "hidden_sizes"}
    desk.change(
        "training-start", 1, {"training-models": ["prophet", "pytorch"], training_options.FIELD: [(field, "x")]}
    )
    assert not all_runs()


def test_runs_that_have_ended_are_compared(in_berlin):
    errors = {"measured": 3, "rmsse": 0.71, "champion_rmsse": None, "wape": 0.312, "pinball": 0.2}
    ended = TaskRecord(
        name=jobs.TRAIN_ALL,
        args={"model": "lightgbm"},
        status="SUCCESS",
        result={"trained": 3, "not_promoted": 1, "errors": errors},
    )
    shown = str(run_comparison.comparison([ended]))
    assert all(text in shown for text in ("0.710", "31.2%", "2 of 3"))


def test_without_a_run_that_measured_anything_nothing_is_compared():
    assert run_comparison.comparison([TaskRecord(name=jobs.TRAIN_ALL, status="STARTED")]) is None


def all_runs():
    return TaskService.list_tasks(TaskFilter(name=jobs.TRAIN_ALL), 10, None).items

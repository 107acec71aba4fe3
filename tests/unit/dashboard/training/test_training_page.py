import pytest

from dashboard.training import page
from services.training import training_families
from tests.unit.dashboard.desk import Desk

FAMILIES = {family["model_type"]: family for family in training_families.families()}


@pytest.fixture
def desk(product, signed_in):
    product("A", [3, 5, 2])
    return Desk(signed_in("planner"))


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_is_offered_with_a_form_made_from_its_parameters(name, desk):
    shown = str(desk.change("training-model", name, prop="value"))
    assert FAMILIES[name]["description"] in shown
    parameters = FAMILIES[name]["parameters"]["properties"] if name != "all" else {}
    assert all(schema["title"] in shown for schema in parameters.values())


def test_every_family_stands_in_the_list():
    offered = {choice["value"]: choice["label"] for choice in page.families_offered()}
    assert set(offered) == set(FAMILIES)
    assert all(("not installed" in offered[name]) != family["installed"] for name, family in FAMILIES.items())

"""Fields for codes offer the products that are meant, on whatever page they stand."""

import pytest

from dashboard.planning import event_fields
from dashboard.schedules import schedule_fields
from tests.unit.dashboard.desk import Desk

FIELDS = ("life-replaces", "life-like", "merge-code", "supplier-product-new", event_fields.PRODUCT)


@pytest.fixture
def shelves(product):
    product("TEA-1", name="Green tea")
    product("OLONG", name="Tea, black")
    product("CUP", name="A cup")


def offered(desk, field, typed):
    answer = desk.change(field, typed, prop="value")
    return {
        own["props"]["value"]: own["props"]["children"] for own in answer["response"][f"{field}-offered"]["children"]
    }


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_offers_codes_by_what_they_and_their_products_are_called(shelves, signed_in, field):
    desk = Desk(signed_in("planner"))
    assert offered(desk, field, "tea") == {"TEA-1": "Green tea", "OLONG": "Tea, black"}
    assert offered(desk, field, "TEA-1") == {"TEA-1": "Green tea"}
    assert offered(desk, field, "") == {}


def test_a_schedule_offers_them_to_who_makes_schedules(shelves, signed_in):
    assert offered(Desk(signed_in("admin")), schedule_fields.PRODUCT, "cup") == {"CUP": "A cup"}

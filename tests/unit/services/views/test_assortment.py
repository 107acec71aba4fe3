from datetime import timedelta
from decimal import Decimal

import pytest

from services.errors import InvalidInput
from services.training import training_service
from services.views import assortment
from services.views.assortment import AssortmentQuery
from utils import clock

WEEK = [3.0, 5, 2, 4, 6, 1, 0]


@pytest.fixture
def shop(product):
    """Bread that runs out, tea that never does, and a hat that was never sold."""
    terms = {"unit_cost": Decimal(1), "unit_price": Decimal(3)}
    for sku, cover, category in (("BREAD", 0, "Bakery"), ("TEA", 10_000, "Drinks")):
        added = product(sku, WEEK * 20, category=category, on_hand=cover, supplier="Mill", **terms)
        training_service.train_now(added, "seasonal_naive")
    product("HAT", name="100% wool")


def skus(**query: object) -> list[str]:
    return [row.product.sku for row in assortment.rows(AssortmentQuery(**query), 0, 10)[0]]


@pytest.mark.parametrize("sort", ["risk", "-risk", "error", "-error", "value", "-value"])
def test_what_is_unknown_comes_last(shop, sort):
    assert skus(sort=sort)[-1] == "HAT"


def test_the_list_is_ordered_by_what_one_asks_for(shop):
    assert skus(sort="name")[-1] == "HAT"
    assert skus(sort="cover")[0] == "BREAD"
    assert skus(sort="-sku") == ["TEA", "HAT", "BREAD"]


def test_what_is_at_risk_comes_first(shop):
    assert skus() == ["BREAD", "TEA", "HAT"]


@pytest.mark.parametrize(
    ("narrowed", "left"),
    [({"q": "100%"}, ["HAT"]), ({"category": "Drinks"}, ["TEA"]), ({"supplier": "Mill"}, ["BREAD", "TEA"])],
)
def test_the_list_is_narrowed(shop, narrowed, left):
    assert skus(**narrowed) == left


def test_a_row_has_the_course_of_six_weeks(shop):
    (bread,), number = assortment.rows(AssortmentQuery(q="BREAD"), 0, 1)
    assert number == 1
    assert bread.sold == WEEK * 4
    assert bread.expected == pytest.approx(WEEK * 2)
    assert bread.value == 3 * sum(WEEK) * 4


def test_pages_follow_one_another(shop):
    pages = [assortment.rows(AssortmentQuery(sort="sku"), first, 1) for first in range(3)]
    assert [(page[0].product.sku, total) for page, total in pages] == [("BREAD", 3), ("HAT", 3), ("TEA", 3)]
    assert [row.product.sku for row in assortment.all_rows(AssortmentQuery(sort="sku"))] == [
        "BREAD",
        "HAT",
        "TEA",
    ]


def test_an_unknown_order_is_refused(shop):
    with pytest.raises(InvalidInput, match="risk"):
        skus(sort="colour")


def test_without_any_model_sales_up_to_the_last_day_are_shown(product):
    product("A", WEEK, until=clock.today() - timedelta(days=1))
    (row,), _ = assortment.rows(AssortmentQuery(), 0, 1)
    assert row.sold[-7:] == WEEK
    assert row.expected == []


def test_the_choices_are_those_in_use(shop):
    assert assortment.choices() == (["Bakery", "Drinks"], ["Mill"])


@pytest.mark.parametrize(("first", "number"), [(0, 1001), (0, 60_000), (-1, 10), (0, -5)])
def test_no_more_than_a_grid_shows_is_read_at_once(database, first, number):
    with pytest.raises(InvalidInput):
        assortment.rows(AssortmentQuery(), first, number)

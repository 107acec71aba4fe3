from datetime import date, timedelta

import pytest

from app.db import transaction
from app.models import ForecastScore
from services.accuracy.accuracy_service import AccuracyQuery, accuracy
from services.errors import InvalidInput

MONDAY = date(2026, 3, 2)


@pytest.fixture
def scored(product):
    """Two priced products of one category over two weeks, and one without a price."""
    bread = product("BRD", category="Bread", unit_price=2)
    rolls = product("ROL", category="Bread", unit_price=5)
    other = product("OTH", category="Other")
    week_later = MONDAY + timedelta(weeks=1)
    with transaction() as session:
        add = [
            (bread, MONDAY, 1, (7, 100, 20, 10, 30, 6)),
            (bread, week_later, 1, (7, 100, 40, -10, 30, 5)),
            (bread, week_later, 15, (10, 100, 60, 60, 60, 4)),
            (rolls, MONDAY, 1, (7, 50, 10, -5, 40, 7)),
            (other, MONDAY, 1, (7, 0, 3, 3, 0, 7)),
        ]
        names = ("forecasts", "actual", "absolute_error", "error", "naive_absolute_error", "inside")
        for shop, week, lead, sums in add:
            figures = dict(zip(names, sums, strict=True))
            session.add(ForecastScore(product_id=shop.id, week=week, lead=lead, uncorrected=0, **figures))


def lines(**query):
    return accuracy(AccuracyQuery(**query), 50, None).page.items


def test_the_measures_of_a_product_by_hand(scored):
    (line,) = lines(product_sku="BRD", lead=(1, 7))
    assert (line["wape"], line["bias"], line["coverage"]) == (0.3, 0.0, round(11 / 14, 4))
    assert (line["naive_wape"], line["value_added"]) == (0.3, 0.0)
    assert line["units"] == {"actual": 200, "absolute_error": 60, "error": 0, "value_added": 0}
    assert line["money"] == {"actual": 400, "absolute_error": 120, "error": 0, "value_added": 0}


def test_products_can_be_summed_by_category_with_each_its_price(scored):
    bread = lines(by="category", last=MONDAY)[0]
    assert bread["category"] == "Bread"
    assert bread["units"]["value_added"] == 40
    assert bread["money"]["value_added"] == 10 * 2 + 30 * 5


def test_weeks_and_leads_can_be_looked_at_one_by_one(scored):
    assert [line["week"] for line in lines(by="week")] == ["2026-03-02", "2026-03-09"]
    assert [(line["lead"], line["forecasts"]) for line in lines(by="lead")] == [(1, 28), (15, 10)]


def test_days_and_leads_are_widened_to_weeks_and_buckets(scored):
    found = accuracy(AccuracyQuery(first=MONDAY + timedelta(days=3), last=MONDAY + timedelta(4), lead=(9, 20)), 9, None)
    assert (found.first, found.last, found.leads) == (MONDAY, MONDAY + timedelta(days=6), (8, 28))


def test_what_has_no_sales_has_no_share_and_comes_last(scored):
    assert [line["sku"] for line in lines(sort="-wape", lead=(1, 7))] == ["BRD", "ROL", "OTH"]
    other = lines(category="Other")[0]
    assert (other["wape"], other["money"]) == (None, None)


def test_the_total_is_over_all_pages(scored):
    first = accuracy(AccuracyQuery(sort="-error"), 2, None)
    second = accuracy(AccuracyQuery(sort="-error"), 2, first.page.next_cursor)
    assert [line["sku"] for line in (*first.page.items, *second.page.items)] == ["BRD", "ROL", "OTH"]
    assert second.page.next_cursor is None
    assert first.total == second.total
    assert first.total["units"]["actual"] == 350


def test_nothing_scored_has_no_total(database):
    found = accuracy(AccuracyQuery(), 10, None)
    assert (found.page.items, found.total) == ([], None)


def test_an_unknown_order_and_a_period_backwards_are_refused(scored):
    with pytest.raises(InvalidInput, match="wape"):
        lines(sort="colour")
    with pytest.raises(InvalidInput, match="swap"):
        lines(first=MONDAY, last=MONDAY - timedelta(days=1))

from datetime import timedelta

import pytest

from app.db import snapshot
from services.histories import opening_days
from services.planning import event_service
from services.planning.event_fields import NewEvent
from utils import clock


@pytest.fixture
def sold(product):
    """A product that was sold so often a day, for so many weeks, but never on this weekday."""

    def sold(closed_weekday=None, weeks=10, sku="A"):
        yesterday = clock.today() - timedelta(days=1)
        days = [yesterday - timedelta(days=age) for age in reversed(range(7 * weeks))]
        return product(sku, [0.0 if day.weekday() == closed_weekday else 3.0 for day in days], until=yesterday)

    return sold


def closed(*products, days=13):
    with snapshot() as session:
        found = opening_days.closed_days(session, products, clock.today(), clock.today() + timedelta(days=days))
    return found[products[0].id]


def test_a_weekday_on_which_nothing_is_ever_sold_is_closed(sold):
    assert {day.weekday() for day in closed(sold(closed_weekday=6))} == {6}
    assert len(closed(sold(closed_weekday=2, sku="B"))) == 2


def test_a_shop_that_always_opens_or_has_just_begun_is_never_closed(sold, product):
    assert closed(sold()) == set()
    assert closed(sold(closed_weekday=6, weeks=1, sku="B")) == set()
    assert closed(product("C")) == set()


def test_an_announced_closure_counts_where_it_concerns_the_product(sold):
    bread, tomorrow = sold(), clock.today() + timedelta(days=1)
    event_service.create(NewEvent(kind="closure", name="Stocktaking", starts_on=tomorrow, ends_on=tomorrow), "kim")
    assert closed(bread) == {tomorrow}

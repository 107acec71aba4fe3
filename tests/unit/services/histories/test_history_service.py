from datetime import date, timedelta

import numpy as np
import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import Sale
from services.histories import history_service
from utils import clock


def last_complete_day() -> date:
    with snapshot() as session:
        return history_service.last_complete_day(session)


def load(products, until):
    with snapshot() as session:
        return history_service.load_histories(session, products, until)


def test_without_sales_the_last_complete_day_is_yesterday(database):
    assert last_complete_day() == clock.today() - timedelta(days=1)


def test_the_last_day_anything_was_sold_is_the_last_complete_one(product):
    product("A", [1], until=date(2024, 5, 1))
    product("B", [1], until=date(2024, 5, 3))
    assert last_complete_day() == date(2024, 5, 3)


def test_a_day_that_is_still_running_is_not_complete(product):
    product("A", [1, 1], until=clock.today() + timedelta(days=1))
    assert last_complete_day() == clock.today() - timedelta(days=1)


def test_days_without_a_row_are_days_without_a_sale_from_the_first_sale_on(product):
    until = date(2024, 5, 5)
    sold = product("A", [4, 5], until=date(2024, 5, 3))
    never = product("B")
    history, nothing = load([sold, never], until)
    assert history.start == date(2024, 5, 2)
    np.testing.assert_array_equal(history.values, [4, 5, 0, 0])
    assert len(nothing) == 0


def test_histories_come_in_the_order_asked_for(product):
    first, second = product("A", [1]), product("B", [2])
    histories = load([second, first], clock.today())
    assert [history.values[0] for history in histories] == [2, 1]


@pytest.fixture
def promoted(product):
    """Sold for five days, promoted on the third at a lower price; nothing sold on the fourth, no price on the first."""
    until = date(2024, 5, 5)
    sold = product("A", [4, 5, 9], until=date(2024, 5, 3))
    with transaction() as session:
        session.execute(sa.update(Sale).where(Sale.day == date(2024, 5, 2)).values(price=2.5))
        session.execute(sa.update(Sale).where(Sale.day == date(2024, 5, 3)).values(price=1.5, promo=True))
        session.add(Sale(product_id=sold.id, day=until, quantity=3, price=2.5))
    return load([sold], until)[0]


def test_promotions_are_known_for_every_day(promoted):
    assert promoted.known["promo"].tolist() == [0, 0, 1, 0, 0]


def test_a_price_holds_until_the_next_and_before_the_first(promoted):
    assert promoted.known["price"].tolist() == [2.5, 2.5, 1.5, 1.5, 2.5]


def test_what_never_changed_is_left_out(product):
    (history,) = load([product("A", [4, 5])], clock.today())
    assert history.known == {}


def test_a_promotion_before_the_first_sale_does_not_count(product):
    sold = product("A", [0, 5], until=date(2024, 5, 2))
    with transaction() as session:
        session.execute(sa.update(Sale).where(Sale.day == date(2024, 5, 1)).values(promo=True))
    assert load([sold], date(2024, 5, 3))[0].known == {}


# At 2:00 UTC the nightly run begins.
NIGHTS = [
    ("UTC", "2026-11-26T02:00:00+00:00", date(2026, 11, 25)),
    ("America/Los_Angeles", "2026-11-26T02:00:00+00:00", date(2026, 11, 24)),
    ("Pacific/Auckland", "2026-11-26T02:00:00+00:00", date(2026, 11, 25)),
    # Midnight in Los Angeles, a moment before and after; the days on which clocks go forward and back begin an hour
    # later and earlier in UTC than the days after them.
    ("America/Los_Angeles", "2026-03-08T07:59:59+00:00", date(2026, 3, 6)),
    ("America/Los_Angeles", "2026-03-08T08:00:00+00:00", date(2026, 3, 7)),
    ("America/Los_Angeles", "2026-03-09T07:00:00+00:00", date(2026, 3, 8)),
    ("America/Los_Angeles", "2026-11-02T07:59:59+00:00", date(2026, 10, 31)),
    ("America/Los_Angeles", "2026-11-02T08:00:00+00:00", date(2026, 11, 1)),
    ("Pacific/Auckland", "2026-04-05T11:59:59+00:00", date(2026, 4, 4)),
    ("Pacific/Auckland", "2026-04-05T12:00:00+00:00", date(2026, 4, 5)),
    ("Pacific/Auckland", "2026-09-27T10:59:59+00:00", date(2026, 9, 26)),
    ("Pacific/Auckland", "2026-09-27T11:00:00+00:00", date(2026, 9, 27)),
]


@pytest.mark.parametrize(("zone", "instant", "last"), NIGHTS)
def test_the_running_day_is_the_shops(product, shop_in, zone, instant, last):
    product("A", [1.0] * 5, until=last + timedelta(days=2))
    shop_in(zone, instant)
    assert last_complete_day() == last

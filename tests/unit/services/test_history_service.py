from datetime import date, timedelta

import numpy as np

from app.db import snapshot
from services import history_service
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

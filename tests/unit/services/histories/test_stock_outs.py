"""Days without stock in the histories that models learn from."""

from datetime import date, timedelta

import numpy as np
import pytest

from app.db import snapshot, transaction
from app.models import Sale
from services.histories import history_service, sales_matrix, stock_outs
from services.stock import stock_levels

FIRST = date(2024, 5, 1)
LAST = date(2024, 5, 8)
UNKNOWN = np.nan


def with_levels(product, levels):
    with transaction() as session:
        by_day = {(product.id, FIRST + timedelta(days=offset)): units for offset, units in levels.items()}
        stock_levels.record(session, by_day)


def histories(*products):
    with snapshot() as session:
        return [history.values for history in history_service.load_histories(session, products, LAST)]


@pytest.mark.parametrize(
    ("levels", "values"),
    [
        ({0: 9.0}, [4, 0, 0, 3, 0, 0, 0, 2]),
        ({0: 9.0, 1: 0.0, 2: 5.0}, [4, UNKNOWN, 0, 3, 0, 0, 0, 2]),
        ({0: 9.0, 1: -2.0, 2: 5.0}, [4, UNKNOWN, 0, 3, 0, 0, 0, 2]),
        ({0: 0.0, 2: 5.0}, [4, UNKNOWN, 0, 3, 0, 0, 0, 2]),
        ({0: 0.0, 1: 0.0, 2: 0.0, 4: 1.0}, [4, UNKNOWN, UNKNOWN, 3, 0, 0, 0, 2]),
        ({0: 9.0, 3: 0.0, 6: 5.0}, [4, 0, 0, 3, UNKNOWN, UNKNOWN, 0, 2]),
        ({0: 9.0, 1: 0.0}, [4, UNKNOWN, UNKNOWN, 3, 0, 0, 0, 2]),
        ({-5: 9.0, -3: 0.0}, [4, 0, 0, 3, 0, 0, 0, 2]),
        ({0: 0.0, 4: 0.0}, [4, 0, 0, 3, 0, 0, 0, 2]),
        ({20: 0.0, 0: 9.0}, [4, 0, 0, 3, 0, 0, 0, 2]),
        ({6: 0.0}, [4, 0, 0, 3, 0, 0, 0, 2]),
    ],
    ids=[
        "there was enough",
        "nothing until the next level",
        "less than nothing is nothing",
        "sold out on a day of sales",
        "nothing day after day",
        "a day of sales is known",
        "a sale ends what an old level says",
        "from before the first sale",
        "levels of nothing only: nobody keeps them",
        "levels of the future",
        "nothing only, and sold nevertheless",
    ],
)
def test_days_that_passed_without_stock_and_sale_are_unknown(product, levels, values):
    apple = product("A", [4, 0, 0, 3, 0, 0, 0, 2], until=LAST)
    with_levels(apple, levels)
    np.testing.assert_array_equal(histories(apple)[0], values)


def test_each_product_has_days_of_its_own_whether_rows_are_there_or_not(product):
    apple, pear, plum = (product(sku, sold, until=LAST) for sku, sold in [("A", [1, 0, 1]), ("B", [2]), ("C", [3, 0])])
    with_levels(apple, {5: 1.0, 6: 0.0})
    with_levels(pear, {5: 5.0, 7: 0.0})
    with_levels(plum, {6: 1.0, 7: 0.0})
    own = histories(plum, apple, pear)
    for values, expected in zip(own, ([3, UNKNOWN], [1, UNKNOWN, 1], [2]), strict=True):
        np.testing.assert_array_equal(values, expected)


def test_days_without_a_row_are_unknown_too(product):
    apple = product("A", [4, 5], until=FIRST + timedelta(days=1))
    with_levels(apple, {0: 9.0, 3: 0.0, 6: 2.0})
    np.testing.assert_array_equal(histories(apple)[0], [4, 5, 0, UNKNOWN, UNKNOWN, UNKNOWN, 0, 0])


@pytest.mark.parametrize(
    "levels",
    [
        {0: 9.0, 1: 0.0},
        {0: 9.0, 4: 0.0, 6: 0.0},
        {-2: 9.0, 0: 0.0, 2: 5.0, 3: 0.0},
        {-3: 0.0, 7: 1.0},
        {1: 0.0, 8: 1.0},
    ],
)
def test_what_holds_from_a_day_on_does_not_change_when_the_days_before_are_left_out(product, levels):
    apple = product("A", [4, 0, 0, 3, 0, 0, 0, 2], until=LAST)
    with_levels(apple, levels)
    with snapshot() as session:
        rows = stock_outs.marked(session, [apple.id], LAST)
        for first in (FIRST + timedelta(days=offset) for offset in range(9)):
            later, inside = stock_outs.marked(session, [apple.id], LAST, first), rows.days >= np.datetime64(first)
            np.testing.assert_array_equal(later.days, rows.days[inside])
            np.testing.assert_array_equal(later.in_stock, rows.in_stock[inside])


@pytest.mark.parametrize("told_on", [LAST, LAST + timedelta(days=1)])
def test_what_is_gone_when_it_is_first_counted_was_gone_since_the_last_sale(product, told_on):
    apple = product("A", [4, 5], until=FIRST + timedelta(days=1))
    with_levels(apple, {(told_on - FIRST).days: 0.0})
    np.testing.assert_array_equal(histories(apple)[0], [4, 5, *[UNKNOWN] * 6])


def test_what_had_not_been_sold_for_long_when_it_was_first_counted_had_not_run_out(product):
    apple = product("A", [4, 5], until=LAST - timedelta(days=stock_outs.RAN_OUT_DAYS))
    with_levels(apple, {(LAST - FIRST).days + 1: 0.0})
    np.testing.assert_array_equal(histories(apple)[0], [4, 5, *[0] * stock_outs.RAN_OUT_DAYS])


@pytest.mark.parametrize(("on_hand", "silent"), [(0.0, 0.0), (3.0, UNKNOWN)])
def test_where_all_that_sells_is_first_counted_as_nothing_nobody_has_counted(product, on_hand, silent):
    apple, *others = (product(sku, [4, 5], until=LAST) for sku in "ABCDEF")
    pear = product("G", [4, 5], until=FIRST + timedelta(days=1))
    for one in (apple, *others):
        with_levels(one, {8: on_hand})
    with_levels(pear, {8: 0.0})
    np.testing.assert_array_equal(histories(apple, pear)[1], [4, 5, *[silent] * 6])


def sold_out_on_the_last_day(product, in_stock=True):
    """Four weeks of ten or twelve a day, then three."""
    apple = product("A", [10, 12] * 14 + [3], until=LAST)
    with transaction() as session:
        session.get(Sale, (apple.id, LAST)).in_stock = in_stock
    return apple


def test_a_day_that_ended_with_nothing_left_counts_with_what_was_wanted(product):
    apple = sold_out_on_the_last_day(product)
    with_levels(apple, {0: 9.0, 7: 0.0})
    assert 10 <= histories(apple)[0][-1] <= 12


def test_a_day_that_was_told_to_be_without_stock_and_sold_ran_out(product):
    assert 10 <= histories(sold_out_on_the_last_day(product, in_stock=False))[0][-1] <= 12


def test_scores_see_the_demand_that_models_learn_from(product):
    apple = sold_out_on_the_last_day(product)
    with_levels(apple, {0: 9.0, 7: 0.0})
    with snapshot() as session:
        assert sales_matrix.read(session, [apple.id], LAST, LAST)[0, 0] == histories(apple)[0][-1]

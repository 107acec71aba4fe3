import numpy as np
import pytest

from forecasting.signals.levels import weekday_level
from tests.unit.forecasting import sales


def _with_a_buyer(size: float, weeks: slice) -> np.ndarray:
    values = np.random.default_rng(3).poisson(2.0, (1, 420)).astype(float)
    values[0, 1::7][weeks] += size
    return values


@pytest.mark.parametrize(("weeks", "least", "most"), [(slice(0, -2), 3.0, 30.0), (slice(-2, None), 1 / 30, 1 / 3)])
def test_a_buyer_of_one_weekday_who_is_lost_or_new_moves_that_weekday(weeks: slice, least: float, most: float) -> None:
    levels = weekday_level.find(sales.block(_with_a_buyer(20, weeks)))
    own = levels.factors[0, 1:-14:7]
    assert levels.found[0]
    assert ((own > least) & (own < most)).all()
    assert (np.delete(levels.factors[0], np.arange(1, 406, 7)) == 1).all()


def test_who_was_away_on_two_such_days_before_may_come_again() -> None:
    values = _with_a_buyer(20, slice(0, -2))
    values[0, [204, 211]] = 2
    assert not weekday_level.find(sales.block(values)).found.any()


def test_dates_that_sold_nothing_a_year_ago_either_are_those_of_a_feast() -> None:
    values = np.random.default_rng(3).poisson(9.0, (1, 420)).astype(float)
    values[0, [-3, -10, -3 - 365, -10 - 365]] = 0
    assert not weekday_level.find(sales.block(values)).found.any()


def test_one_large_order_is_no_buyer_who_comes_again() -> None:
    values = np.random.default_rng(3).poisson(0.5, (1, 420)).astype(float)
    values[0, [-3, -10]] = 4, 60
    assert not weekday_level.find(sales.block(values)).found.any()


def test_days_on_which_nobody_was_open_are_no_weekday_that_moved() -> None:
    values = np.random.default_rng(5).poisson(20.0, (3, 420)).astype(float)
    values[:, [-3, -10]] = 0
    assert not weekday_level.find(sales.block(values)).found.any()


def test_who_sells_nothing_any_more_has_no_weekday_that_moved() -> None:
    values = np.random.default_rng(5).poisson(500.0, (1, 420)).astype(float)
    # Closed on one weekday; of the others all but one had two feasts in a row.
    values[0, 6::7] = 0
    values[0, [first for day in range(5) for first in (70 + day, 77 + day)]] = 0
    values[0, -28:] = 0
    assert not weekday_level.find(sales.block(values)).found.any()


def test_even_sales_have_none() -> None:
    values = np.random.default_rng(5).poisson(np.geomspace(0.2, 50, 300)[:, None], (300, 500)).astype(float)
    assert weekday_level.find(sales.block(values)).found.mean() < 0.01

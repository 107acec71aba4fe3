import numpy as np
import pytest

from forecasting.signals.silences.closures import closed_ahead, shut
from tests.unit.forecasting import sales

WEEKDAY = np.arange(200) % 7


def test_a_weekday_without_any_sale_is_closed() -> None:
    values = np.where(WEEKDAY == 2, 0.0, sales.weekly_pattern())
    expected = (200 + np.arange(14)) % 7 == 2
    assert (closed_ahead(sales.block(values), 14) == expected).all()


def test_a_slow_seller_is_closed_when_nobody_sells() -> None:
    values = np.where(WEEKDAY == 2, 0.0, sales.weekly_pattern())
    values[0] = np.where(np.arange(200) == 150, 1.0, 0.0)
    assert closed_ahead(sales.block(values), 7)[0].sum() == 1


@pytest.mark.parametrize("days", [90, 200, 730])
@pytest.mark.parametrize("own", [(4,), (1, 3)])
def test_who_sells_on_its_own_weekdays_only_is_closed_on_the_others(own: tuple[int, ...], days: int) -> None:
    day = np.arange(days)
    values = np.stack([np.where(np.isin(day % 7, own), 9.0, 0.0), np.full(days, 3.0)])
    ahead = (days + np.arange(14)) % 7
    assert (closed_ahead(sales.block(values), 14) == [~np.isin(ahead, own), np.zeros(14)]).all()


def test_a_few_sales_of_which_none_was_on_some_weekday_close_none() -> None:
    values = np.zeros((1, 400))
    values[0, [220, 229, 245, 263, 270, 291, 305, 319, 340, 362, 371, 390]] = 2.0
    assert not closed_ahead(sales.block(values), 14).any()


def test_weekdays_that_were_open_in_these_weeks_a_year_before_open_again() -> None:
    day = np.arange(2 * 364)
    winter = (day % 364) >= 140
    values = np.where(winter & (day % 7 < 5), 0.0, 8.0)[None]
    assert not closed_ahead(sales.block(values), 28).any()
    assert closed_ahead(sales.block(values[:, :-30]), 28).sum() == 20


def test_a_slow_seller_alone_proves_nothing() -> None:
    values = np.where(np.arange(200) % 30 == 0, 1.0, 0.0)[None]
    assert not closed_ahead(sales.block(values), 14).any()


def test_a_day_of_the_month_that_all_products_follow_closes_no_weekday() -> None:
    values = np.where(np.arange(200) % 30 == 14, 20.0, 0.0) * np.ones((16, 1))
    assert not closed_ahead(sales.block(values), 14).any()


def test_unknown_days_prove_nothing() -> None:
    values = np.where(WEEKDAY == 2, np.nan, sales.weekly_pattern())
    assert not closed_ahead(sales.block(values), 14).any()


def test_a_weekday_that_is_open_again_is_not_closed() -> None:
    values = np.where((WEEKDAY == 2) & (np.arange(200) < 190), 0.0, sales.weekly_pattern())
    assert not closed_ahead(sales.block(values), 14).any()


def test_weeks_have_no_weekdays() -> None:
    assert not closed_ahead(sales.block(np.ones((2, 60)), step_days=7), 8).any()


def test_what_was_expected_on_a_closed_day_is_sold_on_the_others() -> None:
    closed = np.tile(np.arange(14) % 7 == 2, (2, 1))
    even, steady = shut(np.stack([np.full(14, 6.0), np.where(closed[0], 0.0, 7.0)]), closed, 7)
    assert even == pytest.approx(np.where(closed[0], 0.0, 7.0))
    assert steady == pytest.approx(np.where(closed[0], 0.0, 7.0))


def test_two_days_of_which_one_is_closed_say_nothing_of_a_week() -> None:
    assert shut(np.array([[6.0, 6.0]]), np.array([[False, True]]), 7).tolist() == [[6.0, 0.0]]

import numpy as np
import pytest

from forecasting.signals.silences import silence
from tests.unit.forecasting import sales


def silent_for(days: int, rate: float = 12.0) -> np.ndarray:
    values = np.random.default_rng(0).poisson(rate, (4, 400)).astype(float)
    values[:, 400 - days :] = 0
    return values


def test_a_week_without_a_sale_is_strange_for_who_sold_every_day() -> None:
    assert silence.strange(sales.block(silent_for(7))).all()
    assert not silence.strange(sales.block(silent_for(6))).any()


def test_what_was_silent_for_as_long_before_is_not_strange() -> None:
    values = silent_for(14)
    values[:, 100:120] = 0
    assert not silence.strange(sales.block(values)).any()


def test_a_slow_seller_is_silent_now_and_then() -> None:
    assert not silence.strange(sales.block(silent_for(30, rate=0.1))).any()


def test_days_out_of_stock_are_no_silence() -> None:
    values = silent_for(14)
    values[:, -14:] = np.nan
    assert not silence.strange(sales.block(values)).any()


def test_weeks_are_silent_as_days_are() -> None:
    values = silent_for(4, rate=80.0)
    assert silence.strange(sales.block(values, step_days=7)).all()


@pytest.mark.parametrize(("silent", "is_broken_off"), [(50, True), (20, False)])
def test_a_season_that_was_on_and_is_silent_for_weeks_in_which_it_went_on_before_is_broken_off(
    silent: int, is_broken_off: bool
) -> None:
    in_season = np.arange(1200) % 364 < 200
    values = np.random.default_rng(3).poisson(np.where(in_season, 6, 0), (4, 1200)).astype(float)[:, : 364 * 3 + 100]
    values[:, -silent:] = 0
    assert (silence.broken_off(sales.block(values)) == is_broken_off).all()


def test_a_season_that_is_over_is_not_broken_off() -> None:
    values = np.random.default_rng(3).poisson(np.where(np.arange(1340) % 364 < 200, 6, 0), (4, 1340)).astype(float)
    assert not silence.broken_off(sales.block(values)).any()


@pytest.mark.parametrize(("level", "days", "is_gone"), [(6, 14, True), (6, 13, False), (0.1, 21, False)])
def test_who_was_out_of_stock_for_a_fortnight_in_which_it_was_missed_may_have_ended(
    level: float, days: int, is_gone: bool
) -> None:
    values = np.random.default_rng(3).poisson(level, (2, 400)).astype(float)
    values[:, 0] = 1
    values[1, -days:] = np.nan
    assert silence.gone(sales.block(values)).tolist() == [False, is_gone]


def test_where_nobody_is_known_the_shop_is_closed_and_nobody_is_gone() -> None:
    values = np.full((2, 400), 6.0)
    values[:, -30:] = np.nan
    assert not silence.gone(sales.block(values)).any()
    assert silence.gone(sales.block(values[:1])).all()


@pytest.mark.parametrize(("weeks", "is_gone"), [(2, True), (1, False)])
def test_two_weeks_without_stock_are_enough_where_sales_are_told_by_week(weeks: int, is_gone: bool) -> None:
    values = np.random.default_rng(3).poisson(6, (2, 60)).astype(float)
    values[1, -weeks:] = np.nan
    assert silence.gone(sales.block(values, step_days=7)).tolist() == [False, is_gone]

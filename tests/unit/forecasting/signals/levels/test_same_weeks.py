import numpy as np
import pytest

from forecasting.signals.levels import new_level, same_weeks
from tests.unit.forecasting import sales

YEAR = 364


def known(rate: np.ndarray, products: int = 40) -> np.ndarray:
    return np.random.default_rng(8).poisson(rate, (products, len(rate))).astype(float)


def wave(days: int, level: float) -> np.ndarray:
    return level * (1 + 0.7 * np.cos(2 * np.pi * (np.arange(days) - 200) / 365.25))


def moved(values: np.ndarray, days: int) -> new_level.NewLevels:
    block = sales.block(values)
    levels = new_level.none(block, 90)
    levels.factors[:, : block.periods - days] = 2.5
    levels.found[:] = True
    return levels


@pytest.mark.parametrize("again", [True, False])
def test_a_level_that_came_and_went_a_year_ago_is_none(again: bool) -> None:
    rate = np.full(460, 8.0)
    rate[-10:] = 1.0
    if again:
        rate[-YEAR - 10 : -YEAR + 3] = 1.0
    values = known(rate)
    assert same_weeks.came_round(sales.block(values), moved(values, 10)).tolist() == [again] * len(values)


@pytest.mark.parametrize("later", [-17, -9, 9, 17])
@pytest.mark.parametrize("days", [420, 600])
def test_a_season_need_not_come_on_the_same_day(later: int, days: int) -> None:
    rate = np.full(days, 3.0)
    rate[-12:] = 10.0
    begin = days - 12 - YEAR + later
    rate[max(begin, 0) : begin + 50] = 10.0
    assert same_weeks.came_round(sales.block(known(rate)), moved(known(rate), 12)).mean() > 0.9


def test_a_level_of_another_time_of_the_year_comes_not_round() -> None:
    rate = np.full(600, 3.0)
    rate[-12:] = 10.0
    rate[-YEAR + 60 : -YEAR + 100] = 10.0
    assert not same_weeks.came_round(sales.block(known(rate)), moved(known(rate), 12)).any()


def test_a_level_that_came_a_year_ago_and_stayed_may_come_again() -> None:
    rate = np.full(460, 8.0)
    rate[:-YEAR] = 20.0
    rate[-10:] = 3.0
    values = known(rate)
    assert not same_weeks.came_round(sales.block(values), moved(values, 10)).any()


@pytest.mark.parametrize(("times", "is_hidden"), [(0.4, True), (2.0, True), (1.0, False)])
def test_a_level_that_a_season_may_hide_shows_beside_earlier_years(times: float, is_hidden: bool) -> None:
    rate = wave(1460, 1.5) * 1.2 ** (np.arange(1460) / 365)
    rate[-70:] *= times
    share = same_weeks.hidden(sales.block(known(rate))).mean()
    assert share > 0.7 if is_hidden else share < 0.15

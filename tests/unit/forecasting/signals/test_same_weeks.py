import numpy as np
import pytest

from forecasting.signals import new_level, same_weeks
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


def test_a_level_that_came_a_year_ago_and_stayed_may_come_again() -> None:
    rate = np.full(460, 8.0)
    rate[:-YEAR] = 20.0
    rate[-10:] = 3.0
    values = known(rate)
    assert not same_weeks.came_round(sales.block(values), moved(values, 10)).any()


@pytest.mark.parametrize("times", [0.4, 2.0])
def test_a_level_that_a_season_hides_is_found_beside_earlier_years(times: float) -> None:
    rate = wave(1460, 2.0)
    rate[-70:] *= times
    block = sales.block(known(rate))
    found = same_weeks.hidden(block, new_level.none(block, 90))
    assert found.found.mean() > 0.6
    assert np.median(found.factors[found.found, 0]) == pytest.approx(1 / times, rel=0.25)


@pytest.mark.parametrize("grows", [1.0, 1.3])
def test_a_season_that_comes_as_ever_hides_nothing(grows: float) -> None:
    rate = wave(1460, 1.2) * grows ** (np.arange(1460) / 365)
    block = sales.block(known(rate))
    assert same_weeks.hidden(block, new_level.none(block, 90)).found.mean() < 0.05

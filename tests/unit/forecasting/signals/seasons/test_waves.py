from datetime import date

import numpy as np
import pytest

from forecasting.block import Block
from forecasting.signals.seasons import waves

HORIZON = 28
START = date(2023, 5, 8)


def rates(days: int, height: float, growth: float = 0.0, level: float = 6.0, top: int = 40) -> np.ndarray:
    """A wave whose height is e to the power of twice `height` times its depth, growing by so much a year."""
    at = np.arange(days)
    return level * np.exp(growth * at / 365.25 + height * np.cos(2 * np.pi * (at - top) / 365.25))


def block(rate: np.ndarray, step_days: int = 1, seed: int = 3) -> Block:
    sold = np.random.default_rng(seed).poisson(np.atleast_2d(rate)).astype(float)
    sold = sold.reshape(len(sold), -1, step_days).sum(axis=2)
    return Block(START, sold, ("",) * len(sold), step_days)


@pytest.mark.parametrize("step_days", [1, 7])
@pytest.mark.parametrize("top", [0, 90, 180, 270])
@pytest.mark.parametrize("growth", [-0.2, 0.0, 0.3])
def test_a_season_goes_on_as_it_did_whatever_comes_next(step_days: int, top: int, growth: float) -> None:
    rate = rates(840 + HORIZON, 1.0, growth, top=top)
    said = waves.Waves.of(block(rate[:-HORIZON], step_days)).expected(HORIZON // step_days, step_days)
    assert said.sum() == pytest.approx(rate[-HORIZON:].sum(), rel=0.15)


def test_a_few_sales_a_week_show_a_season() -> None:
    rate = rates(1120 + HORIZON, 1.2, level=0.4)
    said = waves.Waves.of(block(np.tile(rate[:-HORIZON], (40, 1)))).expected(HORIZON, 1).sum(axis=1)
    assert np.abs(np.log(said / rate[-HORIZON:].sum())).mean() < 0.25


def test_who_is_unknown_for_a_while_did_not_sell_nothing() -> None:
    rate = rates(840 + HORIZON, 1.0)
    own = block(rate[:-HORIZON])
    own.values[:, 300:420] = np.nan
    assert waves.Waves.of(own).expected(HORIZON, 1).sum() == pytest.approx(rate[-HORIZON:].sum(), rel=0.15)


def test_scatter_is_that_beyond_counts() -> None:
    rate = np.full((30, 840), 20.0)
    draw = np.random.default_rng(4)
    restless = rate * np.repeat(draw.gamma(5, 1 / 5, (30, 60)), 14, axis=1)
    assert np.median(waves.Waves.of(block(rate)).scatter) < 0.01
    assert np.median(waves.Waves.of(block(restless)).scatter) == pytest.approx(0.2, rel=0.3)


def test_swing_is_of_height_to_depth() -> None:
    even, strong = waves.Waves.of(block(np.stack([rates(1120, 0.0), rates(1120, 0.8)]))).swing()
    assert even < 1.3
    assert strong == pytest.approx(np.exp(1.6), rel=0.15)


class TestExplain:
    def explained(self, rate: np.ndarray, step_days: int = 1) -> bool:
        return bool(waves.explain(block(rate, step_days))[0])

    @pytest.mark.parametrize("step_days", [1, 7])
    def test_a_strong_season_in_which_something_is_always_sold(self, step_days: int) -> None:
        assert self.explained(rates(840, 0.9), step_days)

    def test_not_a_weak_one(self) -> None:
        assert not self.explained(rates(840, 0.3))

    def test_not_one_that_less_than_two_years_saw(self) -> None:
        assert not self.explained(rates(700, 0.9))

    def test_not_one_beside_which_nothing_is_sold(self) -> None:
        rate = rates(840, 1.0)
        assert not self.explained(np.where(rate > 4, rate, 0.0))

    def test_not_a_feast_of_a_few_days(self) -> None:
        december = np.arange(1092) % 364 >= 350
        assert not self.explained(np.where(december, 60.0, 3.0))

    def test_not_one_of_steps_that_are_the_same_each_year(self) -> None:
        rate, month = rates(1092, 0.8), np.arange(1092) // 28 % 13
        assert not self.explained(np.where(month == 5, 4.0, 1.0) * rate)

import numpy as np
import pytest

from forecasting.block import Block
from forecasting.signals.launches import first_year
from tests.unit.forecasting import sales

HORIZON, MONTH = 120, 28
DAY = np.arange(-450, HORIZON)
# A year ago in the days from the 60th before now on, and now.
LAST_YEAR, SUMMER = DAY - 60 + 364, np.where((DAY % 364 >= 60) & (DAY % 364 < 110), 36.0, 12.0)
EVEN = np.full(len(DAY), 12.0)
STAYED = np.where(LAST_YEAR >= 0, 36.0, 12.0)


def drawn(rate: np.ndarray) -> Block:
    return sales.block(np.random.default_rng(4).poisson(rate[DAY < 0], (6, 450)).astype(float))


def factors(rate: np.ndarray) -> np.ndarray:
    """By which what sells as today is multiplied."""
    block = drawn(rate)
    flat = np.tile(block.values[:, -MONTH:].mean(axis=1, keepdims=True), HORIZON)
    return first_year.coming_round(block, flat, np.ones(len(block), dtype=bool))


def test_a_season_that_was_seen_once_is_expected_again() -> None:
    found = factors(SUMMER)
    assert found[:, :40] == pytest.approx(1.0, abs=0.3)
    assert (found[:, 70:100].mean(axis=1) > 2).all()


def test_a_season_that_is_on_ends_as_it_did() -> None:
    begun = SUMMER[np.clip(np.arange(len(DAY)) + 90, 0, len(DAY) - 1)]
    assert (factors(begun)[:, 50:80].mean(axis=1) < 0.6).all()


@pytest.mark.parametrize("rate", [EVEN, EVEN / 30, STAYED])
def test_who_sells_evenly_or_has_stayed_where_it_rose_to_goes_on(rate: np.ndarray) -> None:
    assert factors(rate)[:, :100] == pytest.approx(1.0, abs=0.25)


def test_only_whose_level_moved_is_doubted_in_weeks_that_no_year_has_seen() -> None:
    moving = 12 * (1 + 0.9 * np.sin(DAY / 58))
    young = [drawn(rate).values[:, -250:] for rate in (moving, EVEN, EVEN / 20)]
    assert first_year.is_restless(sales.block(np.concatenate(young))).tolist() == [True] * 6 + [False] * 12
    assert not first_year.is_restless(drawn(moving)).any()


def test_a_few_units_off_season_are_no_growth() -> None:
    block = drawn(np.where((DAY % 364 >= 30) & (DAY % 364 < 120), 12.0, 0.3))
    block.values[:, -MONTH:] = 0.0
    block.values[:, -MONTH // 2] = 3.0
    expected = np.full((len(block), HORIZON), 3.0)
    factors = first_year.coming_round(block, expected, np.ones(len(block), dtype=bool))
    assert factors[:, 45:105].mean() > 1.4


@pytest.mark.parametrize("offers", [True, False], ids=["offers at any time", "nothing else"])
def test_a_great_week_a_year_ago_is_awaited_by_how_much_of_that_year_has_come_again(offers: bool) -> None:
    ago = np.arange(97)[::-1]
    times = np.where(np.isin(ago, [5, 12, 25, 36, 60, 68, 80, 92]) & offers, 5.0, 1.0)
    times[ago == 49] = 12.0
    block = sales.block(np.random.default_rng(3).poisson(10 * np.repeat(times, 7), (6, 679)).astype(float))
    found = first_year.coming_round(block, np.full((6, 28), 10.0), np.ones(6, dtype=bool)).max(axis=1)
    assert (found < 2).all() if offers else (found > 3).all()

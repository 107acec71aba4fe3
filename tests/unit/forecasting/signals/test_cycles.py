from datetime import date

import numpy as np
import pytest

from benchmarks.known_truth import rates
from forecasting.block import Block
from forecasting.signals import calendars, cycles

LAST, HORIZON = date(2025, 11, 23), 42


def forecast(rate: rates.Rate, days: int = 4 * 365) -> np.ndarray:
    past = np.datetime64(LAST) - np.arange(days)[::-1]
    values = np.random.default_rng(5).poisson(rate(past), (8, days)).astype(float)
    block = Block(past[0].item(), values, ("",) * 8)
    year = next(one for one in calendars.all_of(block, days + HORIZON) if one.name == calendars.YEAR)
    return cycles.forecast(block, year, HORIZON).sum(axis=1)


@pytest.mark.parametrize("yearly", [0.7, 1.0, 1.4])
def test_a_season_goes_on_growing_as_its_years_agree(yearly: float) -> None:
    rate = rates.growing(rates.months(20, 12), yearly, LAST)
    ahead = rate(np.datetime64(LAST) + np.arange(1, HORIZON + 1)).sum()
    assert np.median(forecast(rate)) == pytest.approx(ahead, rel=0.15)


def test_two_years_agree_on_no_growth() -> None:
    rate = rates.growing(rates.months(20, 12), 1.4, LAST)
    ahead = rate(np.datetime64(LAST) + np.arange(1, HORIZON + 1)).sum()
    assert np.median(forecast(rate, 2 * 365)) < 0.85 * ahead


def test_a_season_keeps_its_weekdays() -> None:
    closed = rates.weekdays(1.0, np.array([7, 7, 7, 7, 7, 7, 0]) / 6)
    past = np.datetime64(LAST) - np.arange(4 * 365)[::-1]
    rate = rates.times(rates.months(20, 12), closed)
    block = Block(past[0].item(), rate(past)[None], ("",))
    year = next(one for one in calendars.all_of(block, 5 * 365) if one.name == calendars.YEAR)
    ahead = np.datetime64(LAST) + np.arange(1, HORIZON + 1)
    own = cycles.forecast(block, year, HORIZON)[0]
    assert own[closed(ahead) == 0].sum() < 0.08 * own.sum()

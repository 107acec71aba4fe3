import numpy as np
import pytest

from forecasting.methods import exponential_smoothing, own_season
from tests.unit.forecasting import sales

HORIZON = 28
WEEKDAYS = np.array([0.5, 0.5, 1.0, 1.0, 1.0, 2.0, 1.0])


def course(periods: int) -> np.ndarray:
    at = np.arange(periods)
    return 12 * np.exp(np.cos(2 * np.pi * (at - 60) / 365.25)) * WEEKDAYS[at % 7]


def test_a_season_of_years_goes_on_with_its_weekdays() -> None:
    rate = course(840 + HORIZON)
    values = np.random.default_rng(2).poisson(rate[:840], (3, 840)).astype(float)
    said = own_season.forecast(sales.block(values), [700, 840], HORIZON)
    assert said[1].sum(axis=1) == pytest.approx(np.full(3, rate[840:].sum()), rel=0.12)
    weeks = said[1].reshape(3, -1, 7).sum(axis=1)
    assert weeks / weeks.mean(axis=1, keepdims=True) == pytest.approx(np.tile(WEEKDAYS, (3, 1)), rel=0.15)


def test_who_is_young_or_hardly_sells_is_left_to_smoothing() -> None:
    values = np.random.default_rng(2).poisson(course(840), (3, 840)).astype(float)
    values[0, :500], values[1] = np.nan, np.arange(840) % 40 == 0
    block = sales.block(values)
    said, smoothed = (method.forecast(block, [840], HORIZON) for method in (own_season, exponential_smoothing))
    assert np.array_equal(said[0, :2], smoothed[0, :2])
    assert not np.allclose(said[0, 2], smoothed[0, 2], rtol=0.05)
    assert np.array_equal(own_season.forecast(block, [840], HORIZON, base=smoothed), said)


def test_a_weekday_without_a_sale_stays_without() -> None:
    rate = np.where(np.arange(840) % 7 == 6, 0.0, course(840))
    values = np.random.default_rng(2).poisson(rate, (2, 840)).astype(float)
    assert not own_season.forecast(sales.block(values), [840], HORIZON)[0, :, 6::7].any()

from datetime import date

import numpy as np
import pytest
from scipy.stats import nbinom

from forecasting.block import Block
from forecasting.forecast import LEVELS, Forecast
from forecasting.replenishment.demand import summed
from forecasting.uncertainty import doubtful_level
from forecasting.uncertainty.dependence import TOGETHER

DAYS, AHEAD = 400, 28
START = date(2025, 1, 1)


def shared(sales: np.ndarray, quantiles: np.ndarray, mean: float) -> tuple[doubtful_level.Dependence, Forecast]:
    block = Block(START, sales[None].astype(float), ("",))
    forecast = Forecast(date(2026, 2, 5), np.full(AHEAD, mean), np.tile(quantiles[:, None], AHEAD).astype(np.float32))
    return doubtful_level.dependences(block, forecast.mean[None], forecast.quantiles[None])[0], forecast


def counts(mean: float, relative_variance: float) -> np.ndarray:
    """Poisson counts whose rate has a gamma distribution."""
    size = 1 / relative_variance
    return nbinom.ppf(LEVELS, size, size / (size + mean))


@pytest.mark.parametrize("mean", [0.1, 0.3, 1.0, 3.0])
def test_a_level_in_doubt_holds_what_is_asked_of_few_units(mean):
    """Rates whose standard deviation is `LEAST_DOUBT` of the mean, and counts by chance at each; the next whole unit
    may hold more."""
    random, variance = np.random.default_rng(3), doubtful_level.LEAST_DOUBT**2
    dependence, forecast = shared(random.poisson(mean, DAYS), counts(mean, variance), mean)
    rates = random.gamma(1 / variance, variance * mean, 20_000)
    outcomes = random.poisson(14 * rates)
    for level in (0.9, 0.95, 0.98):
        enough = np.ceil(np.quantile(summed(forecast, dependence, 14), level))
        assert np.mean(outcomes <= enough - 1) < level + 0.02
        assert np.mean(outcomes <= enough) > level - 0.02


def test_of_few_units_not_all_days_sell_what_one_may():
    dependence, forecast = shared(np.random.default_rng(4).poisson(0.2, DAYS), counts(0.2, 0.1), 0.2)
    own, together = (summed(forecast, one, 14) for one in (dependence, TOGETHER))
    assert own.mean() == pytest.approx(14 * 0.2, rel=0.05)
    assert np.quantile(own, 0.95) < 0.75 * np.quantile(together, 0.95)


def test_fast_sellers_share_all_there_may_be():
    normal = 100 + 20 * np.linspace(-2.5, 2.5, len(LEVELS))
    assert shared(np.random.default_rng(5).normal(100, 20, DAYS).clip(0), normal, 100.0)[0] == TOGETHER


def test_a_level_that_moved_before_is_in_greater_doubt():
    random = np.random.default_rng(6)
    moving = np.repeat(random.choice([0.05, 1.5], DAYS // 40), 40)
    steady, moved = (
        shared(random.poisson(rate, DAYS), counts(0.7, 0.3), 0.7)[0] for rate in (np.full(DAYS, 0.7), moving)
    )
    assert moved.lasting > steady.lasting

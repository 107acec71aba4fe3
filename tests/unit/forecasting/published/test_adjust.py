from datetime import date

import numpy as np
import pytest
from scipy.stats import poisson

from forecasting.forecast import LEVELS, Forecast
from forecasting.published import adjust

DAYS = np.array([False, True, True, False])


@pytest.fixture
def forecast():
    mean = np.array([10.0, 20.0, 0.0, 5.0])
    return Forecast(date(2026, 3, 1), mean, np.linspace(0, 2, len(LEVELS))[:, None] * mean)


def test_a_change_moves_mean_and_quantiles_of_its_days_alone(forecast):
    changed = adjust.scaled(forecast, DAYS, 1.5)
    assert changed.mean.tolist() == [10, 30, 0, 5]
    assert changed.quantile(0.995).tolist() == [20, 60, 0, 10]


def test_a_figure_keeps_the_spread_in_proportion(forecast):
    changed = adjust.with_mean(forecast, np.array([True, True, False, False]), 40.0)
    assert changed.mean.tolist() == [40, 40, 0, 5]
    assert changed.quantile(0.995).tolist() == [80, 80, 0, 10]


def test_where_next_to_nothing_was_expected_the_spread_is_poissons(forecast):
    changed = adjust.with_mean(forecast, DAYS, 30.0)
    assert changed.mean.tolist() == [10, 30, 30, 5]
    assert changed.quantiles[:, 2].tolist() == poisson.ppf(LEVELS, 30).tolist()


def test_nothing_at_all_can_be_expected_too(forecast):
    changed = adjust.with_mean(forecast, DAYS, 0.0)
    assert not changed.mean[DAYS].any()
    assert not changed.quantiles[:, DAYS].any()


def test_the_forecast_itself_stays_as_it_was(forecast):
    adjust.with_mean(forecast, DAYS, 1.0)
    adjust.scaled(forecast, DAYS, 3.0)
    assert forecast.mean.tolist() == [10, 20, 0, 5]

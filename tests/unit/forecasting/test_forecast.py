from datetime import date

import numpy as np
import pytest

from forecasting.forecast import LEVELS, Forecast


@pytest.fixture
def forecast() -> Forecast:
    """Two periods whose quantile at level p is 100 p and 200 p."""
    return Forecast(date(2024, 1, 1), np.array([50.0, 100.0]), np.outer(LEVELS, [100.0, 200.0]))


@pytest.mark.parametrize("probability", [0.005, 0.1, 0.37, 0.5, 0.93, 0.995])
def test_quantiles_between_the_levels_are_interpolated(forecast, probability):
    assert forecast.quantile(probability) == pytest.approx([100 * probability, 200 * probability])


def test_beyond_the_outermost_levels_quantiles_are_flat(forecast):
    assert forecast.quantile(0.0001) == pytest.approx(forecast.quantile(0.005))
    assert forecast.quantile(0.9999) == pytest.approx(forecast.quantile(0.995))


def test_an_80_percent_interval_leaves_10_percent_on_each_side(forecast):
    lower, upper = forecast.interval(80)
    assert lower == pytest.approx([10, 20])
    assert upper == pytest.approx([90, 180])


def test_its_length_is_its_horizon(forecast):
    assert len(forecast) == 2

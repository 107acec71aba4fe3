from datetime import date

import numpy as np
import pytest

from app.models import StoredForecast
from forecasting.forecast import LEVELS, Forecast
from services.forecasts import forecast_store


def forecast(horizon: int, scale: float) -> Forecast:
    numbers = np.random.default_rng(1)
    mean = numbers.gamma(2, scale, horizon)
    quantiles = np.sort(numbers.gamma(2, scale, (len(LEVELS), horizon)), axis=0)
    return Forecast(date(2026, 3, 1), mean, quantiles)


def stored_and_read(made: Forecast) -> Forecast:
    return forecast_store.unpack(StoredForecast(**forecast_store.row(1, made)))


@pytest.mark.parametrize("horizon", [1, 7, 365])
@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e6])
def test_a_forecast_comes_back_as_it_was(horizon, scale):
    made = forecast(horizon, scale)
    back = stored_and_read(made)
    assert (back.start, back.step_days, len(back)) == (made.start, 1, horizon)
    np.testing.assert_allclose(back.mean, made.mean, rtol=1e-6)
    np.testing.assert_allclose(back.quantiles, made.quantiles, atol=made.quantiles.max() / 65535)


def test_quantiles_still_rise_when_they_come_back():
    back = stored_and_read(forecast(50, 3.0))
    assert (np.diff(back.quantiles, axis=0) >= 0).all()


def test_a_forecast_of_nothing_stays_nothing():
    nothing = Forecast(date(2026, 3, 1), np.zeros(3), np.zeros((len(LEVELS), 3)))
    back = stored_and_read(nothing)
    assert not back.mean.any()
    assert not back.quantiles.any()


@pytest.mark.parametrize("highest", [1, 7, 12, 1000])
def test_whole_units_stay_whole(highest):
    units = np.random.default_rng(2).integers(0, highest, (len(LEVELS), 60), endpoint=True).astype(float)
    made = Forecast(date(2026, 3, 1), units.mean(axis=0), np.sort(units, axis=0))
    np.testing.assert_array_equal(stored_and_read(made).quantiles, made.quantiles)


def test_whole_units_times_a_factor_are_known_to_be_sold_whole():
    units = Forecast(date(2026, 3, 1), np.full(3, 2.0), np.tile(np.arange(len(LEVELS))[:, None], 3))
    corrected = units.changed(units.mean * 1.17, units.quantiles * 1.17)
    assert stored_and_read(corrected).in_units
    assert not stored_and_read(Forecast(date(2026, 3, 1), corrected.mean, corrected.quantiles)).in_units

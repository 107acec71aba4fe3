"""What every method promises, over the registry."""

from dataclasses import replace

import numpy as np
import pytest

from forecasting.errors import UnknownMethod
from forecasting.methods import METHODS, get
from forecasting.training import NotTrained, Trained, TrainingSettings, train_block

SETTINGS = TrainingSettings(horizon=60, cutoffs=2)
SALES = {
    "never sold": [],
    "one point": [5],
    "two points": [5, 0],
    "three points": [1, 2, 3],
    "all zero": [0] * 60,
    "constant": [5] * 90,
    "all unknown": [np.nan] * 40,
    "one giant outlier": [3, 4, 5, 4, 1e7, 4, 3] * 1 + [3, 4, 5, 4, 4, 4, 3] * 12,
    "a gap of a year": [3, 5, 4] * 30 + [np.nan] * 365 + [4, 6, 5] * 30,
    "slow": [0, 0, 0, 1, 0, 0, 0, 0, 2, 0] * 20,
    "explosive": list(np.exp(np.arange(100) / 8)),
}


def _train(history, method, **settings):
    return next(train_block([history], replace(SETTINGS, method=method, **settings)))


@pytest.mark.parametrize("sales", SALES)
@pytest.mark.parametrize("method", [*METHODS, "auto"])
def test_every_history_gets_an_answer_or_a_named_error(method, sales, history):
    answer = _train(history(SALES[sales]), method)
    if isinstance(answer, NotTrained):
        assert method == "prophet"
        assert answer.error.code == "fit_failed"
        return
    forecast = answer.forecast
    assert forecast.mean.shape == (60,)
    assert np.isfinite(forecast.mean).all()
    assert np.isfinite(forecast.quantiles).all()
    assert (forecast.mean >= 0).all()
    assert (forecast.quantiles >= 0).all()
    assert (np.diff(forecast.quantiles, axis=0) >= 0).all()


@pytest.mark.parametrize("method", METHODS)
def test_the_same_input_gives_the_same_bytes(method, history):
    first, second = (_train(history(120), method) for _ in range(2))
    assert first.forecast.quantiles.tobytes() == second.forecast.quantiles.tobytes()
    assert first.forecast.mean.tobytes() == second.forecast.mean.tobytes()
    assert first.document == second.document


@pytest.mark.parametrize("method", METHODS)
def test_the_input_is_left_untouched(method, history):
    given = history(120)
    before = given.values.copy()
    _train(given, method)
    assert np.array_equal(given.values, before)


@pytest.mark.parametrize("method", METHODS)
def test_weekly_history_gives_a_weekly_forecast(method, history):
    weekly = history(history(420).values.reshape(-1, 7).sum(axis=1), step_days=7)
    answer = _train(weekly, method)
    assert isinstance(answer, Trained)
    assert answer.forecast.step_days == 7


@pytest.mark.parametrize("method", ["seasonal_naive", "moving_average"])
def test_ten_times_the_sales_are_ten_times_the_forecast(method, history):
    sales = history(30)
    tenfold = history(sales.values * 10)
    ours, theirs = (get(method)(given, SETTINGS).mean for given in (sales, tenfold))
    assert theirs == pytest.approx(ours * 10)


def test_an_unknown_method_is_answered_with_those_there_are():
    with pytest.raises(UnknownMethod, match="prophet, seasonal_naive, moving_average"):
        get("crystal_ball")

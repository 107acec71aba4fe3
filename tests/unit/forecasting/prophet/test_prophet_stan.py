"""The real library behind the same door, its traps closed."""

import tempfile
from pathlib import Path

import cmdstanpy
import numpy as np
import pytest

from forecasting.errors import InvalidHistory
from forecasting.methods.prophet import ProphetSettings, fit_block
from forecasting.prophet.reading import read_document
from forecasting.prophet.stan import StanFitFailed, predict_document
from tests.reference.prophet import frame
from tests.reference.prophet_sales import START, ragged, shop

# Days whose fit takes a second: whoever waits a millisecond has given up first, however busy the machine is.
TOO_LONG = 20_000


def library(values, **changes):
    return fit_block(values, START, ProphetSettings(backend="stan", **changes))


def test_both_backends_agree():
    values = ragged(4, 500)[[0, 2]]
    ours, theirs = fit_block(values, START, ProphetSettings()), library(values)
    np.testing.assert_allclose(ours.predict(28), theirs.predict(28), atol=0.02 * np.nanmean(values))
    assert theirs.fitted().shape == values.shape


def test_logistic_growth_stays_below_its_capacity():
    values = 100 / (1 + np.exp(-np.arange(200) / 30 + 3))[None] + shop(1, 200) / 100
    forecast = library(values, growth="logistic", capacity=105.0, weekly=False).predict(365)
    assert 95 < forecast[0, -1] < 110


def test_logistic_growth_asks_for_a_capacity():
    with pytest.raises(InvalidHistory, match="positive capacity"):
        library(shop(1, 60), growth="logistic")


def test_multiplicative_seasons_are_read_without_the_library():
    fits = library(shop(1, 200), multiplicative=True)
    rows = frame(fits, 0, np.arange(200, 228))
    ours = read_document(fits.documents[0]).predict(rows["ds"].to_numpy(), {})
    np.testing.assert_allclose(ours, fits.predict(28)[0], atol=1e-6)


def test_sampling_is_repeatable():
    first, second = (library(shop(1, 60), mcmc_samples=20, seed=3).predict(7) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_intervals_are_repeatable_and_leave_the_global_draws_alone():
    fits = library(shop(1, 60))
    rows = frame(fits, 0, np.arange(60, 67))
    np.random.seed(1)
    expected = np.random.random()
    np.random.seed(1)
    first, second = (predict_document(fits.documents[0], rows, seed=5) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert np.random.random() == expected


def test_a_fit_that_takes_too_long_is_named():
    with pytest.raises(StanFitFailed, match="allow more time"):
        library(ragged(1, TOO_LONG), timeout=0.001)


def test_no_file_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(Path(cmdstanpy._TMPDIR).rglob("*"))
    fits = library(shop(1, 60))
    with pytest.raises(StanFitFailed):
        library(ragged(1, TOO_LONG), timeout=0.001)
    assert not list(tmp_path.iterdir())
    assert set(Path(cmdstanpy._TMPDIR).rglob("*")) <= before
    assert str(tmp_path) not in fits.documents[0]


def test_too_few_observations_are_continued():
    values = np.array([[np.nan, np.nan, np.nan], [np.nan, 4.0, np.nan]])
    np.testing.assert_array_equal(library(values).predict(2), [[0, 0], [4, 4]])


def test_regressors_and_holidays_reach_the_library():
    holidays = np.zeros((88, 1))
    holidays[[10, 40, 70]] = 1
    promo = (np.random.default_rng(0).random((1, 88)) < 0.3).astype(float)
    values = shop(1, 60) + 30 * promo[:, :60] + 50 * holidays[:60, 0]
    changes = {"known": promo[..., None], "known_names": ("promo",), "holidays": holidays, "holiday_names": ("fair",)}
    forecast = library(values, **changes).predict(28)
    np.testing.assert_allclose(forecast, fit_block(values, START, ProphetSettings(**changes)).predict(28), atol=1.5)

import tempfile
from pathlib import Path

import cmdstanpy
import numpy as np
import pytest

from forecasting.errors import FitFailed
from forecasting.methods import prophet
from forecasting.training import TrainingSettings

SETTINGS = TrainingSettings(horizon=28)


def test_a_fit_leaves_nothing_in_the_temporary_folder(history, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = list(Path(cmdstanpy._TMPDIR).rglob("*"))
    prophet.fit(history(60), SETTINGS)
    assert list(Path(cmdstanpy._TMPDIR).rglob("*")) == before
    assert list(tmp_path.rglob("*")) == []


def test_the_document_holds_no_trace_of_the_machine(history):
    assert tempfile.gettempdir() not in prophet.fit(history(60), SETTINGS).document(1.0)


def test_a_weekly_season_is_found(history):
    week = [10.0, 10, 10, 10, 10, 30, 0]
    mean = prophet.fit(history(week * 12), SETTINGS).mean
    assert mean[:7] == pytest.approx(week, abs=1.5)


def test_the_forecast_is_of_the_mean_and_not_of_the_median(history):
    skewed = np.random.default_rng(5).lognormal(2, 1, 300)
    assert prophet.fit(history(skewed), SETTINGS).mean.mean() == pytest.approx(skewed.mean(), rel=0.25)


def test_explosive_growth_is_held_back(history):
    growing = np.exp(np.arange(100) / 8)
    assert prophet.fit(history(growing), TrainingSettings(horizon=365)).mean.max() <= 1.5 * growing.max() + 1


def test_one_known_day_is_too_little(history):
    with pytest.raises(FitFailed, match="moving_average"):
        prophet.fit(history([np.nan, 3, np.nan]), SETTINGS)


def test_a_country_adds_its_holidays(history):
    document = prophet.fit(history(120), TrainingSettings(horizon=28, country="DE")).document(1.0)
    assert '"country_holidays": "DE"' in document


def test_an_unknown_country_is_a_named_error(history):
    with pytest.raises(FitFailed, match="country"):
        prophet.fit(history(120), TrainingSettings(horizon=28, country="XX"))

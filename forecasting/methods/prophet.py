from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from forecasting import documents, prophet_library
from forecasting.errors import FitFailed
from forecasting.history import History
from forecasting.methods.fit import Fit
from forecasting.settings import TrainingSettings

_FIT_SECONDS = 20
_FEWEST_PERIODS = 2
_WEEKLY_FROM_DAYS = 14
_YEARLY_FROM_DAYS = 600


def fit(history: History, settings: TrainingSettings) -> Fit:
    """Prophet (Taylor and Letham 2018) on log1p sales: linear trend, weekly and yearly season, country holidays.

    Unknown periods are left out. Raises FitFailed.
    """
    rows = _rows(history)
    if len(rows) < _FEWEST_PERIODS:
        raise FitFailed("Prophet needs at least two known periods; use moving_average or auto.")
    model = _model(history, settings)
    _run_stan(model, rows, settings.seed)
    scale = documents.Scale("log1p", _smearing(model, rows))
    mean = documents.predict(model, scale, documents.future(history, settings.horizon))
    return Fit(mean, lambda factor: documents.write(model, scale, factor))


def _rows(history: History) -> pd.DataFrame:
    days = np.datetime64(history.start, "D") + np.arange(len(history)) * history.step_days
    known = ~np.isnan(history.values)
    return pd.DataFrame({"ds": days[known].astype("datetime64[ns]"), "y": np.log1p(history.values[known])})


def _model(history: History, settings: TrainingSettings) -> object:
    days = len(history) * history.step_days
    model = prophet_library.load().Prophet(
        daily_seasonality=False,
        weekly_seasonality=history.step_days == 1 and days >= _WEEKLY_FROM_DAYS,
        yearly_seasonality=days >= _YEARLY_FROM_DAYS,
        # Intervals are made from backtest errors; Prophet's own are random draws.
        uncertainty_samples=0,
    )
    if settings.country:
        _add_holidays(model, settings.country)
    return model


def _add_holidays(model: object, country: str) -> None:
    try:
        model.add_country_holidays(country)
    except (AttributeError, NotImplementedError) as error:
        raise FitFailed(f"No holidays are known for country {country!r}; give a two-letter code like DE.") from error


def _run_stan(model: object, rows: pd.DataFrame, seed: int) -> None:
    # Stan talks through files, and the library's own clean-up leaves an empty folder behind for every fit.
    with TemporaryDirectory() as folder:
        try:
            model.fit(rows, seed=seed, timeout=_FIT_SECONDS, output_dir=folder)
        except (TimeoutError, RuntimeError) as error:
            raise FitFailed(f"Prophet found no fit within {_FIT_SECONDS} s; use seasonal_naive or auto.") from error
    model.fit_kwargs = {"seed": seed}


def _smearing(model: object, rows: pd.DataFrame) -> float:
    """Mean of exp(residual): what a forecast on the log scale must be multiplied by to be one of the mean.

    Duan (1983), Smearing estimate: a nonparametric retransformation method.
    """
    residuals = rows["y"].to_numpy() - model.predict(rows[["ds"]])["yhat"].to_numpy()
    return float(np.mean(np.exp(residuals)))

"""The real Prophet library: for logistic growth, multiplicative seasons and MCMC, and as the judge of our own fits.

Importing it costs 2.5 s and 120 MB; import this module only where it is used, and never in the web process.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from prophet import Prophet
from prophet.serialize import model_from_json, model_to_json

from forecasting.errors import ForecastingError, InvalidHistory
from forecasting.prophet.settings import ProphetSettings

# One line per fit and process otherwise.
logging.getLogger("cmdstanpy").setLevel(logging.WARNING)


class StanFitFailed(ForecastingError):
    """Prophet's own optimiser gave up or ran out of time; use backend "direct", or allow more time."""

    code = "stan_fit_failed"


@dataclass(frozen=True, slots=True)
class StanFits:
    """Models that the library fitted, with the same questions as `forecasting.prophet.fits.ProphetFits`.

    documents -- Prophet's JSON per product; None where there were fewer than two observations
    """

    start: date
    n_periods: int
    settings: ProphetSettings
    documents: tuple[str | None, ...]
    levels: np.ndarray

    def __len__(self) -> int:
        return len(self.documents)

    def predict(self, horizon: int) -> np.ndarray:
        """Mean forecasts of the periods after the calendar, float64 (n, horizon), in units."""
        return self.between(self.n_periods, self.n_periods + horizon)

    def fitted(self) -> np.ndarray:
        """The model over the calendar itself, float64 (n, n_periods), in units."""
        return self.between(0, self.n_periods)

    def between(self, first: int, stop: int) -> np.ndarray:
        return np.stack([self._one(index, first, stop) for index in range(len(self))])

    def _one(self, index: int, first: int, stop: int) -> np.ndarray:
        document = self.documents[index]
        if document is None:
            return np.full(stop - first, self.levels[index])
        frame = _frame(self.start, np.arange(first, stop), index, self.settings)
        return predict_document(document, frame, self.settings.seed)[0]


def fit_block(values: np.ndarray, start: date, settings: ProphetSettings) -> StanFits:
    """Fit every product with the library, one after the other; arguments as in `forecasting.methods.prophet.fit_block`.

    Raises StanFitFailed after settings.timeout seconds for one product, or where the optimiser gives up.
    """
    enough = (~np.isnan(values)).sum(axis=1) >= 2
    documents = [_document(values[i], start, i, settings) if ok else None for i, ok in enumerate(enough)]
    levels = np.where(enough, 0.0, np.nan_to_num(values).sum(axis=1))
    return StanFits(start, values.shape[1], settings, tuple(documents), levels)


def predict_document(text: str, frame: pd.DataFrame, seed: int = 0) -> np.ndarray:
    """Mean, lower and upper 80 % bound of a model in Prophet's JSON, float64 (3, n).

    frame -- column ds and the model's regressors, one row per day
    """
    model = model_from_json(text)
    if model.growth == "logistic" and model.history is not None:
        frame = frame.assign(cap=model.history["cap"].iloc[-1])
    with _seeded(seed):
        return model.predict(frame)[["yhat", "yhat_lower", "yhat_upper"]].to_numpy().T


def _document(values: np.ndarray, start: date, index: int, settings: ProphetSettings) -> str:
    observed = np.flatnonzero(~np.isnan(values))
    history = _frame(start, observed, index, settings).assign(y=values[observed])
    if settings.growth == "logistic":
        history["cap"] = _capacity(settings, values[observed].max())
    model = _model(start, settings)
    quiet = {"show_progress": False} if settings.mcmc_samples else {}
    # A folder of our own, because a fit that fails or runs out of time leaves its files behind.
    with TemporaryDirectory() as folder, _seeded(settings.seed):
        try:
            model.fit(history, timeout=settings.timeout, seed=settings.seed + 1, output_dir=folder, **quiet)
        except (RuntimeError, TimeoutError) as error:
            raise StanFitFailed(
                f"Prophet found no fit within {settings.timeout:g} s ({type(error).__name__}); "
                "use backend 'direct', or allow more time."
            ) from error
    model.fit_kwargs = {}
    return model_to_json(model)


def _model(start: date, settings: ProphetSettings) -> Prophet:
    model = Prophet(
        growth=settings.growth,
        n_changepoints=settings.n_changepoints,
        changepoint_range=settings.changepoint_range,
        changepoint_prior_scale=settings.priors.changepoint_prior_scale,
        seasonality_prior_scale=settings.priors.seasonality_prior_scale,
        seasonality_mode="multiplicative" if settings.multiplicative else "additive",
        yearly_seasonality=settings.yearly,
        weekly_seasonality=settings.weekly,
        daily_seasonality=False,
        holidays=_holidays(start, settings),
        holidays_prior_scale=settings.holidays_prior_scale,
        mcmc_samples=settings.mcmc_samples,
    )
    for name in settings.known_names:
        model.add_regressor(name, prior_scale=settings.known_prior_scale)
    return model


def _holidays(start: date, settings: ProphetSettings) -> pd.DataFrame | None:
    if settings.holidays is None:
        return None
    periods, columns = np.nonzero(settings.holidays)
    names = [settings.holiday_names[column] for column in columns]
    return pd.DataFrame({"ds": _days(start, periods, settings), "holiday": names})


def _frame(start: date, periods: np.ndarray, index: int, settings: ProphetSettings) -> pd.DataFrame:
    frame = pd.DataFrame({"ds": _days(start, periods, settings)})
    columns = () if settings.known is None else settings.known[index].T
    for name, column in zip(settings.known_names, columns, strict=True):
        frame[name] = np.nan_to_num(column[periods], nan=np.nanmean(column))
    return frame


def _days(start: date, periods: np.ndarray, settings: ProphetSettings) -> list[date]:
    return [start + timedelta(days=int(period) * settings.step_days) for period in periods]


def _capacity(settings: ProphetSettings, largest: float) -> float:
    if settings.capacity is None or settings.capacity <= 0:
        raise InvalidHistory(f"Logistic growth needs a positive capacity in units; the best period had {largest:g}.")
    return settings.capacity


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Prophet draws from numpy's global state: seed it, and leave it as it was."""
    state = np.random.get_state()
    np.random.seed(seed)
    try:
        yield
    finally:
        np.random.set_state(state)

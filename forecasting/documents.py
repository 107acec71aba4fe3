"""Models as JSON in Prophet's own format, which any Prophet installation can load.

Ours carry one more key, which Prophet passes over: the scale the model was fitted on.
"""

import json
from dataclasses import asdict, dataclass, replace

import numpy as np
import pandas as pd

from forecasting import intervals, prophet_library
from forecasting.errors import InvalidModelDocument
from forecasting.forecast import Forecast
from forecasting.history import History
from forecasting.settings import TrainingSettings

_SCALE_KEY = "stockcast"
_REQUIRED = {"growth", "params", "history", "start", "t_scale", "y_scale", "seasonalities", "changepoints_t"}
_TESTED_PERIODS = 84
# A trend measured over weeks is no evidence for a tenfold year: two years of it may at most double or halve sales.
_LOG_TREND_LIMIT = np.log(2)
_LOG_TREND_DAYS = 730
_LARGEST_RISE = 1.5


@dataclass(frozen=True, slots=True)
class Scale:
    """How a model's output becomes units: transform "identity" or "log1p" (with smearing), then the factor."""

    transform: str = "identity"
    smearing: float = 1.0
    correction_factor: float = 1.0


@dataclass(frozen=True, slots=True)
class _Residuals:
    mean: np.ndarray
    actual: np.ndarray


def check(document: str) -> None:
    """Raise InvalidModelDocument unless this is a Prophet model in JSON."""
    _parse(document)


def forecast_from_document(document: str, history: History, settings: TrainingSettings) -> Forecast:
    """Forecast from the day after the history with a stored model, ours or one written by Prophet itself.

    Its quantiles come from the model's errors over the end of the history. Raises InvalidModelDocument.
    """
    scale = _scale(_parse(document))
    try:
        model = prophet_library.load().serialize.model_from_json(document)
        days = future(history, settings.horizon)
        tested = _days(history)[-_TESTED_PERIODS:]
        mean = predict(model, scale, days.union(tested))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidModelDocument(f"The stored model does not load ({error}); train the product again.") from error
    if not np.isfinite(mean).all():
        raise InvalidModelDocument("The stored model predicts no finite numbers; train the product again.")
    known, mean = mean[: len(tested)], mean[len(tested) :]
    errors = [_Residuals(known, history.values[-len(tested) :])] if len(tested) else []
    return Forecast(days[0].date(), mean, intervals.quantiles(mean, history, errors), history.step_days)


def future(history: History, horizon: int) -> pd.DatetimeIndex:
    """The first days of the periods after the history, shape (horizon,)."""
    first = pd.Timestamp(history.start) + pd.Timedelta(days=len(history) * history.step_days)
    return pd.date_range(first, periods=horizon, freq=f"{history.step_days}D")


def write(model: object, scale: Scale, correction_factor: float) -> str:
    """The fitted model as JSON."""
    content = prophet_library.load().serialize.model_to_dict(model)
    content[_SCALE_KEY] = asdict(replace(scale, correction_factor=correction_factor))
    return json.dumps(content)


def predict(model: object, scale: Scale, days: pd.DatetimeIndex) -> np.ndarray:
    """Units per period, shape (len(days),): finite, never negative, and kept from exploding on the log scale."""
    table = model.predict(pd.DataFrame({"ds": days}))
    output = table["yhat"].to_numpy()
    if scale.transform == "log1p":
        output = _back_from_logs(model, table, scale.smearing)
    return np.maximum(output, 0.0) * scale.correction_factor


def _back_from_logs(model: object, table: pd.DataFrame, smearing: float) -> np.ndarray:
    fitted = model.history
    drift = table["trend"].to_numpy() - np.asarray(model.predict_trend(fitted.tail(1)))[0]
    limit = _LOG_TREND_LIMIT * min(model.t_scale / pd.Timedelta(days=_LOG_TREND_DAYS), 1.0)
    allowed = np.clip(drift, -limit, limit)
    ahead = (table["ds"] > fitted["ds"].max()).to_numpy()
    logs = table["yhat"].to_numpy() + np.where(ahead, allowed - drift, 0.0)
    highest = fitted["y"].max() + np.log(_LARGEST_RISE)
    return np.minimum(np.exp(np.minimum(logs, highest)) * smearing - 1, np.expm1(highest))


def _days(history: History) -> pd.DatetimeIndex:
    return pd.date_range(history.start, periods=len(history), freq=f"{history.step_days}D")


def _parse(document: str) -> dict:
    try:
        content = json.loads(document)
    except ValueError as error:
        raise InvalidModelDocument("The stored model is not JSON; train the product again.") from error
    missing = _REQUIRED - content.keys() if isinstance(content, dict) else _REQUIRED
    if missing:
        raise InvalidModelDocument(
            f"The stored model is not a Prophet model: {', '.join(sorted(missing))} missing; train the product again."
        )
    _check_predictable(content)
    return content


def _check_predictable(content: dict) -> None:
    regressors = (content.get("extra_regressors") or [[]])[0]
    if regressors or content["growth"] == "logistic":
        raise InvalidModelDocument(
            "The stored model needs regressors or a capacity for the days ahead, which are not known here;"
            " train the product again."
        )


def _scale(content: dict) -> Scale:
    try:
        scale = Scale(**content.get(_SCALE_KEY, {}))
    except TypeError as error:
        raise InvalidModelDocument("The stored model's scale is not readable; train the product again.") from error
    if scale.transform not in ("identity", "log1p"):
        raise InvalidModelDocument(f"The stored model's scale {scale.transform!r} is unknown; update Stockcast.")
    return scale

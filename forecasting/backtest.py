from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from forecasting import intervals, metrics
from forecasting.forecast import LEVELS, Forecast
from forecasting.history import History
from forecasting.methods.fit import Method
from forecasting.outliers import dampen
from forecasting.settings import TrainingSettings
from forecasting.trained import BacktestMetrics

_LEAST_TRAINING = 14
_PINBALL_LEVELS = (0.025, 0.1, 0.5, 0.9, 0.975)


@dataclass(frozen=True, slots=True)
class Fold:
    """What was known at one cut-off, what was forecast from it, and what came; mean and actual of shape (h,)."""

    training: History
    mean: np.ndarray
    actual: np.ndarray


def cutoff_lengths(history: History, settings: TrainingSettings) -> tuple[list[int], int]:
    """How many periods are known at each rolling cut-off, oldest first, and how many are forecast from there.

    The parts held back follow one another up to the end of the history; a short history gets shorter parts,
    then fewer, and each training part keeps at least 14 periods and as much as is forecast from it.
    """
    n = len(history)
    horizon = min(settings.cutoff_horizon, settings.horizon, n // 4)
    least = max(_LEAST_TRAINING, horizon)
    if horizon == 0:
        return [], 0
    lengths = [n - horizon * i for i in range(settings.cutoffs, 0, -1)]
    return [length for length in lengths if length >= least], horizon


def run(history: History, method: Method, settings: TrainingSettings) -> tuple[Fold, ...]:
    """Forecast from every cut-off, each time from what was known then only; sales are compared undampened."""
    lengths, horizon = cutoff_lengths(history, settings)
    short = replace(settings, horizon=horizon)
    folds = []
    for length in lengths:
        known, _ = dampen(replace(history, values=history.values[:length]))
        folds.append(Fold(known, method(known, short).mean, history.values[length : length + horizon]))
    return tuple(folds)


def rmsse(folds: Sequence[Fold]) -> float | None:
    """Mean RMSSE over the cut-offs that have one."""
    return _mean(
        [metrics.root_mean_squared_scaled_error(fold.actual, fold.mean, fold.training.values) for fold in folds]
    )


def measure(folds: Sequence[Fold], naive_folds: Sequence[Fold]) -> BacktestMetrics:
    """All metrics of a backtest. Intervals of a cut-off are made from the errors at the *other* cut-offs."""
    if not folds:
        return BacktestMetrics()
    y = np.concatenate([fold.actual for fold in folds])
    f = np.concatenate([fold.mean for fold in folds])
    return BacktestMetrics(
        cutoffs=len(folds),
        mae=metrics.mean_absolute_error(y, f),
        mape=metrics.mean_absolute_percentage_error(y, f),
        wape=metrics.weighted_absolute_percentage_error(y, f),
        bias=metrics.relative_bias(y, f),
        rmsse=rmsse(folds),
        seasonal_naive_rmsse=rmsse(naive_folds),
        **_measure_quantiles(folds, y),
    )


def _measure_quantiles(folds: Sequence[Fold], y: np.ndarray) -> dict[str, float | None]:
    if len(folds) < 2:
        return {}
    held_out = [_held_out(folds, i) for i in range(len(folds))]
    bounds = {level: np.hstack([forecast.interval(level) for forecast in held_out]) for level in (80, 95)}
    return {
        "coverage_80": metrics.coverage(y, *bounds[80]),
        "coverage_95": metrics.coverage(y, *bounds[95]),
        "scaled_pinball": _mean([_pinball(fold, made) for fold, made in zip(folds, held_out, strict=True)]),
    }


def _held_out(folds: Sequence[Fold], index: int) -> Forecast:
    fold, others = folds[index], [other for i, other in enumerate(folds) if i != index]
    quantiles = intervals.quantiles(fold.mean, fold.training, others)
    return Forecast(fold.training.start, fold.mean, quantiles)


def _pinball(fold: Fold, forecast: Forecast) -> float | None:
    levels = np.array(_PINBALL_LEVELS)
    quantiles = forecast.quantiles[[LEVELS.index(level) for level in _PINBALL_LEVELS]]
    return metrics.scaled_pinball_loss(fold.actual, quantiles, levels, fold.training.values)


def _mean(numbers: list[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return float(np.mean(known)) if known else None

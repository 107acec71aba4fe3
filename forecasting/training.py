from collections.abc import Iterable, Iterator

import numpy as np

from forecasting import backtest, correction, intervals, select
from forecasting.errors import ForecastingError
from forecasting.forecast import Forecast
from forecasting.history import History
from forecasting.outliers import dampen
from forecasting.settings import TrainingSettings
from forecasting.trained import BacktestMetrics, NotTrained, Trained

__all__ = ["BacktestMetrics", "NotTrained", "Trained", "TrainingSettings", "train_block"]


def train_block(histories: Iterable[History], settings: TrainingSettings) -> Iterator[Trained | NotTrained]:
    """Train products one after another: one answer per history, in the same order.

    What cannot be trained becomes a NotTrained with its error; the others go on. The same input always gives
    the same output.
    """
    for history in histories:
        try:
            yield _train(history, settings)
        except ForecastingError as error:
            yield NotTrained(error)


def _train(history: History, settings: TrainingSettings) -> Trained:
    cleaned, outliers = dampen(history)
    choice = select.choose(history, cleaned, settings)
    factor = correction.factor(choice.folds)
    folds = correction.apply(choice.folds, factor)
    mean = choice.fit.mean * factor
    start = np.datetime64(history.start, "D") + history.step_days * len(history)
    metrics = backtest.measure(folds, choice.naive_folds)
    return Trained(
        method=choice.method,
        reason=choice.reason,
        confidence=_confidence(metrics, history),
        forecast=Forecast(start.item(), mean, intervals.quantiles(mean, cleaned, folds), history.step_days),
        metrics=metrics,
        correction_factor=factor,
        outliers=outliers,
        document=choice.fit.document(factor) if choice.fit.document else None,
    )


def _confidence(metrics: BacktestMetrics, history: History) -> str:
    if metrics.wape is None or metrics.cutoffs < 2 or metrics.wape > 0.7:
        return "low"
    return "high" if metrics.wape <= 0.3 and len(history) * history.step_days >= 365 else "medium"

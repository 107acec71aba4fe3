from dataclasses import dataclass, replace

import numpy as np

from forecasting import backtest, methods
from forecasting.backtest import Fold
from forecasting.errors import FitFailed
from forecasting.history import History
from forecasting.intervals import mostly_zero
from forecasting.methods.fit import Fit
from forecasting.settings import TrainingSettings

_SIMPLE = ("seasonal_naive", "moving_average")
_FEWEST_DAYS = 56
_FEWEST_SALES = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen method fitted to all of the history, why it was chosen, and its backtest beside seasonal naive's."""

    method: str
    reason: str
    fit: Fit
    folds: tuple[Fold, ...]
    naive_folds: tuple[Fold, ...]


def choose(history: History, cleaned: History, settings: TrainingSettings) -> Choice:
    """The method asked for; for "auto", Prophet where there is enough history and its backtest does not lose.

    cleaned -- the history with outliers dampened, to fit on. Raises UnknownMethod, and FitFailed for a method
    asked for by name.
    """
    if settings.method != "auto":
        return _fitted(settings.method, f"{settings.method} was asked for.", history, cleaned, settings)
    obstacle = _too_little(history)
    if obstacle:
        return _simpler(obstacle, history, cleaned, settings)
    try:
        prophet = _fitted("prophet", "", history, cleaned, settings)
    except FitFailed as error:
        return _simpler(str(error), history, cleaned, settings)
    lost = _lost(prophet)
    return _simpler(lost, history, cleaned, settings) if lost else replace(prophet, reason=_won(prophet))


def _fitted(method: str, reason: str, history: History, cleaned: History, settings: TrainingSettings) -> Choice:
    fit = methods.get(method)
    folds = backtest.run(history, fit, settings)
    naive = backtest.run(history, methods.get("seasonal_naive"), settings)
    return Choice(method, reason, fit(cleaned, settings), folds, naive)


def _too_little(history: History) -> str:
    known = history.values[~np.isnan(history.values)]
    if not np.any(known > 0):
        return "It was never sold, so nothing is forecast"
    if len(known) * history.step_days < _FEWEST_DAYS or np.count_nonzero(known) < _FEWEST_SALES:
        return f"Too little history for Prophet: {len(known)} known periods, {np.count_nonzero(known)} with sales"
    return "Sales never changed" if known.min() == known.max() else ""


def _lost(prophet: Choice) -> str:
    ours, naive = backtest.rmsse(prophet.folds), backtest.rmsse(prophet.naive_folds)
    if ours is None or naive is None:
        return "Prophet could not be tested on this history"
    return f"Prophet lost its backtest to seasonal naive (RMSSE {ours:.2f} to {naive:.2f})" if ours > naive else ""


def _won(prophet: Choice) -> str:
    ours, naive = backtest.rmsse(prophet.folds), backtest.rmsse(prophet.naive_folds)
    return f"Prophet's backtest error is not above seasonal naive's (RMSSE {ours:.2f} to {naive:.2f})."


def _simpler(why: str, history: History, cleaned: History, settings: TrainingSettings) -> Choice:
    """The simple method with the lower backtest error; the moving average where neither has one.

    A slow mover always gets the moving average: the zeros of one week are no forecast of another.
    """
    made = [_fitted(method, "", history, cleaned, settings) for method in _SIMPLE]
    errors = [backtest.rmsse(choice.folds) for choice in made]
    slow = mostly_zero(history.values[~np.isnan(history.values)])
    naive_wins = not slow and None not in errors and errors[0] < errors[1]
    chosen = made[0] if naive_wins else made[1]
    return replace(chosen, reason=f"{why.rstrip('.')}; {chosen.method} is used instead.")

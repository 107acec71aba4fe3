"""Single days far above what their weekday, their neighbours and their season sell.

A run of high days (a promotion, Christmas) and a peak that comes back every year are demand, not outliers;
low days are left alone, because a zero may be the truth.
"""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from forecasting.history import History
from forecasting.season import season_length

_SIGMAS = 5.0
_LEAST_FACTOR = 3.0
_SAME_PHASE = 4
_NEIGHBOURS = 3
_YEAR_DAYS = 364
_MAD_TO_SIGMA = 1.4826
_FEWEST_SALES = 5


def dampen(history: History) -> tuple[History, tuple[date, ...]]:
    """The history with outliers lowered to the highest plausible value, and the days on which that was done."""
    values = history.values
    if np.count_nonzero(values > 0) < _FEWEST_SALES:
        return history, ()
    ceiling = _ceiling(values, season_length(history))
    suspects = np.flatnonzero(values > ceiling)
    found = [i for i in suspects if not _comes_back(values, i, history.step_days)]
    if not found:
        return history, ()
    dampened = values.copy()
    dampened[found] = ceiling[found]
    days = tuple(history.start + timedelta(days=int(i) * history.step_days) for i in found)
    return replace(history, values=dampened), days


def _ceiling(values: np.ndarray, season: int) -> np.ndarray:
    """Highest plausible units per period, shape (n,); the comparison is one of factors, so on the log scale."""
    logs = np.log1p(values)
    sold = values > 0
    if sold.sum() < np.count_nonzero(values == 0):
        baseline = np.full(len(values), np.median(logs[sold]))
    else:
        baseline = np.maximum(_same_phase_median(logs, season), _neighbour_median(logs))
    excess = (logs - baseline)[sold]
    sigma = _MAD_TO_SIGMA * np.nanmedian(np.abs(excess - np.nanmedian(excess)))
    return np.expm1(baseline + max(_SIGMAS * sigma, np.log(_LEAST_FACTOR)))


def _same_phase_median(logs: np.ndarray, season: int) -> np.ndarray:
    return _others_median(logs, _offsets(_SAME_PHASE) * season)


def _neighbour_median(logs: np.ndarray) -> np.ndarray:
    return _others_median(logs, _offsets(_NEIGHBOURS))


def _offsets(reach: int) -> np.ndarray:
    return np.concatenate([np.arange(-reach, 0), np.arange(1, reach + 1)])


def _others_median(logs: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """Median over the periods at these offsets, of those that exist and are known; 0 where there is none."""
    reach = int(np.abs(offsets).max())
    padded = np.pad(logs, reach, constant_values=np.nan)
    around = padded[np.arange(len(logs))[:, None] + reach + offsets]
    count = (~np.isnan(around)).sum(axis=1)
    ordered, rows = np.sort(around, axis=1), np.arange(len(logs))
    middle = (ordered[rows, np.maximum(count - 1, 0) // 2] + ordered[rows, count // 2]) / 2
    return np.where(count > 0, middle, 0.0)


def _comes_back(values: np.ndarray, index: int, step_days: int) -> bool:
    """Whether a value at least half as high stands within a week of the same day of another year."""
    year, slack = _YEAR_DAYS // step_days, max(7 // step_days, 1)
    others = [index + k * year for k in range(-(index // year) - 1, (len(values) - index) // year + 2) if k]
    return any(np.any(values[max(i - slack, 0) : max(i + slack + 1, 0)] >= values[index] / 2) for i in others)

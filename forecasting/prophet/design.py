"""The features of the model, laid out by Prophet's own rules (prophet/forecaster.py, version 1.5)."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from forecasting.prophet.settings import ProphetSettings

YEARLY_ORDER, WEEKLY_ORDER = 10, 3
YEAR, WEEK = 365.25, 7.0
N_YEARLY, N_SEASONAL = 2 * YEARLY_ORDER, 2 * (YEARLY_ORDER + WEEKLY_ORDER)


@dataclass(frozen=True, slots=True)
class Design:
    """Where each product of a block has its observations, its trend changes and its seasons.

    observed     -- bool (n, T)
    count        -- int (n,): observed periods of each product
    first, last  -- int (n,): its first and last observed period
    n_changepoints -- int (n,): possible trend changes of each product; where 0, its start stands in, as in Prophet
    changepoints -- int (n, S): their periods; beyond a product's own number: `last`, where a change has no effect
    cuts         -- int (n, S): the same, counted in observed periods
    seasons      -- bool (n, 26): which columns of the calendar the product uses
    """

    observed: np.ndarray
    count: np.ndarray
    first: np.ndarray
    last: np.ndarray
    n_changepoints: np.ndarray
    changepoints: np.ndarray
    cuts: np.ndarray
    seasons: np.ndarray

    @property
    def span(self) -> np.ndarray:
        """Periods from the first to the last observation, at least 1: the unit of Prophet's time."""
        return np.maximum(self.last - self.first, 1)


def design(values: np.ndarray, settings: ProphetSettings) -> Design:
    """Lay out a block: values float64 (n, T), NaN where unknown."""
    observed = ~np.isnan(values)
    count = observed.sum(axis=1)
    first = _first(observed)
    last = np.where(count > 0, values.shape[1] - 1 - _first(observed[:, ::-1]), 0)
    cuts, number = _cuts(count, settings)
    # The period of the j-th observation of a product is found in the list of all observations of the block.
    periods = np.append(np.nonzero(observed)[1], 0)
    offsets = np.cumsum(count) - count
    real = np.arange(cuts.shape[1]) < number[:, None]
    changepoints = np.where(real, periods[np.where(real, offsets[:, None] + cuts, 0)], last[:, None])
    cuts = np.where(real, cuts, count[:, None])
    changepoints[number == 0, 0], cuts[number == 0, 0] = first[number == 0], 0
    seasons = _seasons(observed, first, last, settings)
    return Design(observed, count, first, last, number, changepoints, cuts, seasons)


def _first(observed: np.ndarray) -> np.ndarray:
    """Place of the first True in each row, (n,); 0 where there is none."""
    return observed.argmax(axis=1) if observed.shape[1] else np.zeros(len(observed), dtype=int)


def _cuts(count: np.ndarray, settings: ProphetSettings) -> tuple[np.ndarray, np.ndarray]:
    """Changepoints evenly over the first `changepoint_range` of the observations (Prophet.set_changepoints).

    Returns their places counted in observations, (n, S), and how many of them each product has, (n,).
    """
    reach = np.floor(count * settings.changepoint_range)
    number = np.where(settings.n_changepoints + 1 > reach, np.maximum(reach - 1, 0), settings.n_changepoints)
    step = (reach - 1) / np.maximum(number, 1)
    ordinals = np.arange(1, max(settings.n_changepoints, 1) + 1)
    return np.rint(ordinals * step[:, None]).astype(int), number.astype(int)


def _seasons(observed: np.ndarray, first: np.ndarray, last: np.ndarray, settings: ProphetSettings) -> np.ndarray:
    """Seasonal columns in use (Prophet.set_auto_seasonalities): two years, two weeks and gaps below a week."""
    days = (last - first) * settings.step_days
    yearly = days >= 730 if settings.yearly == "auto" else np.full(len(days), settings.yearly)
    weekly = (days >= 14) & _closer_than_a_week(observed, settings.step_days)
    if settings.weekly != "auto":
        weekly = np.full(len(days), settings.weekly)
    return np.repeat(np.stack([yearly, weekly], axis=1), [N_YEARLY, N_SEASONAL - N_YEARLY], axis=1)


def _closer_than_a_week(observed: np.ndarray, step_days: int) -> np.ndarray:
    close = np.zeros(len(observed), dtype=bool)
    for gap in range(1, min((6 // step_days) + 1, observed.shape[1])):
        undecided = np.flatnonzero(~close)
        if not len(undecided):
            break
        rows = observed[undecided]
        close[undecided] = (rows[:, gap:] & rows[:, :-gap]).any(axis=1)
    return close


def calendar(start: date, first: int, stop: int, step_days: int) -> np.ndarray:
    """Fourier features of the periods first..stop-1 counted from `start`, float64 (stop - first, 26).

    They are functions of the absolute date (Prophet.fourier_series), so every product shares them.
    """
    epoch_day = (start - date(1970, 1, 1)).days
    days = epoch_day + np.arange(first, stop) * step_days
    columns = [fourier(days, YEAR, YEARLY_ORDER), fourier(days, WEEK, WEEKLY_ORDER)]
    return np.concatenate(columns, axis=1)


def fourier(days: np.ndarray, period: float, order: int) -> np.ndarray:
    """sin, cos, sin, cos, ... of `days` since 1970-01-01, float64 (len(days), 2 * order)."""
    angle = 2 * np.pi * days[:, None] * (np.arange(1, order + 1) / period)
    return np.stack([np.sin(angle), np.cos(angle)], axis=2).reshape(len(days), 2 * order)

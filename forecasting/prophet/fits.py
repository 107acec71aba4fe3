from dataclasses import dataclass
from datetime import date

import numpy as np

from forecasting.prophet.design import calendar
from forecasting.prophet.regressors import Standard
from forecasting.prophet.settings import ProphetSettings


@dataclass(frozen=True, slots=True)
class Parameters:
    """What was fitted for n products, in Prophet's scaled units and names.

    k, m, sigma_obs, y_scale -- float64 (n,); delta -- (n, S); beta -- (n, 26 + h + r), 0 where a season is off
    changepoints -- int (n, S), n_changepoints (n,): periods since the calendar's start; first of them are in use
    first, last, count -- int (n,): first and last observed period, number of observations
    seasons -- bool (n, 26): seasonal columns in use
    bias, ceiling -- (n,), for the log1p scale: what forecasts are multiplied by, and the most they may reach
    """

    k: np.ndarray
    m: np.ndarray
    delta: np.ndarray
    beta: np.ndarray
    sigma_obs: np.ndarray
    y_scale: np.ndarray
    changepoints: np.ndarray
    n_changepoints: np.ndarray
    first: np.ndarray
    last: np.ndarray
    count: np.ndarray
    seasons: np.ndarray
    bias: np.ndarray
    ceiling: np.ndarray

    @property
    def span(self) -> np.ndarray:
        """Periods from first to last observation, (n,): Prophet's unit of time."""
        return np.maximum(self.last - self.first, 1)


@dataclass(frozen=True, slots=True)
class ProphetFits:
    """Fitted models of n products that share a calendar of n_periods periods from `start`."""

    start: date
    n_periods: int
    settings: ProphetSettings
    standard: Standard
    parameters: Parameters

    def __len__(self) -> int:
        return len(self.parameters.k)

    def predict(self, horizon: int) -> np.ndarray:
        """Mean forecasts of the periods after the calendar, float64 (n, horizon), in units.

        As in Prophet a forecast may fall below zero: always for a weekday that was never observed, whose effect only
        the priors decide. A product with one observation keeps its level; one with none is forecast as 0.
        """
        return self.between(self.n_periods, self.n_periods + horizon)

    def fitted(self) -> np.ndarray:
        """The model over the calendar itself, float64 (n, n_periods), in units, unknown periods included."""
        return self.between(0, self.n_periods)

    def between(self, first: int, stop: int, lasting: float = np.inf) -> np.ndarray:
        """The model over the periods first..stop-1 of the calendar, float64 (n, stop - first), in units.

        lasting -- periods that the last slope goes on for in all, if not for ever as in Prophet: it fades (Gardner and
                   McKenzie, "Forecasting trends in time series", Management Science 1985)
        """
        p = self.parameters
        modelled = (self.trend(first, stop, lasting) + self.effects(first, stop)) * p.y_scale[:, None]
        if self.settings.scale == "raw":
            return modelled
        capped = np.minimum(modelled, np.log1p(p.ceiling)[:, None])
        return np.clip(np.expm1(capped) * p.bias[:, None], 0, p.ceiling[:, None])

    def trend(self, first: int, stop: int, lasting: float = np.inf) -> np.ndarray:
        """The piecewise linear trend, scaled, float64 (n, stop - first); lasting -- see `between`."""
        p = self.parameters
        origin, span = p.first[:, None], p.span[:, None]
        slope = p.k[:, None] + self._running(p.delta, first, stop)
        offset = self._running(p.delta * (p.changepoints - origin), first, stop)
        return p.m[:, None] + (slope * (self._time(first, stop, lasting) - origin) - offset) / span

    def _time(self, first: int, stop: int, lasting: float) -> np.ndarray:
        """Periods as the trend counts them: ever shorter ones after the calendar, `lasting` of them in all."""
        time = np.arange(first, stop, dtype=float)
        if np.isinf(lasting):
            return time
        beyond = np.maximum(time - self.n_periods, 0.0)
        return time - beyond + lasting * -np.expm1(-beyond / lasting)

    def _running(self, jumps: np.ndarray, first: int, stop: int) -> np.ndarray:
        """Sum of the jumps (n, S) at changepoints up to each period of the window, (n, stop - first)."""
        steps = np.zeros((len(self), stop - first + 1))
        place = np.clip(self.parameters.changepoints - first, 0, stop - first)
        np.add.at(steps, (np.arange(len(self))[:, None], place), jumps)
        return steps[:, :-1].cumsum(axis=1)

    def effects(self, first: int, stop: int) -> np.ndarray:
        """Seasons, holidays and regressors, scaled, float64 (n, stop - first)."""
        shared = calendar_features(self.settings, self.start, first, stop)
        beta = self.parameters.beta
        known = self.standard.apply(self.settings, first, stop)
        return beta[:, : shared.shape[1]] @ shared.T + np.einsum("nr,nrt->nt", beta[:, shared.shape[1] :], known)


def calendar_features(settings: ProphetSettings, start: date, first: int, stop: int) -> np.ndarray:
    """Columns every product shares: 26 seasonal ones, then holidays; beyond its last row no holiday is known."""
    seasonal = calendar(start, first, stop, settings.step_days)
    if settings.holidays is None:
        return seasonal
    holidays = np.zeros((stop - first, settings.holidays.shape[1]))
    inside = settings.holidays[first:stop]
    holidays[: len(inside)] = inside
    return np.concatenate([seasonal, holidays], axis=1)

"""Models in Prophet's own file format, written here or by Prophet itself, predicted without the library."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forecasting.prophet.design import fourier


@dataclass(frozen=True, slots=True)
class LogScale:
    """How a model of log(1 + sales) comes back to units; see `forecasting.prophet.fits.Parameters`."""

    bias: float
    ceiling: float

    def in_units(self, modelled: np.ndarray) -> np.ndarray:
        return np.clip(np.expm1(np.minimum(modelled, np.log1p(self.ceiling))) * self.bias, 0, self.ceiling)


@dataclass(frozen=True, slots=True)
class StoredProphet:
    """A model of linear or flat growth, read from its file. Days count from 1970-01-01, the rest as Prophet names it.

    additive, multiplicative -- (K,): beta, where the column adds to the trend and where it multiplies it
    seasons -- (period, Fourier order); holidays -- days of each holiday column; regressors -- (mu, std) by name: the
               columns of beta, in this order
    """

    start: float
    t_scale: float
    y_scale: float
    floor: float
    k: float
    m: float
    delta: np.ndarray
    changepoints_t: np.ndarray
    additive: np.ndarray
    multiplicative: np.ndarray
    seasons: tuple[tuple[float, int], ...]
    holidays: tuple[frozenset[int], ...]
    regressors: dict[str, tuple[float, float]]
    log_scale: LogScale | None = None

    def predict(self, days: np.ndarray, known: Mapping[str, np.ndarray]) -> np.ndarray:
        """Prophet's yhat for datetime64[D] days (n,): mean forecast in units, float64 (n,).

        known -- regressors by name, float64 (n,); one that is missing, or NaN, counts as its mean in training
        """
        numbers = days.astype("datetime64[D]").astype(int)
        features = self._features(numbers, known)
        trend = self.trend(numbers)
        modelled = trend * (1 + features @ self.multiplicative) + features @ self.additive * self.y_scale
        return modelled if self.log_scale is None else self.log_scale.in_units(modelled)

    def trend(self, numbers: np.ndarray) -> np.ndarray:
        """The trend on days counted from 1970-01-01, as it is modelled, float64 (n,)."""
        t = (numbers - self.start) / self.t_scale
        ramps = np.maximum(t[:, None] - self.changepoints_t, 0)
        return (self.k * t + self.m + ramps @ self.delta) * self.y_scale + self.floor

    def _features(self, numbers: np.ndarray, known: Mapping[str, np.ndarray]) -> np.ndarray:
        """Columns of beta, float64 (n, K)."""
        columns = [fourier(numbers, period, order) for period, order in self.seasons]
        columns += [np.isin(numbers, list(days)).astype(float)[:, None] for days in self.holidays]
        for name, (mean, std) in self.regressors.items():
            given = known.get(name, np.full(len(numbers), np.nan))
            columns.append((np.where(np.isnan(given), 0.0, given - mean) / std)[:, None])
        # Prophet keeps one empty column where there is none.
        return np.concatenate(columns, axis=1) if columns else np.zeros((len(numbers), 1))

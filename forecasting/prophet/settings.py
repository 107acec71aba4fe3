from dataclasses import dataclass
from typing import Literal

import numpy as np

from forecasting.options import number

Switch = bool | Literal["auto"]


@dataclass(frozen=True, slots=True)
class Priors:
    """How far the model may bend: scales of the priors on trend changes and on seasonal effects, as in Prophet."""

    changepoint_prior_scale: float = number(0.05, 100, "How readily the trend changes")
    seasonality_prior_scale: float = number(10.0, 100, "How strong seasons may be")


@dataclass(frozen=True, slots=True)
class ProphetSettings:
    """What Prophet's constructor takes, with Prophet's defaults.

    step_days        -- 1 for daily, 7 for weekly periods
    yearly, weekly   -- "auto" is Prophet's rule: two years of history, two weeks of history
    holidays         -- float64, shape (periods + future periods, h): 1 on the holiday, one column per holiday_names
    known            -- float64, shape (products, periods + future periods, r), one column per known_names: regressors
                        known ahead, standardised here as Prophet does; NaN counts as the product's own mean
    scale            -- "log1p" models log(1 + sales); forecasts come back in units, their bias removed
    tolerance        -- relative change of the noise at which the direct solver stops
    growth, capacity, multiplicative, mcmc_samples, timeout, seed -- for backend "stan", the real library;
                        capacity is in units, timeout in seconds per product
    """

    priors: Priors = Priors()
    n_changepoints: int = 25
    changepoint_range: float = 0.8
    yearly: Switch = "auto"
    weekly: Switch = "auto"
    step_days: int = 1
    holidays: np.ndarray | None = None
    holiday_names: tuple[str, ...] = ()
    holidays_prior_scale: float = 10.0
    known: np.ndarray | None = None
    known_names: tuple[str, ...] = ()
    known_prior_scale: float = 10.0
    scale: Literal["raw", "log1p"] = "raw"
    tolerance: float = 1e-5
    backend: Literal["direct", "stan"] = "direct"
    growth: Literal["linear", "logistic"] = "linear"
    capacity: float | None = None
    multiplicative: bool = False
    mcmc_samples: int = 0
    timeout: float = 60.0
    seed: int = 0

    def __post_init__(self) -> None:
        for columns, names in ((self.holidays, self.holiday_names), (self.known, self.known_names)):
            if columns is not None and columns.shape[-1] != len(names):
                raise ValueError(f"{columns.shape[-1]} columns need as many names, not {names}.")
        if self.backend == "direct" and (self.growth != "linear" or self.multiplicative or self.mcmc_samples):
            raise ValueError("Logistic growth, multiplicative seasons and MCMC need backend='stan'.")
        if self.backend == "stan" and self.scale != "raw":
            raise ValueError("The log1p scale needs backend='direct'; the library has multiplicative seasons.")

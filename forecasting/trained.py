"""What a training says of a product."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from forecasting.errors import ForecastingError
from forecasting.forecast import Forecast
from forecasting.report import Promotion
from forecasting.uncertainty.dependence import TYPICAL, Dependence


@dataclass(frozen=True, slots=True)
class BacktestMetrics:
    """Errors over all rolling cut-offs; None where the history is too short to measure.

    mae in units, mape, wape, bias and coverage as fractions (0.12 is 12 %), rmsse without unit.
    pinball -- mean loss of the quantiles at PINBALL_LEVELS, in units of the mean one-step difference
    correlation_* -- what errors of different days have in common, see `forecasting.dependence`
    step_days -- days of a period: 7, all this is about the sums of weeks
    """

    cutoffs: int = 0
    mae: float | None = None
    mape: float | None = None
    wape: float | None = None
    bias: float | None = None
    rmsse: float | None = None
    seasonal_naive_rmsse: float | None = None
    coverage_80: float | None = None
    coverage_95: float | None = None
    correlation_lasting: float | None = None
    correlation_fading: float | None = None
    step_days: int = 1
    pinball: float | None = None

    @property
    def dependence(self) -> Dependence:
        """What its days have in common, else what is typical."""
        if self.correlation_lasting is None or self.correlation_fading is None:
            return TYPICAL
        return Dependence(self.correlation_lasting, self.correlation_fading)


@dataclass(frozen=True, slots=True)
class Choice:
    """What "auto" chose for a product, by which it is forecast again without a backtest (`forecasting.renewal`).

    until, sales -- the last day it was chosen on, and a checksum of all sales up to that day
    times, peaks -- name of the calendar that it sells by only, and of the one that its peaks follow, "" for none
    signals -- what was found in the sales beside what methods see: while it stays as it is, the choice holds
    recipe -- share of each method, exactly; spread -- its `intervals.Calibration`, float64 (`intervals.FIGURES`,)
    towards_total -- see `outlook.Blend`
    method, reason, confidence, metrics -- as of Trained, when it was chosen
    """

    until: date
    step_days: int
    sales: int
    times: str
    peaks: str
    signals: str
    method: str
    reason: str
    confidence: str
    recipe: Mapping[str, float]
    metrics: BacktestMetrics
    spread: np.ndarray
    towards_total: float


@dataclass(frozen=True, slots=True)
class Trained:
    """A product's model: its forecast, what made it, and how far to trust it.

    method -- name in `forecasting.methods`; reason -- one sentence: why this method
    recipe -- share of each method in the forecast, by its name
    promotion -- how it did beside the recipe that is served today
    effects -- of each known column: {"promo": {"factor": 1.38, "periods": 6}}; see `forecasting.effects.Learnt`
    warnings -- sentences: what had to be assumed
    confidence -- "high", "medium", "low"
    correction_factor -- what the forecast was multiplied by against a lasting bias of published ones (1.0: nothing)
    outliers -- days whose sales were dampened before fitting
    choice -- by which it may be forecast again, where "auto" has made one; is_renewed -- it was made by an earlier one
    """

    method: str
    reason: str
    confidence: str
    forecast: Forecast
    metrics: BacktestMetrics
    correction_factor: float = 1.0
    outliers: tuple[date, ...] = field(default_factory=tuple)
    recipe: dict[str, float] = field(default_factory=dict)
    promotion: Promotion = field(default_factory=Promotion)
    effects: dict[str, dict[str, float]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    choice: Choice | None = None
    is_renewed: bool = False


@dataclass(frozen=True, slots=True)
class NotTrained:
    """A product that could not be trained, and the error that says why. The others go on."""

    error: ForecastingError

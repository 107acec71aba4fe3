from dataclasses import dataclass, field
from datetime import date

from forecasting.errors import ForecastingError
from forecasting.forecast import Forecast


@dataclass(frozen=True, slots=True)
class BacktestMetrics:
    """Errors over all rolling cut-offs; None where the history is too short to measure.

    mae in units, mape, wape, bias and coverage as fractions (0.12 is 12 %), rmsse and pinball without unit.
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
    scaled_pinball: float | None = None


@dataclass(frozen=True, slots=True)
class Trained:
    """A product's published model: its forecast, what made it, and how far to trust it.

    method -- name in `forecasting.methods`; reason -- one sentence: why this method
    confidence -- "high", "medium", "low"
    correction_factor -- what the raw forecast was multiplied by to remove its backtest bias (1.0: nothing)
    outliers -- days whose sales were dampened before fitting
    document -- the fitted model in Prophet's own JSON format, where the method has one
    """

    method: str
    reason: str
    confidence: str
    forecast: Forecast
    metrics: BacktestMetrics
    correction_factor: float = 1.0
    outliers: tuple[date, ...] = field(default_factory=tuple)
    document: str | None = None


@dataclass(frozen=True, slots=True)
class NotTrained:
    """A product that could not be trained, and the error that says why. The others go on."""

    error: ForecastingError

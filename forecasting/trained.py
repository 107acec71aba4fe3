"""What a training says of a product."""

from dataclasses import dataclass, field
from datetime import date

from forecasting.errors import ForecastingError
from forecasting.forecast import Forecast
from forecasting.report import Promotion


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


@dataclass(frozen=True, slots=True)
class NotTrained:
    """A product that could not be trained, and the error that says why. The others go on."""

    error: ForecastingError

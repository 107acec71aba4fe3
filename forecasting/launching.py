"""Products whose own sales say little yet: forecast from others that they are expected to be like, and widely."""

from dataclasses import replace

import numpy as np

from forecasting.block import Block
from forecasting.forecast import Forecast
from forecasting.history import History
from forecasting.report import LAUNCH
from forecasting.signals import newcomers
from forecasting.trained import BacktestMetrics, Trained
from forecasting.uncertainty import quantiles
from forecasting.uncertainty.dependence import LARGEST_FADING, LARGEST_LASTING

# A launch that goes well goes well on all of its days.
TOGETHER = BacktestMetrics(correlation_lasting=LARGEST_LASTING, correlation_fading=LARGEST_FADING)


def unsold(history: History, block: Block, horizon: int) -> Trained:
    """The answer for a product that sold nothing yet, from the launches that a block has seen."""
    level, excess, launches = newcomers.unsold(block, history.category)
    mean = level * history.launched * newcomers.profile_of(block, history.category, horizon)
    start = block.days(block.periods, block.periods + 1)[0].item()
    kind = f"{history.category!r}" if history.category else "the catalogue"
    known = f"{launches} launches, those of {kind} first" if launches else f"what products of {kind} sell, for want of"
    known += "" if launches else " launches"
    return Trained(
        method=LAUNCH,
        reason=f"Nothing was sold yet: {100 * history.launched:.0f} % of {known}.",
        confidence="low",
        forecast=Forecast(start, mean, _spread(mean, excess), block.step_days),
        metrics=TOGETHER,
    )


def leaning(history: History, answer: Trained) -> Trained:
    """The same answer, as widely as a launch, where most of what it rests on was borrowed."""
    season = 7 if history.step_days == 1 else 1
    own = len(history) - history.borrowed
    warnings = (history.leans_on, *answer.warnings) if history.leans_on else answer.warnings
    if not history.borrowed or own >= newcomers.GROWN_UP_WEEKS * season:
        return replace(answer, warnings=warnings)
    mean = answer.forecast.mean
    wide = replace(answer.forecast, quantiles=_spread(mean, newcomers.USUAL_EXCESS))
    metrics = replace(answer.metrics, correlation_lasting=LARGEST_LASTING, correlation_fading=LARGEST_FADING)
    return replace(answer, forecast=wide, confidence="low", metrics=metrics, warnings=warnings)


def _spread(mean: np.ndarray, excess: float) -> np.ndarray:
    return quantiles.of_gamma(mean[None], np.array([excess]), np.array([True]))[0]

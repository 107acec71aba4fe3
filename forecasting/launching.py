"""Products whose own sales say little yet: forecast from others that they are expected to be like, and widely."""

from dataclasses import replace

import numpy as np

from forecasting.block import Block
from forecasting.forecast import Forecast
from forecasting.history import History
from forecasting.reasons import LAUNCH
from forecasting.signals.launches import newcomers
from forecasting.trained import BacktestMetrics, Trained
from forecasting.uncertainty import quantiles
from forecasting.uncertainty.dependence import TOGETHER

DAYS = 7
# A launch that goes well goes well on all of its days.
METRICS = BacktestMetrics(correlation_lasting=TOGETHER.lasting, correlation_fading=TOGETHER.fading)


def unsold(history: History, block: Block, horizon: int) -> Trained:
    """The answer for a product that sold nothing yet, from the launches that a block has seen."""
    level, excess, launches = newcomers.unsold(block, history.category)
    mean = level * history.launched * newcomers.profile_of(block, history.category, horizon)
    start = block.days(block.periods, block.periods + 1)[0].item()
    share, kind = f"{100 * history.launched:.4g} %", repr(history.category) if history.category else "the catalogue"
    seen = f"what {launches} launches sold in their first weeks" if launches else "what products sell, without a launch"
    return Trained(
        method=LAUNCH,
        reason=f"Nothing was sold yet: {share} of {seen}, those of {kind} first.",
        confidence="low",
        forecast=Forecast(start, mean, _spread(mean, excess), block.step_days),
        metrics=METRICS,
    )


def leaning(history: History, answer: Trained) -> Trained:
    """The same answer, as widely as a launch, where most of what it rests on was borrowed."""
    if not history.leans_on:
        return answer
    own_days = (len(history) - history.borrowed) * history.step_days
    warnings = (history.leans_on, *answer.warnings)
    if not history.borrowed or own_days >= newcomers.GROWN_UP_WEEKS * DAYS:
        return replace(answer, warnings=warnings)
    own = answer.forecast
    wide = own.changed(own.mean, _spread(own.mean, newcomers.USUAL_EXCESS))
    metrics = replace(answer.metrics, correlation_lasting=TOGETHER.lasting, correlation_fading=TOGETHER.fading)
    return replace(answer, forecast=wide, confidence="low", metrics=metrics, warnings=warnings)


def _spread(mean: np.ndarray, excess: float) -> np.ndarray:
    # A share of another's whole units is none: nothing is rounded.
    return quantiles.of_gamma(mean[None], np.array([excess]), np.array([False]))[0]

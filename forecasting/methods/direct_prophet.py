"""Prophet's model as a method of the ladder, on the scale of sales."""

from collections.abc import Sequence

import numpy as np

from forecasting.block import Block
from forecasting.methods.prophet import Priors, ProphetSettings, fit_block

# Forecasts stand still to a thousandth of the mean long before the parameters do to Prophet's own precision.
TOLERANCE = 1e-3

PROPHETS_OWN = Priors()


def forecast(block: Block, origins: Sequence[int], horizon: int, options: Priors = PROPHETS_OWN) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon): one fit per origin."""
    settings = ProphetSettings(step_days=block.step_days, tolerance=TOLERANCE)
    fits = (fit_block(block.values[:, :origin], block.start, settings) for origin in origins)
    return np.stack([np.maximum(fit.predict(horizon), 0.0) for fit in fits])

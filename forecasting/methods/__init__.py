"""The ladder: every method that may be published, simplest first.

A method is a function over a block that sees, for each origin, only the periods before it, and answers with mean
forecasts: `forecast(block, origins, horizon)` -> float64 (origins, products, horizon), never negative, NaN only for
steps it does not reach.
"""

from collections.abc import Callable, Sequence

import numpy as np

from forecasting.block import Block
from forecasting.errors import UnknownMethod
from forecasting.methods import (
    direct_prophet,
    exponential_smoothing,
    gradient_boosting,
    intermittent,
    seasonal_naive,
    shared_season,
)

Method = Callable[[Block, Sequence[int], int], np.ndarray]

METHODS: dict[str, Method] = {
    "seasonal_naive": seasonal_naive.forecast,
    "exponential_smoothing": exponential_smoothing.forecast,
    "intermittent": intermittent.forecast,
    "shared_season": shared_season.forecast,
    "prophet": direct_prophet.forecast,
    "gradient_boosting": gradient_boosting.forecast,
}
AUTO = "auto"


def named(name: str) -> dict[str, Method]:
    """The methods to run for a name: one of them, or all for "auto". Raises UnknownMethod."""
    if name == AUTO:
        return METHODS
    if name not in METHODS:
        raise UnknownMethod(f"There is no method {name!r}; choose one of {', '.join([AUTO, *METHODS])}.")
    return {name: METHODS[name]}

"""Teunter-Syntetos-Babai smoothing for intermittent demand: probability of a sale times its size.

R. Teunter, A. Syntetos and M. Babai, "Intermittent demand: linking forecasting to inventory obsolescence", EJOR 2011.
"""

from collections.abc import Sequence

import numpy as np

from forecasting.block import Block
from forecasting.metrics import zero_where_unknown

PROBABILITY_RATE = 0.03
SIZE_RATE = 0.1


def forecast(block: Block, origins: Sequence[int], horizon: int) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon), flat over the horizon."""
    probability, size = np.zeros(len(block)), np.zeros(len(block))
    age, sold = np.zeros(len(block)), np.zeros(len(block))
    out = np.zeros((len(origins), len(block), horizon))
    # Period by period: each is then read at once.
    values = np.ascontiguousarray(zero_where_unknown(block.values[:, : max(origins)]).T)
    known = np.ascontiguousarray(~np.isnan(block.values[:, : max(origins)]).T)
    positive = values > 0
    for period in range(max(origins) + 1):
        for position in np.flatnonzero(np.asarray(origins) == period):
            out[position] = (probability * size)[:, None]
        if period < max(origins):
            age += known[period]
            sold += positive[period]
            rate = np.maximum(PROBABILITY_RATE, 1 / np.maximum(age, 1)) * known[period]
            probability += rate * (positive[period] - probability)
            rate = np.maximum(SIZE_RATE, 1 / np.maximum(sold, 1)) * positive[period]
            size += rate * (values[period] - size)
    return out

"""Teunter-Syntetos-Babai smoothing for intermittent demand: probability of a sale times its size.

R. Teunter, A. Syntetos and M. Babai, "Intermittent demand: linking forecasting to inventory obsolescence", EJOR 2011.
"""

from collections.abc import Sequence

import numpy as np

from forecasting.block import Block

PROBABILITY_RATE = 0.03
SIZE_RATE = 0.1


def forecast(block: Block, origins: Sequence[int], horizon: int) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon), flat over the horizon."""
    probability, size = np.zeros(len(block)), np.zeros(len(block))
    age, sold = np.zeros(len(block)), np.zeros(len(block))
    out = np.zeros((len(origins), len(block), horizon))
    for period in range(max(origins) + 1):
        for position in np.flatnonzero(np.asarray(origins) == period):
            out[position] = (probability * size)[:, None]
        if period == max(origins):
            break
        sales = block.values[:, period]
        known, positive = ~np.isnan(sales), np.nan_to_num(sales) > 0
        age, sold = age + known, sold + positive
        rate = np.maximum(PROBABILITY_RATE, 1 / np.maximum(age, 1))
        probability = probability + known * rate * (positive - probability)
        rate = np.maximum(SIZE_RATE, 1 / np.maximum(sold, 1))
        size = size + np.where(positive, rate * (np.nan_to_num(sales) - size), 0.0)
    return out

"""Exponential smoothing around the course that a product shares with its category: trend, year and week.

One product's year is noisy; that of a category is not. The shared course is Prophet's, fitted to the mean of the
category's products in units of their own means; what remains of each product is smoothed.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from forecasting.block import Block
from forecasting.methods import exponential_smoothing
from forecasting.methods.prophet import ProphetSettings, fit_block
from forecasting.metrics import mean_known

# Smaller categories share the course of the whole block.
FEWEST_PRODUCTS = 10
# The course never falls below this share of its mean: sales are divided by it.
LOWEST = 0.1


def forecast(block: Block, origins: Sequence[int], horizon: int) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon).

    The shared course is fitted at the first origin, and once more at the last.
    """
    *earlier, last = origins
    parts = [_with_one_course(block, part, horizon) for part in (earlier, [last]) if part]
    return np.concatenate(parts)


def _with_one_course(block: Block, origins: Sequence[int], horizon: int) -> np.ndarray:
    course = _courses(block, min(origins), max(origins) + horizon)
    past = block.until(max(origins))
    plain = replace(past, values=past.values / course[:, : past.periods])
    out = exponential_smoothing.forecast(plain, origins, horizon)
    return np.stack([f * course[:, origin : origin + horizon] for f, origin in zip(out, origins, strict=True)])


def _courses(block: Block, origin: int, periods: int) -> np.ndarray:
    """Course of each product's category without unit, (products, periods)."""
    categories = np.asarray(block.categories, dtype=str)
    names, members, sizes = np.unique(categories, return_inverse=True, return_counts=True)
    large = [k for k in range(len(names)) if sizes[k] >= FEWEST_PRODUCTS]
    groups = [np.arange(len(block)), *(np.flatnonzero(members == k) for k in large)]
    series = np.stack([_typical(block.values[group, :origin]) for group in groups])
    fits = fit_block(series, block.start, ProphetSettings(step_days=block.step_days))
    course = np.concatenate([fits.fitted(), fits.predict(periods - origin)], axis=1)
    course = np.maximum(course, LOWEST * np.maximum(course[:, :origin].mean(axis=1, keepdims=True), 1e-9))
    position = np.zeros(len(names), dtype=int)
    position[large] = np.arange(1, len(groups))
    return course[position[members]]


def _typical(values: np.ndarray) -> np.ndarray:
    """Mean over products, each in units of its own mean, (periods,); NaN where nothing is known."""
    mean = mean_known(values)[:, None]
    return mean_known(np.divide(values, mean, out=np.full(values.shape, np.nan), where=mean > 0), axis=0)

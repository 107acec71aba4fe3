"""Simulated sales that exercise every rule of the model, reproducible."""

from datetime import date

import numpy as np

START = date(2019, 11, 20)


def shop(n_products: int, n_days: int, seed: int = 0) -> np.ndarray:
    """Counts with a week, a year and a trend that bends, float64 (n_products, n_days)."""
    random, day = np.random.default_rng(seed), np.arange(n_days)
    level = random.uniform(2, 40, (n_products, 1))
    week = 1 + 0.4 * np.sin(2 * np.pi * (day + random.integers(0, 7, (n_products, 1))) / 7)
    year = 1 + 0.3 * np.cos(2 * np.pi * (day - random.integers(0, 365, (n_products, 1))) / 365.25)
    bend = random.integers(n_days // 4, n_days, (n_products, 1))
    trend = 1 + random.normal(0, 0.7, (n_products, 1)) * np.maximum(day - bend, 0) / n_days
    return random.poisson(level * week * year * np.maximum(trend, 0.1)).astype(float)


def ragged(n_products: int, n_days: int, seed: int = 0) -> np.ndarray:
    """The shop with products that start late, run out of stock, close on a weekday or pause for a year."""
    random, values = np.random.default_rng(seed + 1), shop(n_products, n_days, seed)
    late = random.integers(0, n_days - 40, n_products)
    values[np.arange(n_days) < late[:, None] * (np.arange(n_products)[:, None] % 2)] = np.nan
    values[::3][random.random(values[::3].shape) < 0.1] = np.nan
    values[1::3, 3::7] = np.nan
    values[::4, n_days // 3 : n_days // 3 + min(365, n_days // 3)] = np.nan
    return values

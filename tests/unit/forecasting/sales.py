"""Sales to test with: regular enough to be learnt, random enough to be sales."""

from datetime import date

import numpy as np

from forecasting.block import Block
from forecasting.history import History

START = date(2023, 1, 2)


def weekly_pattern(products: int = 12, periods: int = 200, mean: float = 20.0, seed: int = 1) -> np.ndarray:
    """Poisson sales with busy weekends, float64 (products, periods)."""
    draw = np.random.default_rng(seed)
    weekday = 1 + 0.5 * np.sin(2 * np.pi * np.arange(periods) / 7)
    return draw.poisson(mean * weekday, size=(products, periods)).astype(float)


def block(values: np.ndarray, step_days: int = 1, **known: np.ndarray) -> Block:
    return Block(START, values, ("",) * len(values), step_days, known)


def history(values: list[float] | np.ndarray, category: str = "", step_days: int = 1) -> History:
    return History(START, np.asarray(values, dtype=float), step_days, category)

"""Sales drawn from rates."""

from collections.abc import Callable

import numpy as np


def clumps(size: float) -> Callable[[np.random.Generator, np.ndarray], np.ndarray]:
    """Orders of this mean size, widely scattered, as many as make the rate."""

    def draw(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
        orders = random.poisson(rate / size)
        each = np.maximum(np.round(random.gamma(1.5, size / 1.5, (len(rate), max(orders.max(initial=0), 1)))), 1)
        return np.where(np.arange(each.shape[1]) < orders[:, None], each, 0.0).sum(axis=1)

    return draw


def weights(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
    """A few weighed pieces a day, in kg to three digits."""
    pieces = random.poisson(2.0, len(rate))
    return np.round(random.gamma(np.maximum(4.0 * pieces, 1e-9), rate / 8.0), 3)

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

# Dense in the tails, where an interval or a service level is asked for; anything between is interpolated.
LEVELS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995)

# Probability that each level stands for: half the way to its neighbours.
LEVEL_WEIGHTS = np.diff(np.concatenate([[0.0], (np.array(LEVELS[1:]) + np.array(LEVELS[:-1])) / 2, [1.0]]))


@dataclass(frozen=True, slots=True)
class Forecast:
    """Expected demand and its distribution for the periods after a history.

    start     -- first forecast period (its first day)
    mean      -- float64, shape (horizon,), units per period, never negative
    quantiles -- float32 or float64, shape (len(LEVELS), horizon), never negative, rising along axis 0
    is_whole  -- sold in whole units, though the quantiles may be multiples of a part of one: they were changed
    """

    start: date
    mean: np.ndarray
    quantiles: np.ndarray
    step_days: int = 1
    is_whole: bool = False

    def __len__(self) -> int:
        return len(self.mean)

    @property
    def in_units(self) -> bool:
        """Whether it is of something sold in whole units only."""
        highest = self.quantiles[-1]
        return self.is_whole or bool((highest == np.rint(highest)).all())

    def changed(self, mean: np.ndarray, quantiles: np.ndarray) -> "Forecast":
        """Of the same thing, so in whole units as before, with other expectations of it."""
        return replace(self, mean=mean, quantiles=quantiles, is_whole=self.in_units)

    def quantile(self, probability: float) -> np.ndarray:
        """Units that demand stays below with this probability, shape (horizon,).

        Linear between the stored levels, flat beyond the outermost ones.
        """
        # Plain Python: numpy's functions of one number would cost more than the line below, for each of thousands.
        upper = min(max(bisect_left(LEVELS, probability), 1), len(LEVELS) - 1)
        lower = upper - 1
        weight = min(max((probability - LEVELS[lower]) / (LEVELS[upper] - LEVELS[lower]), 0.0), 1.0)
        return (1 - weight) * self.quantiles[lower] + weight * self.quantiles[upper]

    def interval(self, level: float) -> tuple[np.ndarray, np.ndarray]:
        """Lower and upper bound that hold `level` percent (e.g. 80) of outcomes, each of shape (horizon,)."""
        tail = (1 - level / 100) / 2
        return self.quantile(tail), self.quantile(1 - tail)

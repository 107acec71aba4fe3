"""Products that sell alike often, in whose sales peaks are looked for."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from forecasting.metrics import zero_where_unknown
from forecasting.signals.cleaning import usual_sales

# Days of the year to either side that are as one, where years differ by a day; those of half a week of weekly sales.
NEAR = 1


@dataclass(frozen=True)
class Among:
    """Products that sell alike often: sales and what is usual, (products, periods) each; slow -- on few days

    What follows from these is worked out once for all calendars."""

    values: np.ndarray
    usual: np.ndarray
    slow: bool
    step_days: int

    @cached_property
    def parts(self) -> tuple[np.ndarray, np.ndarray]:
        """Known sales and what is usual on the same days."""
        return zero_where_unknown(self.values), np.where(np.isnan(self.values), 0.0, self.usual)

    @cached_property
    def mean(self) -> np.ndarray:
        """Usual sales of a known period, (products,)."""
        known = ~np.isnan(self.values)
        return np.asarray((self.usual * known).sum(axis=1) / np.maximum(known.sum(axis=1), 1))

    @property
    def near(self) -> int:
        """How many phases of the year to either side are as one."""
        return max(NEAR, self.step_days // 2)

    @cached_property
    def chance(self) -> np.ndarray:
        """What a standard error of a count has to be multiplied by, (products, 1)."""
        slow = np.full(len(self.values), self.slow)
        unsteadiness = usual_sales.unsteadiness(self.values, self.usual, slow)
        if not self.slow:
            unsteadiness = np.maximum(unsteadiness, usual_sales.reach(self.values, self.usual, self.step_days))
        return np.sqrt(unsteadiness)

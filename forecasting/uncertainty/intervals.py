from dataclasses import dataclass

import numpy as np

from forecasting.forecast import LEVELS
from forecasting.uncertainty.quantiles import widened
from forecasting.uncertainty.sources import Sources

# Working memory is bounded by handling this many products at once.
PRODUCTS_AT_ONCE = 128
MEDIAN = LEVELS.index(0.5)


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns mean forecasts into distributions; learnt by `forecasting.calibration`.

    mix    -- trust in each source, float64 (products, 3), rows sum to 1
    spread -- what intervals are widened by, (products,)
    counts -- sales are small whole numbers, bool (products,)
    reach, growth -- beyond `reach` steps intervals grow with this power of the step
    factor, doubt -- what sales of each period are multiplied by beside their course, and by which they are less sure,
                     (products, at least the horizon) each; None: 1
    """

    sources: Sources
    mix: np.ndarray
    spread: np.ndarray
    counts: np.ndarray
    reach: int
    growth: float
    factor: np.ndarray | None = None
    doubt: np.ndarray | None = None

    def quantiles(self, mean: np.ndarray) -> np.ndarray:
        """Quantiles at LEVELS of demand with these means (products, horizon): float32 (products, levels, horizon).

        Never negative, rising along the levels, whole numbers where sales are small whole numbers.
        """
        out = np.empty((len(mean), len(LEVELS), mean.shape[1]), dtype=np.float32)
        steps = np.arange(1, mean.shape[1] + 1)
        far = np.maximum(steps / self.reach, 1.0) ** self.growth
        factor, doubt = (
            np.ones(mean.shape) if one is None else one[:, : mean.shape[1]] for one in (self.factor, self.doubt)
        )
        for begin in range(0, len(mean), PRODUCTS_AT_ONCE):
            rows = slice(begin, begin + PRODUCTS_AT_ONCE)
            own = self.sources.mixed(mean[rows], self.mix[rows], rows, factor[rows])
            out[rows] = self._finished(
                own, self.spread[rows, None, None] * (far * doubt[rows])[:, None], self.counts[rows]
            )
        return out

    @staticmethod
    def _finished(quantiles: np.ndarray, factor: np.ndarray, counts: np.ndarray) -> np.ndarray:
        wide = widened(quantiles, factor, MEDIAN)
        return np.maximum.accumulate(np.where(counts[:, None, None], np.round(wide), wide), axis=1)

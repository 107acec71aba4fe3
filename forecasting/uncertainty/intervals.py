from dataclasses import dataclass
from typing import Self

import numpy as np

from forecasting.forecast import LEVELS
from forecasting.uncertainty.quantiles import widened
from forecasting.uncertainty.sources import Sources

# Working memory is bounded by handling this many products at once.
PRODUCTS_AT_ONCE = 128
MEDIAN = LEVELS.index(0.5)
# Of each product in `Calibration.figures`: three sources at LEVELS, what they are mixed by, spread, reach, growth.
FIGURES = 3 * len(LEVELS) + 3 + 3


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns mean forecasts into distributions; learnt by `forecasting.calibration`.

    mix    -- trust in each source, float64 (products, 3), rows sum to 1
    spread -- what intervals are widened by, (products,)
    counts -- sales are small whole numbers, bool (products,)
    reach, growth -- beyond `reach` steps intervals grow with this power of the step, (products,) each
    factor, doubt -- what sales of each period are multiplied by beside their course, and by which they are less sure,
                     (products, at least the horizon) each; None: 1
    """

    sources: Sources
    mix: np.ndarray
    spread: np.ndarray
    counts: np.ndarray
    reach: np.ndarray
    growth: np.ndarray
    factor: np.ndarray | None = None
    doubt: np.ndarray | None = None

    def figures(self, row: int) -> np.ndarray:
        """All of one product but whether it is a count, to be kept: float64 (FIGURES,)."""
        sources = (self.sources.errors, self.sources.deviations, self.sources.recent, self.mix)
        alone = [part[row] for part in (self.spread, self.reach, self.growth)]
        # A copy: a view would keep the whole block in memory.
        return np.concatenate([*(part[row] for part in sources), alone])

    @classmethod
    def of_figures(cls, figures: np.ndarray, counts: np.ndarray) -> Self:
        """What was kept of these products, one row of `figures` each."""
        levels = len(LEVELS)
        errors, deviations, recent, mix, alone = np.split(figures, np.cumsum([levels, levels, levels, 3]), axis=1)
        sources = Sources(errors, deviations, recent, np.zeros(len(figures), dtype=bool))
        return cls(sources, mix, alone[:, 0], counts, alone[:, 1], alone[:, 2])

    def quantiles(self, mean: np.ndarray) -> np.ndarray:
        """Quantiles at LEVELS of demand with these means (products, horizon): float32 (products, levels, horizon).

        Never negative, rising along the levels, whole numbers where sales are small whole numbers.
        """
        out = np.empty((len(mean), len(LEVELS), mean.shape[1]), dtype=np.float32)
        steps = np.arange(1, mean.shape[1] + 1)
        factor, doubt = (
            np.ones(mean.shape) if one is None else one[:, : mean.shape[1]] for one in (self.factor, self.doubt)
        )
        for begin in range(0, len(mean), PRODUCTS_AT_ONCE):
            rows = slice(begin, begin + PRODUCTS_AT_ONCE)
            own = self.sources.mixed(mean[rows], self.mix[rows], rows, factor[rows])
            far = np.maximum(steps / self.reach[rows, None], 1.0) ** self.growth[rows, None]
            wider = self.spread[rows, None] * far * doubt[rows]
            out[rows] = self._finished(own, wider[:, None], self.counts[rows])
        return out

    @staticmethod
    def _finished(quantiles: np.ndarray, factor: np.ndarray, counts: np.ndarray) -> np.ndarray:
        wide = widened(quantiles, factor, MEDIAN)
        return np.maximum.accumulate(np.where(counts[:, None, None], np.round(wide), wide), axis=1)

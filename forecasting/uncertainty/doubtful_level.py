"""What the days of a product have in common of whose level its sales say too little.

Sales at a known level are independent: what they share is its error. A few units differ by chance more than by their
level, so that if they shared all of it, one that sells on one day would sell on each.
"""

import numpy as np

from forecasting.block import Block
from forecasting.forecast import LEVEL_WEIGHTS
from forecasting.metrics import mean_known
from forecasting.uncertainty.dependence import TOGETHER, Dependence, promised_variance

# Of a level in doubt this is the standard deviation, as a share of it, at the least; of one that has moved before, so
# many times the one by which four weeks differed from the eight before, beyond chance.
LEAST_DOUBT, OF_MOVES = 0.8, 1.5
SPAN_DAYS, BASE_DAYS, WEEK_DAYS, LATE_DAYS = 28, 56, 7, 728
# What is shared goes by so many steps, for products of one dependence are followed at once.
STEPS = 10


def dependences(block: Block, mean: np.ndarray, quantiles: np.ndarray) -> list[Dependence]:
    """Of each product what makes the variance of its level that of one in doubt; of fast sellers all there may be.

    mean -- (products, horizon); quantiles -- at LEVELS, (products, levels, horizon)
    """
    variance = np.tensordot(LEVEL_WEIGHTS, (quantiles - mean[:, None]) ** 2, axes=(0, 1)).sum(axis=1)
    of_level = (_doubt(block)[:, None] * mean) ** 2
    share = np.divide(of_level.sum(axis=1), variance, out=np.ones(len(mean)), where=variance > 0)
    parts = np.ceil(STEPS * np.minimum(share / promised_variance(quantiles), 1.0)) / STEPS
    return [Dependence(part * TOGETHER.lasting, part * TOGETHER.fading) for part in parts.tolist()]


def _doubt(block: Block) -> np.ndarray:
    """Standard deviation of each product's level as a share of it, (products,)."""
    values = block.values[:, -LATE_DAYS // block.step_days :]
    span, base, week = (days // block.step_days for days in (SPAN_DAYS, BASE_DAYS, WEEK_DAYS))
    if values.shape[1] < span + base + week:
        return np.full(len(values), LEAST_DOUBT)
    spans, bases = _means(values, span)[:, base::week], _means(values, base)[:, :-span:week]
    chance = mean_known((values[:, week:] - values[:, :-week]) ** 2) / 2 * (1 / span + 1 / base)
    moves = np.sqrt(np.maximum(np.nan_to_num(mean_known((spans - bases) ** 2)) - np.nan_to_num(chance), 0.0))
    level = np.nan_to_num(mean_known((spans + bases) / 2))
    own = np.divide(moves, level, out=np.zeros(len(values)), where=level > 0)
    return np.asarray(np.maximum(LEAST_DOUBT, OF_MOVES * own))


def _means(values: np.ndarray, length: int) -> np.ndarray:
    """Means of so many periods from each on, (products, periods - length + 1); NaN where none of them is known."""
    known = ~np.isnan(values)
    sums, counts = (
        np.cumsum(np.pad(own, ((0, 0), (1, 0))), axis=1) for own in (np.where(known, values, 0.0), known.astype(float))
    )
    sums, counts = sums[:, length:] - sums[:, :-length], counts[:, length:] - counts[:, :-length]
    return np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0)

"""Products whose sales have just moved to another level, as they never moved before.

Every method needs weeks to believe in it. Here what was sold before is scaled to the new level, so that all of them see
one course. Who sells nothing has no level: it has ended, or is out of stock, and nobody knows which.
"""

from dataclasses import dataclass

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known

# The last weeks, each of them, against as many before as are their base.
FEWEST_WEEKS, MOST_WEEKS, BASE_WEEKS = 2, 8, 8
# What a product did before is known from so many weeks; a level is new if it is beyond the largest moves of these by
# this factor, larger or smaller than the base by the second, and no chance: standard errors of a count.
KNOWN_WEEKS, BEYOND, LEAST, CHANCE = 26, 1.15, 1.5, 5.0


@dataclass(frozen=True, slots=True)
class NewLevels:
    """factors -- what sales were multiplied by before, float64 (products, periods + horizon), 1 since; found -- whose
    level is new, bool (products,)"""

    factors: np.ndarray
    found: np.ndarray


def none(block: Block, horizon: int) -> NewLevels:
    return NewLevels(np.ones((len(block), block.periods + horizon)), np.zeros(len(block), dtype=bool))


def find(block: Block, horizon: int) -> NewLevels:
    """New levels of the last FEWEST_WEEKS to MOST_WEEKS weeks."""
    out = none(block, horizon)
    weeks = _weeks(block)
    if weeks.shape[1] < KNOWN_WEEKS + BASE_WEEKS:
        return out
    base = _before(weeks)
    move = _move(weeks, base)
    length = 7 // block.step_days
    for recent in range(MOST_WEEKS, FEWEST_WEEKS - 1, -1):
        level, usual = weeks[:, -recent:].mean(axis=1), base[:, -recent]
        last = _move(weeks[:, -recent:], base[:, [-recent]])
        new = _is_new(move[:, :-recent], last) & (weeks[:, -recent - BASE_WEEKS :] > 0).all(axis=1) & ~out.found
        new &= np.abs(level - usual) * np.sqrt(recent) > CHANCE * np.sqrt(np.maximum(level, usual))
        out.factors[new, : block.periods - recent * length] = usual[new, None] / level[new, None]
        out.found[new] = True
    return out


def _weeks(block: Block) -> np.ndarray:
    """Sums of weeks that end with the last period, (products, weeks), as if every day had been known; NaN where few
    were."""
    length = 7 // block.step_days
    values = block.values[:, block.periods % length :].reshape(len(block), -1, length)
    return np.where((~np.isnan(values)).mean(axis=2) > 0.5, length * mean_known(values), np.nan)


def _before(weeks: np.ndarray) -> np.ndarray:
    """Mean of the BASE_WEEKS before each week, (products, weeks); NaN for the first ones."""
    base = np.full(weeks.shape, np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(weeks[:, :-1], BASE_WEEKS, axis=1)
    base[:, BASE_WEEKS:] = windows.mean(axis=2)
    return base


def _move(weeks: np.ndarray, base: np.ndarray) -> np.ndarray:
    return np.log((weeks + 0.5) / (base + 0.5))


def _is_new(before: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Whose last weeks all moved, from the base before the first of them, beyond whatever moved before, bool
    (products,)."""
    known = (~np.isnan(before)).sum(axis=1) >= KNOWN_WEEKS
    margin, least = np.log(BEYOND), np.log(LEAST)
    high = last.min(axis=1) > np.maximum(np.nan_to_num(before).max(axis=1) + margin, least)
    low = last.max(axis=1) < np.minimum(np.nan_to_num(before).min(axis=1) - margin, -least)
    return known & (high | low)

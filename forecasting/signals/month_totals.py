"""Products told as totals of months: their weeks, a share of a month each, look as if they hardly scattered."""

import numpy as np

from forecasting.block import Block

# Weeks of one month repeat each other but for so much, as fractions; in months more than this share of weeks does.
SAME, REPEATED = 1e-4, 0.3
WEEK = 7


def found(block: Block) -> np.ndarray:
    """Those of a block whose weeks are parts of longer totals, shared out evenly, bool (products,)."""
    if block.step_days != WEEK:
        return np.zeros(len(block), dtype=bool)
    before, now = block.values[:, :-1], block.values[:, 1:]
    both = (before > 0) & (now > 0)
    repeated = both & np.isclose(before, now, rtol=SAME, atol=0.0) & (now % 1 > 0)
    return np.asarray(repeated.sum(axis=1) > REPEATED * both.sum(axis=1))

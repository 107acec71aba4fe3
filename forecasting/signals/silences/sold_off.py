"""Products that were sold off: at a lower price than ever until their last sale, and not a unit since.

A silence by itself may be an empty shelf. Who clears a product does not fill its shelf again.
"""

import numpy as np

from forecasting.block import Block
from forecasting.signals.regressors.effects import NEVER_RAISES
from forecasting.signals.silences import silence

# It cost so large a share of its usual price at most in so many days of sale, and no more than so many days: a price
# that lasts is another one. Before it never cost that little, but for so large a part of it.
CUT, FEWEST_DAYS, MOST_DAYS, AS_LITTLE = 0.8, 7, 120, 1.05


def find(block: Block) -> np.ndarray:
    """Who was, bool (products,)."""
    found = np.zeros(len(block), dtype=bool)
    if NEVER_RAISES in block.known:
        rows = np.flatnonzero(silence.strange(block) | silence.gone(block))
        prices = block.known[NEVER_RAISES][rows, : block.periods]
        found[rows] = [
            _cleared(price, sold, block.step_days) for price, sold in zip(prices, block.values[rows] > 0, strict=True)
        ]
    return found


def _cleared(price: np.ndarray, sold: np.ndarray, step_days: int) -> bool:
    """price, sold -- of each period, (periods,)"""
    last = len(sold) - 1 - int(sold[::-1].argmax())
    until = np.flatnonzero(sold & ~np.isnan(price))
    dear = price > CUT * np.median(price[until]) if len(until) else np.zeros(len(price), dtype=bool)
    if not dear.any() or dear[last:].any():
        return False
    begin = len(price) - int(dear[::-1].argmax())
    cheap = price[begin : last + 1][~np.isnan(price[begin : last + 1])]
    lasted = FEWEST_DAYS <= len(cheap) * step_days <= MOST_DAYS
    return lasted and bool(np.nanmin(price[:begin]) > AS_LITTLE * cheap.max())

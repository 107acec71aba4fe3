"""What a product too young to show a week of its own borrows from its category."""

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known

# Weeks of sales after which a product's own weekdays speak for themselves.
GROWN_UP_WEEKS = 4
HISTORY_WEEKS = 26


def weekday_profile(block: Block, horizon: int) -> np.ndarray:
    """Factors by weekday for the periods ahead, (products, horizon): the category's for newcomers, 1 for the others.

    A category without a grown-up product lends the whole block's.
    """
    factors = np.ones((len(block), horizon))
    young = newcomers(block)
    if not young.any() or young.all() or block.season_length == 1:
        return factors
    shares = _weekday_shares(block)
    categories = np.asarray(block.categories, dtype=str)
    ahead = (block.periods + np.arange(horizon)) % block.season_length
    for category in np.unique(categories[young]):
        lenders = ~young & (categories == category)
        profile = mean_known(shares[lenders if lenders.any() else ~young], axis=0)
        factors[young & (categories == category)] = np.nan_to_num(profile, nan=1.0)[ahead]
    return factors


def newcomers(block: Block) -> np.ndarray:
    """Products that sold for less than GROWN_UP_WEEKS, bool (products,)."""
    return block.periods - block.first_sales < GROWN_UP_WEEKS * block.season_length


def _weekday_shares(block: Block) -> np.ndarray:
    """Mean of each weekday in units of the product's mean, (products, season length); NaN where it sold nothing."""
    season = block.season_length
    recent = block.values[:, -HISTORY_WEEKS * season :]
    first = block.periods - recent.shape[1]
    weekday = (first + np.arange(recent.shape[1])) % season
    means = np.stack([mean_known(recent[:, weekday == day]) for day in range(season)], axis=1)
    level = mean_known(recent)[:, None]
    return np.divide(means, level, out=np.full(means.shape, np.nan), where=level > 0)

"""Whether what sells in one season only comes back in this shop: a collection does not, Christmas goods do.

One product's single season says nothing of that. Those of others that are over by more than a year do: each came back
or did not, and the share that did is pulled towards that of the shop, as this is towards what holds without a shop
(Robbins, "An empirical Bayes approach to statistics", 1956).
"""

import numpy as np

from forecasting.block import Block

# A season is over after so many weeks of silence, and lasted for as many at most; a product sold on this share of its
# days, and has come back if it sold this share of its units in the year after.
BETWEEN_WEEKS, DENSITY, AS_MUCH = 26, 0.3, 0.1
# Without a shop this share comes back; it counts as so many products.
USUAL, PRODUCTS = 0.85, 2.0


def share(block: Block) -> np.ndarray:
    """Share of products that come back after their first season, as their category and the shop say, (products,)."""
    had_chance, came = _outcomes(block)
    names, category = np.unique(np.asarray(block.categories, dtype=object).astype(str), return_inverse=True)
    of_shop = (came.sum() + PRODUCTS * USUAL) / (had_chance.sum() + PRODUCTS)
    chances, returns = (np.bincount(category, one, minlength=len(names)) for one in (had_chance, came))
    return np.asarray(((returns + PRODUCTS * of_shop) / (chances + PRODUCTS))[category])


def _outcomes(block: Block) -> tuple[np.ndarray, np.ndarray]:
    """Whose first season was over a year ago, and who of them came back, bool (products,) each."""
    sold, period = block.values > 0, np.arange(block.periods)
    length = BETWEEN_WEEKS * 7 // block.step_days
    newest = np.maximum.accumulate(np.where(sold, period, -1), axis=1)
    over = (newest >= 0) & (period - newest >= length)
    end = period[over.argmax(axis=1)] - length + 1
    lasted = end - block.first_sales
    units = np.nan_to_num(block.values)
    before, after = (
        np.where((period >= first[:, None]) & (period < last[:, None]), units, 0.0)
        for first, last in ((block.first_sales, end), (end, end + block.year_length))
    )
    is_season = over.any(axis=1) & (lasted <= length) & ((before > 0).sum(axis=1) >= DENSITY * lasted)
    had_chance = is_season & (end + block.year_length <= block.periods)
    return had_chance, had_chance & (after.sum(axis=1) >= AS_MUCH * before.sum(axis=1))

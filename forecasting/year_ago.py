"""What a shop's sales were a year ago in the weeks ahead, at the level it has come to since.

One year says nothing certain of a product's season and much of that of all products together: they are moved towards it
(`reconciliation`) as far as it has proven right at earlier cut-offs.
"""

from collections.abc import Sequence

import numpy as np

from forecasting.reconciliation import FEWEST_PRODUCTS, Said
from forecasting.signals.months import month_totals

# This year is compared with the last over so many weeks. A shop that sells so many times as much as then, or as little,
# is another one, and one that proved right at fewer cut-offs than this may have been lucky.
LEVEL_WEEKS, MOST_CHANGED, FEWEST_CUTOFFS = 8, 2.0, 2
# Who was there then has to be so large a share of what is expected of all.
LEAST_THERE = 0.5


def said(products: Said, origins: Sequence[int]) -> Said | None:
    """What it makes each product sell, after the end of its history and after the origins of its backtest; NaN of those
    who were not there, or whose sales are unknown. None: it says too little of all together."""
    reach, values = products.actual.shape[2], products.block.values
    published = [_ahead(products, values[:, :origin], reach) for origin in origins]
    measured = [(~np.isnan(own) & ~np.isnan(came)).any() for own, came in zip(published, products.actual, strict=True)]
    mean = _ahead(products, values, products.mean.shape[1])
    there = ~np.isnan(mean).all(axis=1)
    enough = products.mean[there].sum() > LEAST_THERE * products.mean.sum() and there.sum() >= FEWEST_PRODUCTS
    if sum(measured) < FEWEST_CUTOFFS or not enough:
        return None
    return Said(products.block, mean, products.actual, np.stack(published))


def _ahead(products: Said, past: np.ndarray, horizon: int) -> np.ndarray:
    """(products, horizon), as known when the periods of `past` had passed"""
    now, year = past.shape[1], products.block.year_length
    ago, weeks = now - year, LEVEL_WEEKS * products.block.season_length
    out = np.full((len(past), horizon), np.nan)
    # A month proves itself once, in however many weeks it is told.
    there = (products.block.first_sales <= ago - weeks) & ~month_totals.found(products.block)
    if ago >= weeks and there.any():
        recent, then = past[there, now - weeks :], past[there, ago - weeks : ago]
        both = ~np.isnan(recent) & ~np.isnan(then)
        sold, sold_then = recent[both].sum(), then[both].sum()
        if sold_then > 0 and 1 / MOST_CHANGED <= sold / sold_then <= MOST_CHANGED:
            coming = past[there, ago : ago + horizon]
            out[there, : coming.shape[1]] = coming * (sold / sold_then)
    return out

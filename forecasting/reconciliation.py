"""Products brought nearer to a forecast of their total, as far as that has proven better than their sum.

What all products have in common, such as weather or a fair, drowns in the noise of each and is plain in their total.
That is forecast as a series of its own; it, what a year ago says (`year_ago`) and the sum of the products are averaged
by the inverse of their squared errors in the backtest, week by week (Bates and Granger, "The combination of forecasts",
1969), and every product is scaled to it (top-down, by forecast proportions: Athanasopoulos, Ahmed and Hyndman,
"Hierarchical forecasts for Australian domestic tourism", 2009). So products and totals agree, and what is not sold
stays at nothing.
"""

from dataclasses import dataclass

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known

# Fewer products say no more together than each by itself.
FEWEST_PRODUCTS = 20
# The total of a period is known where products that sell this share of it are.
KNOWN_SHARE, RECENT_WEEKS = 0.8, 8
# No forecast is moved further than this; beyond the periods compared, what moves it fades by so many.
LEAST, MOST, FADING = 0.7, 1.4, 28.0


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of some series at cut-offs, and will be: block; mean -- (series, horizon); actual, published --
    (cut-offs, series, reach), NaN in actual: not measured, in mean and published: nothing was said"""

    block: Block
    mean: np.ndarray
    actual: np.ndarray
    published: np.ndarray

    def select(self, rows: np.ndarray) -> "Said":
        return Said(self.block.select(rows), self.mean[rows], self.actual[:, rows], self.published[:, rows])

    def error(self) -> float:
        """Squared error of what the series sell together in a week, as a share of what was sold squared; NaN: none was
        measured."""
        known = ~np.isnan(self.actual) & ~np.isnan(self.published)
        weeks = np.arange(0, self.actual.shape[2], self.block.season_length)
        sold, said = (
            np.add.reduceat(np.where(known, own, 0.0).sum(axis=1), weeks, axis=1)
            for own in (self.actual, self.published)
        )
        # Shares, for not every series was measured at every cut-off.
        return float(((said - sold) ** 2).sum() / (sold**2).sum()) if sold.sum() > 0 else np.nan


def total_of(block: Block) -> Block:
    """The sum of a block as a block of one product; periods in which too little is known are unknown."""
    weight = np.nan_to_num(mean_known(block.values))[:, None]
    known, born = ~np.isnan(block.values), np.arange(block.periods) >= block.first_sales[:, None]
    here, everywhere = (weight * known).sum(axis=0), (weight * born).sum(axis=0)
    share = np.divide(here, everywhere, out=np.zeros(block.periods), where=everywhere > 0)
    total = np.nansum(block.values, axis=0)
    values = np.divide(total, share, out=np.full(block.periods, np.nan), where=share >= KNOWN_SHARE)
    known_ahead = {name: mean_known(column, axis=0)[None] for name, column in block.known.items()}
    return Block(block.start, values[None], ("",), block.step_days, known_ahead)


def factor(products: Said, total: Said, *others: Said, even: np.ndarray | bool = True) -> float:
    """What all products are to be multiplied by in the periods that a backtest reaches; 1 where nothing can be said.

    others -- what else says something of the products
    even -- periods without peaks of products, of which the others may not know, bool (horizon,); True: all are
    """
    compared = even & _compared(products, total) & (np.arange(products.mean.shape[1]) < products.actual.shape[2])
    factors, errors = [1.0], [products.error()]
    for other in (total, *others):
        known = ~np.isnan(other.mean) & compared
        summed = np.where(known, products.mean, 0.0).sum()
        if summed > 0 and not np.isnan(other.error()):
            factors.append(other.mean[known].sum() / summed)
            errors.append(other.error())
    # In proportion to the inverse of each error, but one of nothing may be among them.
    trust = np.array([np.prod(np.delete(errors, number)) for number in range(len(errors))])
    return float(np.clip(trust @ factors / trust.sum(), LEAST, MOST)) if trust.sum() > 0 else 1.0


def faded(factors: np.ndarray, reach: np.ndarray, horizon: int) -> np.ndarray:
    """Factors of all periods, (products, horizon): beyond `reach` (products,) they fade towards 1."""
    beyond = np.maximum(np.arange(1, horizon + 1) - reach[:, None], 0)
    return np.asarray(1 + (factors[:, None] - 1) * np.exp(-beyond / FADING))


def _compared(products: Said, total: Said) -> np.ndarray:
    """Periods ahead of which products and total say the same kind of thing, bool (horizon,): those of weekdays on which
    all of them open."""
    block, horizon, season = products.block, products.mean.shape[1], products.block.season_length
    recent = ~np.isnan(total.block.values[0, -RECENT_WEEKS * season :])
    weekdays = (block.periods - len(recent) + np.arange(len(recent))) % season
    open_weekdays = np.unique(weekdays[recent])
    return np.isin((block.periods + np.arange(horizon)) % season, open_weekdays) & (total.mean[0] > 0)

"""Who is known for less than a year takes part in what older products of its category are expected to do.

No method can learn a season from a few months, and a rise into one looks like a trend. As far as older products are
alike, a young one goes on as their median does from its own level, instead of as its own weeks would have it; how far
is weighed by what they have in common against what they differ by (James and Stein, "Estimation with quadratic loss",
1961).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forecasting.block import Block
from forecasting.metrics import zero_where_unknown
from forecasting.signals.cleaning.preprocessing import median

# The level of today is what was sold in so many days; the course ahead is that of so many days together.
LEVEL_DAYS, TOGETHER_DAYS = 28, 14
# Fewer older products have no course in common; who sells less than so many units in LEVEL_DAYS says nothing of one.
FEWEST_PRODUCTS, FEWEST_UNITS = 6, 4.0
# Standard deviation of a normal distribution beside the median of absolute deviations.
OF_MEDIAN = 1.4826
# Rises of others that are this small, in logarithms, are left alone; nothing follows more than MOST.
LEFT, MOST = 0.1, np.log(10.0)
# Where this share of the older ones is expected, over the coming LEVEL_DAYS, to be this far beyond chance from what a
# young one takes over, in logarithms, it may be one of them.
OTHERWISE, FAR = 0.1, np.log(1.4)


@dataclass(frozen=True, slots=True)
class Course:
    """factors -- what to multiply means by, (products, horizon); doubtful -- beside whom many older products are
    expected to do otherwise, bool (products,)"""

    factors: np.ndarray
    doubtful: np.ndarray


def followed(block: Block, mean: np.ndarray, young: np.ndarray, older: np.ndarray, flat: np.ndarray) -> Course:
    """What the young take over; mean -- expected, with all that is known to move sales, (products, horizon)

    young, older -- who may follow and who may be followed, if known for as long as that, bool (products,) each
    flat -- whose means know of no course, int (some products,)
    """
    out = Course(np.ones(mean.shape), np.zeros(len(block), dtype=bool))
    level = LEVEL_DAYS // block.step_days
    year_ago = block.periods - block.year_length - level // 2
    young, older = young & (block.first_sales > year_ago), older & (block.first_sales <= year_ago)
    units, rise = _units_and_rise(block, mean)
    older &= units >= FEWEST_UNITS
    believed = units / (units + FEWEST_UNITS)
    believed[flat] = 0.0
    for members, others in _categories(block, young, older):
        of_others = rise[others]
        common = median(of_others.T)[:, 0]
        spread = OF_MEDIAN * median(np.abs(of_others - common).T)[:, 0]
        beyond = np.sign(common) * np.maximum(np.abs(common) - LEFT, 0.0)
        share = np.divide(beyond**2, beyond**2 + spread**2, out=np.zeros(len(beyond)), where=beyond != 0)
        more = share * (common - believed[members, None] * rise[members])
        out.factors[members] = np.exp(np.clip(more, -MOST, MOST))
        other = np.log(np.exp(of_others[:, :level]).mean(axis=1) / np.exp(share * common)[:level].mean())
        apart = np.abs(other) - 1 / np.sqrt(units[others])
        out.doubtful[members] = (apart > FAR).mean() > OTHERWISE
    return out


def _units_and_rise(block: Block, mean: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Units sold of late, (products,), and the logarithm of what is expected around each period beside them,
    (products, horizon); a part of a unit more, for of nothing there is none."""
    level, width = LEVEL_DAYS // block.step_days, TOGETHER_DAYS // block.step_days
    late = block.values[:, -level:]
    units, known = zero_where_unknown(late).sum(axis=1), (~np.isnan(late)).sum(axis=1)
    before = (units + 0.5) / np.maximum(known, 1)
    padded = np.pad(mean, ((0, 0), (width // 2, (width - 1) // 2)), mode="edge")
    ahead = np.lib.stride_tricks.sliding_window_view(padded, width, axis=1).mean(axis=2) + 0.5 / level
    return units, np.log(ahead / before[:, None])


def _categories(block: Block, young: np.ndarray, older: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Young ones and those that they are beside, int arrays: of one category, for of others nobody knows that they are
    alike."""
    categories = np.array(block.categories, dtype=object)
    for category in {block.categories[row] for row in np.flatnonzero(young)}:
        own = categories == category
        others = np.flatnonzero(older & own)
        if len(others) >= FEWEST_PRODUCTS:
            yield np.flatnonzero(young & own), others

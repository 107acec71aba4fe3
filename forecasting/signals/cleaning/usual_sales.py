"""What a product usually sells in each period, whatever it sells at times of its own."""

from dataclasses import replace

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known, zero_where_unknown
from forecasting.signals.cleaning.preprocessing import median

# A day or a week of slow sellers counts as at most so many deviations of a count above the usual one.
FAR, ROUNDS = 3.0, 6
# What is beyond so many times a usual day with sales is none that its weekday is known by: a typo in a year would make
# it one of ten times the sales.
GIANT = 20.0
# No weekday's share is smaller: what is sold on closed days would be infinitely more than usual.
SMALLEST_SHARE = 0.02
# On so few weekdays of the season, as a share, some sell more than so little.
FEW_WEEKDAYS, HARDLY = 0.6, 0.1
# Median of a squared standard normal variable, and what one in TAIL of a standard normal variable exceeds.
MEDIAN_SQUARE, TAIL, NORMAL_TAIL = 0.455, 20, 1.645
# Days to either side that a day's scatter is looked for beside, for no peak or season that lasts is chance; and those
# that a rhythm of days is.
NEXT_DAYS, BESIDE_DAYS = 7, 14


def usual(block: Block, slow: np.ndarray) -> np.ndarray:
    """Usual sales of each period, (products, periods): the weekday's share of the usual week of its year; years are
    counted back from the end, and the part of one in which a product's sales begin is as the year after it.

    slow -- who sells on few days: the median week would say too little, bool (products,)
    """
    share = weekday_shares(replace(block, values=_cut(block.values, slow)))
    weeks = _level_of_weeks(block, share)
    year = block.year_length // block.season_length
    years = max(weeks.shape[1] // year, 1)
    of_years = weeks[:, -years * year :].reshape(len(weeks) * years, -1)
    levels = median(of_years).reshape(len(weeks), years)
    sizes = _order_sizes(block.values[slow])
    levels[slow] = _without_giants(weeks[slow] * block.season_length, sizes) / block.season_length
    own_years = np.clip((weeks.shape[1] - (~np.isnan(weeks)).argmax(axis=1)) // year, 1, years)[:, None]
    which = years - 1 - np.minimum(np.arange(block.periods)[::-1] // block.year_length, own_years - 1)
    return np.take_along_axis(levels, which, axis=1) * share


def _level_of_weeks(block: Block, share: np.ndarray) -> np.ndarray:
    """Sales of a usual day of each week, (products, weeks): the mean of what each weekday says, or, of who hardly sells
    on most of them, what all say together, for those say nothing."""
    weeks = by_week(block.values / share, block.season_length)
    few = (share[:, -block.season_length :] > HARDLY).sum(axis=1) <= FEW_WEEKDAYS * block.season_length
    known = by_week(np.where(np.isnan(block.values), np.nan, share)[few], block.season_length)
    weeks[few] = by_week(block.values[few], block.season_length) / known
    return weeks


def by_week(values: np.ndarray, length: int) -> np.ndarray:
    """Means of weeks that end with the last period, NaN where no day is known, (products, weeks)."""
    values = values[:, values.shape[1] % length :].reshape(len(values), values.shape[1] // length, length)
    known = ~np.isnan(values)
    count = known.sum(axis=2)
    sums = np.where(known, values, 0.0).sum(axis=2)
    return np.divide(sums, count, out=np.full(sums.shape, np.nan), where=count > 0)


def unsteadiness(values: np.ndarray, usual: np.ndarray, slow: np.ndarray) -> np.ndarray:
    """Variance about the usual as a share of it, (products, 1); that of a count at least. Where most days are empty, it
    is the mean size of what is sold, each unit counting: large orders come by chance."""
    squares = np.divide((values - usual) ** 2, usual, out=np.full(values.shape, np.nan), where=usual > 0)
    out = median(squares) / MEDIAN_SQUARE
    out[slow] = _order_sizes(values[slow])
    return np.maximum(out, 1.0)


def reach(values: np.ndarray, usual: np.ndarray, step_days: int) -> np.ndarray:
    """Variance as a share of the usual, as `unsteadiness`, that the greater days speak of, (products, 1): sales that
    scatter to one side reach farther than their median says."""
    # Beside closed days nothing is great because they sold nothing.
    level = usual * np.maximum(beside(values, usual, NEXT_DAYS // step_days), 1.0)
    off = np.divide(values - level, np.sqrt(level), out=np.full(values.shape, -np.inf), where=level > 0)
    off[np.isnan(off)] = -np.inf
    known = (off > -np.inf).sum(axis=1)
    place = off.shape[1] - 1 - known // TAIL
    far = np.take_along_axis(np.sort(off, axis=1), place[:, None], axis=1)
    return (np.maximum(far, 0.0) / NORMAL_TAIL) ** 2


def beside(values: np.ndarray, usual: np.ndarray, near: int) -> np.ndarray:
    """What periods together with so many to either side sold, as a multiple of the usual, (products, periods)."""
    known = ~np.isnan(values)
    sold, level = (
        np.pad(np.where(known, one, 0.0).cumsum(axis=1), ((0, 0), (near + 1, near)), mode="edge")
        for one in (values, usual)
    )
    for sums in (sold, level):
        sums[:, : near + 1] = 0.0
    width = 2 * near + 1
    sold, level = (sums[:, width:] - sums[:, :-width] for sums in (sold, level))
    return np.divide(sold, level, out=np.ones(values.shape), where=level > 0)


def _order_sizes(values: np.ndarray) -> np.ndarray:
    """Mean of what is sold on a selling day, each unit counting, (rows, 1): a day's variance as a share of its mean."""
    sold = zero_where_unknown(values)
    return (sold**2).sum(axis=1, keepdims=True) / np.maximum(sold.sum(axis=1, keepdims=True), 1.0)


def _without_giants(sums: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Mean of sums of orders cut to what these may reach by chance, (rows, 1): Huber's estimate, for counts."""
    level = mean_known(sums)[:, None]
    for _ in range(ROUNDS):
        reach = level + FAR * np.sqrt(sizes * level) + sizes
        level = mean_known(np.minimum(sums, reach))[:, None]
    return level


def _cut(values: np.ndarray, slow: np.ndarray) -> np.ndarray:
    """Days cut to what may be, those of the slow to what a count may reach: a great one would make its weekday one of
    great sales."""
    out = values.copy()
    # The median takes its time: of who has such a day only.
    some = np.fmax.reduce(values, axis=1) > GIANT * mean_known(values)
    out[some] = np.minimum(out[some], GIANT * median(np.where(out[some] > 0, out[some], np.nan)))
    level = _without_giants(values[slow], np.ones((int(slow.sum()), 1)))
    out[slow] = np.minimum(values[slow], level + FAR * np.sqrt(level) + 1)
    return out


def weekday_shares(block: Block) -> np.ndarray:
    """(products, periods), 1 on average."""
    length = block.season_length
    filled, known = zero_where_unknown(block.values), ~np.isnan(block.values)
    weekday = np.arange(block.periods) % length
    means = np.ones((len(filled), length))
    for day in range(length):
        # A slice, not a mask (and `take` below): NumPy lays out what a mask takes in another order, and then adds up
        # in another one where there is but one product.
        count = np.maximum(known[:, day::length].sum(axis=1), 1)
        means[:, day] = filled[:, day::length].sum(axis=1) / count
    overall = means.mean(axis=1, keepdims=True)
    shares = np.divide(means, overall, out=np.ones(means.shape), where=overall > 0)
    return np.take(shares, weekday, axis=1).clip(SMALLEST_SHARE)

"""How the first year that a product was known in comes round.

One year teaches no method a season, and who was known for less than two has no other. Where its sales rose or fell
beyond chance in the weeks that come, and came back to what they were before, what is expected is moved towards the same
change from the level of today. Of the weeks that no year has seen, nobody knows whether they go on as those before did.
"""

from dataclasses import dataclass

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known, zero_where_unknown
from forecasting.signals.cleaning.preprocessing import median

# The level of today, and of a year ago, is what was sold in so many days, half of them known at least; the course ahead
# is that of so many days together.
LEVEL_DAYS, TOGETHER_DAYS, WEEK = 28, 14, 7
# A level that has not come back goes on: one that is as far from that of a year ago as the change took it. Nor does a
# year say anything of who sells so many times as much as then, or as little, in logarithms.
MOST_MOVED = np.log(4.0)
# From year to year levels differ by this deviation of logarithms.
YEARS_DIFFER = 0.4
# So little of a difference, in logarithms, is left as it is; of the rest this share is followed, as far as its squared
# t statistic exceeds this (James and Stein, "Estimation with quadratic loss", 1961), to so many times at most.
LEFT, SHARE, FEWEST_EVIDENCE, MOST = 0.1, 0.9, 6.0, np.log(10.0)
# How far times of a year ago came round is told by those that have, in logarithms of so many days together: as if their
# squares had come to so much and all of it had come again. Who sells more at any time of the year is moved less.
CAME_ROUND = 1.0
# Levels that changed so much beyond chance within their own length, as root mean square of logarithms, in so many
# of these lengths, and once fell by as much, for a launch rises as well, may do so again.
RESTLESS, FEWEST_LEVELS = 0.25, 3


@dataclass(frozen=True, slots=True)
class _Sold:
    """units -- of one shape as periods, those they were sold in, and squares, of half the steps from one to the next"""

    units: np.ndarray
    squares: np.ndarray
    periods: np.ndarray

    @classmethod
    def around(cls, values: np.ndarray, width: int) -> "_Sold":
        """In so many periods around each, fewer at either end."""
        ends = ((0, 0), (width // 2 + 1, (width - 1) // 2))
        sums = [np.pad(one, ends).cumsum(axis=1) for one in _summed(values)]
        return cls(*(one[:, width:] - one[:, :-width] for one in sums))

    @classmethod
    def in_all(cls, values: np.ndarray) -> "_Sold":
        return cls(*(one.sum(axis=1, keepdims=True) for one in _summed(values)))

    @property
    def level(self) -> np.ndarray:
        """Its logarithm; half a unit more, for of nothing there is none."""
        return np.log((self.units + 0.5) / np.maximum(self.periods, 1))

    def error(self, unsteadiness: np.ndarray) -> np.ndarray:
        """Variance of the level, by how far periods differ from the next ones, or, where these differ less, weeks."""
        own = np.maximum(self.squares / np.maximum(self.units, 1.0), 1.0)
        return np.minimum(own, unsteadiness) / (self.units + 0.5)


def _summed(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    steps = np.diff(values, axis=1, prepend=values[:, :1])
    return zero_where_unknown(values), zero_where_unknown(steps) ** 2 / 2, ~np.isnan(values)


def coming_round(block: Block, mean: np.ndarray, some: np.ndarray) -> np.ndarray:
    """By what to multiply means (products, horizon); some -- whose, bool (products,)."""
    factors, ago = np.ones(mean.shape), block.periods - block.year_length
    level, width = LEVEL_DAYS // block.step_days, TOGETHER_DAYS // block.step_days
    one_year = (block.first_sales <= ago - level // 2) & (block.first_sales > ago - block.year_length)
    rows, reach = np.flatnonzero(some & one_year), min(mean.shape[1], block.year_length)
    if not len(rows):
        return factors
    values = block.values[rows]
    today, then = (_Sold.in_all(values[:, max(end - level, 0) : end]) for end in (block.periods, ago))
    came, expected = (_Sold.around(own, width) for own in (values[:, ago : ago + reach], mean[rows, :reach]))
    unsteadiness = _unsteadiness(values, WEEK // block.step_days)
    moved, doubt = _of_year(today.level - then.level, then.error(unsteadiness) + today.error(unsteadiness))
    change, more = came.level - then.level, came.level + moved - expected.level
    error = came.error(unsteadiness) + doubt
    evidence = np.maximum(1 - FEWEST_EVIDENCE * error / np.maximum(more**2, error), 0.0)
    came_back = np.clip(2 * (1 - moved / np.where(change == 0, np.inf, change)), 0.0, 1.0)
    near = np.clip(2 * (1 - np.abs(moved) / MOST_MOVED), 0.0, 1.0)
    beyond = np.sign(more) * np.clip(np.abs(more) - LEFT, 0.0, MOST)
    enough = (2 * came.periods >= width) & (2 * then.periods >= level) & (2 * today.periods >= level)
    follows = SHARE * _came_round(values, (ago, width), unsteadiness)
    factors[rows, :reach] = np.where(enough, np.exp(follows * evidence * came_back * near * beyond), 1.0)
    return factors


def _came_round(values: np.ndarray, then: tuple[int, int], unsteadiness: np.ndarray) -> np.ndarray:
    """How much of what the year before was beside its level, but for chance, has come again in the last one, in all
    times that are in both, 0 to 1, (rows, 1).

    then -- the period that the last year begins with, and how many are taken together
    """
    ago, width = then
    times = min(ago, values.shape[1] - ago) // width * width
    if not times:
        return np.ones((len(values), 1))
    cut = np.stack([values[:, end - times : end] for end in (ago, values.shape[1])], axis=1)
    each, shape = _Sold.in_all(cut.reshape(-1, width)), (len(values), 2, -1)
    known = np.asarray((2 * each.periods >= width).reshape(shape).all(axis=1))
    levels, errors = (one.reshape(shape) for one in (each.level, each.error(_repeated(unsteadiness, each))))
    beside = levels - median(np.where(known[:, None], levels, np.nan).reshape(-1, levels.shape[2])).reshape(shape)
    squares, both = beside[:, 0] ** 2 - errors[:, 0], beside[:, 0] * beside[:, 1]
    squares, both = (np.where(known, one, 0.0).sum(axis=1, keepdims=True) for one in (squares, both))
    return np.asarray(np.clip((both + CAME_ROUND) / (np.maximum(squares, 0.0) + CAME_ROUND), 0.0, 1.0))


def _repeated(unsteadiness: np.ndarray, each: _Sold) -> np.ndarray:
    """That of its product for each of the parts its sales were cut into."""
    return np.repeat(unsteadiness, len(each.units) // len(unsteadiness), axis=0)


def _of_year(moved: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """By how much levels are another than a year ago, of so much that was seen with so much error (variance), and the
    variance of what is left: off season a few units more or less are no growth."""
    share = YEARS_DIFFER**2 / (YEARS_DIFFER**2 + error)
    return share * moved, share * error


def is_restless(block: Block) -> np.ndarray:
    """Whose coming weeks no year has seen, and whose level has often been another a few weeks later, bool
    (products,)."""
    found, level = np.zeros(len(block), dtype=bool), LEVEL_DAYS // block.step_days
    since = block.periods - block.first_sales
    rows = np.flatnonzero((since < block.year_length + level) & (since > FEWEST_LEVELS * level))
    if len(rows):
        values = block.values[rows]
        cut = values[:, values.shape[1] % level :].reshape(-1, level)
        each = _Sold.in_all(cut)
        error = each.error(_repeated(_unsteadiness(values, WEEK // block.step_days), each))
        known = 2 * each.periods >= level
        levels, errors = (np.where(known, one, np.nan).reshape(len(rows), -1) for one in (each.level, error))
        steps = np.diff(levels, axis=1) ** 2 - errors[:, 1:] - errors[:, :-1]
        fallen = np.fmax.accumulate(levels, axis=1) - levels > RESTLESS + np.sqrt(FEWEST_EVIDENCE * errors)
        found[rows] = (np.nan_to_num(mean_known(steps)) > RESTLESS**2) & fallen.any(axis=1)
    return found


def _unsteadiness(values: np.ndarray, week: int) -> np.ndarray:
    """Variance of what weeks sell as a share of its mean, by the differences of one to the next, (rows, 1)."""
    weeks = values[:, values.shape[1] % week :].reshape(len(values), -1, week).sum(axis=2)
    steps, sold = np.diff(weeks, axis=1), weeks[:, 1:] + weeks[:, :-1]
    both = ~np.isnan(steps)
    squares, sold = (np.where(both, one, 0.0).sum(axis=1, keepdims=True) for one in (steps**2, sold))
    return np.maximum(squares / np.maximum(sold, 1.0), 1.0)

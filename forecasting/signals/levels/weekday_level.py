"""Products of which one weekday has just come to another level, as never before: who bought on it is lost, or is new.

A week hardly shows it, and every method needs months to believe it. The last such days are taken beside any two in a
row before.
"""

from dataclasses import dataclass

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known, zero_where_unknown

WEEK, YEAR = 7, (365, 366)
# So many of a weekday in a row are beside any two in a row of all of so many weeks, at least of the fewest, and beyond
# them by this factor; they differ by so many standard errors of counts from those of so many weeks just before, and by
# this share of a week.
LAST_WEEKS, WEEKS, FEWEST_WEEKS, BEYOND, CLEAR, BASE_WEEKS, SHARE = (2, 3, 4), 104, 26, 1.5, 4.5, 8, 0.15
# The same dates moved as well a year ago, by so many standard errors of counts, if they sold less than this share of
# the usual, or that much more: they are those of feasts.
MOVED, CLEAR_THEN = 0.5, 3.0
# Nothing sold has no logarithm; and so much of a move is believed.
SMALLEST, BELIEVED = 0.05, 0.8


@dataclass(frozen=True, slots=True)
class WeekdayLevels:
    """factors -- what sales of a weekday were multiplied by before, float64 (products, periods), 1 where nothing moved;
    found -- of whom one did, bool (products,)"""

    factors: np.ndarray
    found: np.ndarray


def find(block: Block) -> WeekdayLevels:
    """Those that moved for the longest time."""
    out = WeekdayLevels(np.ones(block.values.shape), np.zeros(len(block), dtype=bool))
    if block.step_days != 1 or block.periods < FEWEST_WEEKS * WEEK:
        return out
    days = _by_week(_where_anybody_sold(block.values[:, -WEEKS * WEEK :]))
    for recent in LAST_WEEKS:
        latest = days[:, -recent - BASE_WEEKS :]
        rows = np.flatnonzero((_clearness(latest, recent, 1.0)[1] > CLEAR).any(axis=1))
        moves = _moves(days[rows], recent)
        moves[_as_last_year(block.values[rows], recent)] = 0.0
        # More than one is the product's level, not a weekday's.
        one = (moves != 0).sum(axis=1) == 1
        factors = np.exp(-BELIEVED * np.tile(moves[one], block.periods // WEEK + 1)[:, -block.periods :])
        factors[:, -recent * WEEK :] = 1.0
        out.factors[rows[one]], out.found[rows[one]] = factors, True
    return out


def _by_week(values: np.ndarray) -> np.ndarray:
    """(products, weeks, days of each), weeks that end with the last day."""
    return values[:, values.shape[1] % WEEK :].reshape(len(values), values.shape[1] // WEEK, WEEK)


def _where_anybody_sold(values: np.ndarray) -> np.ndarray:
    """Sales, unknown where all of several products sold nothing: nobody was open."""
    shut = ~(zero_where_unknown(values) > 0).any(axis=0) & (len(values) > 1)
    return np.where(shut, np.nan, values)


def _moves(days: np.ndarray, recent: int) -> np.ndarray:
    """Logarithms by which so many weekdays in a row moved, 0 where they did not, (products, weekdays); days --
    (products, weeks, weekdays)"""
    last, before = days[:, -recent:], days[:, :-recent]
    levels, clear = _clearness(days, recent, _scatter(before))
    level, usual = levels
    pairs = _pairs(before)
    highest, lowest = np.where(np.isnan(pairs), -np.inf, pairs), np.where(np.isnan(pairs), np.inf, pairs)
    more = (last > BEYOND * highest.max(axis=1, keepdims=True)).all(axis=1)
    least = lowest.min(axis=1, keepdims=True)
    less = (BEYOND * _pairs(last) < least).all(axis=1) & (last < least).all(axis=1)
    known = (~np.isnan(before)).sum(axis=1) >= FEWEST_WEEKS - max(LAST_WEEKS) - 1
    large = np.abs(level - usual) > SHARE * usual.sum(axis=1, keepdims=True)
    moved = known & (more | less) & large & (clear > CLEAR)
    # Where the other days have moved as well it is the product, such as one that sells nothing any more.
    own = _move(level, usual)
    beside = _move(*(one.sum(axis=1, keepdims=True) - one for one in levels))
    return np.where(moved & (2 * np.abs(beside) < np.abs(own)), own, 0.0)


def _move(level: np.ndarray, usual: np.ndarray) -> np.ndarray:
    return np.asarray(np.log((level + SMALLEST) / (usual + SMALLEST)))


def _pairs(days: np.ndarray) -> np.ndarray:
    return (days[:, 1:] + days[:, :-1]) / 2


def _clearness(
    days: np.ndarray, recent: int, scatter: np.ndarray | float
) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
    """What so many of each weekday sold of late, and before; and how many standard errors these differ by, of counts of
    which one varies by `scatter` times its mean, (products, weekdays) each."""
    by_weekday = days.transpose(0, 2, 1)
    last, before = by_weekday[..., -recent:], by_weekday[..., -recent - BASE_WEEKS : -recent]
    usual, level = (np.nan_to_num(mean_known(own)) for own in (before, last))
    # One large order is no new level.
    level = np.where(level > usual, np.nan_to_num(last).min(axis=2), level)
    error = np.sqrt(scatter * (1 / recent + 1 / BASE_WEEKS)) / 2
    return (level, usual), np.abs(np.sqrt(level) - np.sqrt(usual)) / error


def _scatter(days: np.ndarray) -> np.ndarray:
    """Variance of a day as a share of its mean, that of counts at least, (products, weekdays): large orders come by
    chance, on any weekday."""
    by_weekday = days.transpose(0, 2, 1)
    mean = np.nan_to_num(mean_known(by_weekday))
    variance = np.nan_to_num(mean_known((by_weekday - mean[..., None]) ** 2))
    own, of_all = variance / np.maximum(mean, SMALLEST), variance.sum(axis=1) / np.maximum(mean.sum(axis=1), SMALLEST)
    return np.maximum(np.maximum(own, of_all[:, None]), 1.0)


def _as_last_year(values: np.ndarray, recent: int) -> np.ndarray:
    """Whose days of each weekday moved as well a year before, bool (products, weekdays): Christmas and New Year's day
    are on one weekday, as are the first and the eighth of May."""
    span, usual = recent * WEEK, np.nan_to_num(mean_known(_by_week(values).transpose(0, 2, 1)))
    out = np.zeros(usual.shape, dtype=bool)
    for year in YEAR:
        if values.shape[1] >= span + year:
            days = _by_week(values[:, -span - year : values.shape[1] - year])
            then, own = np.nan_to_num(days).sum(axis=1), recent * np.roll(usual, year % WEEK, axis=1)
            clear = 2 * np.abs(np.sqrt(then) - np.sqrt(own)) > CLEAR_THEN
            out |= clear & ((then < MOVED * own) | (own < MOVED * then))
    return out

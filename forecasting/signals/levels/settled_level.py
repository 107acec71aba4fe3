"""Products that have been at another level for months, though for less than a year: what they sold a year ago is not
what they sell at this time of it any more, which methods that look there do not see."""

from collections.abc import Sequence

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known

# So many weeks at the least and at the most at the new level, beside so many at the one before, each seen in so many
# together.
FEWEST_WEEKS, MOST_WEEKS, YEAR_WEEKS, SPAN_WEEKS = 8, 52, 52, 4
SPANS = MOST_WEEKS + YEAR_WEEKS - SPAN_WEEKS + 1
# Whatever was sold together before stands out of all that was since by this factor, a unit aside: no season moved it so
# far, in either year. And what was sold since is so many times, or such a part of, what the same weeks sold a year
# ago, so many units at least.
APART, MOVED, UNIT, FEWEST_UNITS = 1.5, 2.5, 1.0, 30.0
# It is a level if either half of the time since sold the other's part, a unit aside, or if they differ by so many
# standard errors of counts at most.
STEADY, CHANCE = 1.25, 2.0


def factors(block: Block, horizon: int) -> np.ndarray:
    """What sales were multiplied by before, float64 (products, periods + horizon), 1 since and where there is none."""
    out, week = np.ones((len(block), block.periods + horizon)), 7 // block.step_days
    rows = np.flatnonzero(block.first_sales <= block.periods - (FEWEST_WEEKS + YEAR_WEEKS) * week)
    # Whenever it was, the last weeks are since then, and those a year ago before.
    now, then = _together(block.values[rows], week, (0, YEAR_WEEKS)).T
    rows = rows[~(np.abs(now - then) <= np.log(APART))]
    if len(rows):
        values = block.values[rows]
        since, apart = _clearest(
            _together(values, week, range(SPANS)), (block.periods - block.first_sales[rows]) // week
        )
        move = _beside_a_year_ago(values, since * week, block.year_length)
        moved = (apart > np.log(APART)) & (np.abs(move) > np.log(MOVED)) & _is_steady(values, since * week)
        before = np.arange(out.shape[1]) < (block.periods - since * week)[:, None]
        out[rows] = np.where(before & moved[:, None], np.exp(-move)[:, None], 1.0)
    return out


def _together(values: np.ndarray, week: int, ago: Sequence[int]) -> np.ndarray:
    """Logarithm of what the weeks sold together that ended so many weeks ago, (rows, spans); NaN where half of them is
    not known."""
    ends = [values.shape[1] - week * back for back in ago]
    spans = [values[:, max(end - SPAN_WEEKS * week, 0) : max(end, 0)] for end in ends]
    sold = np.stack([SPAN_WEEKS * week * mean_known(span) for span in spans], axis=1)
    enough = np.stack([2 * (~np.isnan(span)).sum(axis=1) >= SPAN_WEEKS * week for span in spans], axis=1)
    return np.where(enough, np.log(np.nan_to_num(sold) + UNIT), np.nan)


def _clearest(spans: np.ndarray, age: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Since how many weeks all stand out most clearly of all in the year before, and by how much, as a logarithm,
    (rows,) each; age -- for how many weeks each was sold"""
    since, clearest = np.full(len(spans), FEWEST_WEEKS), np.zeros(len(spans))
    for weeks in range(FEWEST_WEEKS, MOST_WEEKS + 1):
        after, before = (
            spans[:, begin : begin + length - SPAN_WEEKS + 1] for begin, length in ((0, weeks), (weeks, YEAR_WEEKS))
        )
        lowest, highest = (
            np.stack([least.reduce(one, axis=1) for one in (after, before)]) for least in (np.fmin, np.fmax)
        )
        apart = np.maximum(lowest[1] - highest[0], lowest[0] - highest[1])
        # Who sells nothing any more has no level.
        clearer = (apart > clearest) & (lowest[0] > 0) & (age >= weeks + YEAR_WEEKS)
        since[clearer], clearest[clearer] = weeks, apart[clearer]
    return since, clearest


def _beside_a_year_ago(values: np.ndarray, since: np.ndarray, year: int) -> np.ndarray:
    """Logarithm of what the last periods, so many of each row, sold beside the same ones a year before, (rows,); 0
    where they are too few to tell."""
    recent, then = values[:, -year:], values[:, -2 * year : -year]
    then = np.pad(then, ((0, 0), (year - then.shape[1], 0)), constant_values=np.nan)
    both = (np.arange(year) >= year - since[:, None]) & ~np.isnan(recent) & ~np.isnan(then)
    now, before = (np.where(both, one, 0.0).sum(axis=1) for one in (recent, then))
    enough = np.minimum(now, before) >= FEWEST_UNITS
    return np.log(np.divide(now, before, out=np.ones(len(values)), where=enough))


def _is_steady(values: np.ndarray, since: np.ndarray) -> np.ndarray:
    """Whose last periods, so many of each row, neither rise nor fall, bool (rows,)."""
    ago = np.arange(values.shape[1], 0, -1)
    known, late = (ago <= since[:, None]) & ~np.isnan(values), ago <= since[:, None] // 2
    sold, days = (
        np.stack([np.where(known & half, one, 0.0).sum(axis=1) for half in (late, ~late)])
        for one in (values, np.ones(values.shape))
    )
    differ = np.abs(np.diff(np.log((sold + UNIT) / np.maximum(days, 1)), axis=0)[0])
    return np.asarray(differ < np.log(STEADY) + CHANCE * np.sqrt((1 / (sold + UNIT)).sum(axis=0)))

"""What the same weeks of earlier years say of a level that seems new, or of one that a season hides."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from forecasting.block import Block
from forecasting.metrics import zero_where_unknown
from forecasting.signals.moved_counts import LASTING
from forecasting.signals.new_level import LEAST, NewLevels

# A level that is new since at most so many days moved at the same time a year ago as well, by such a share of its move
# or more, in logarithms, and came back by as much in as many days: it is a season's.
MOST_DAYS, ALIKE, BACK_DAYS = 91, 0.5, 28
# What was sold before is known from so many days at the most, and is clearly another level by so many standard errors.
BASE_DAYS, CLEAR = 56, 3.0
# A season hides that the last so many days are of another level than so many before them: beside what earlier years did
# at this time, all alike and so many of them, who sells less than so many units a week. It may be so from fewer standard
# errors on.
SPANS_DAYS, BEFORE_DAYS, FEWEST_YEARS, SLOW, PERHAPS = (84, 70, 56), 182, 2, 30.0, 2.5


@dataclass(frozen=True, slots=True)
class _Change:
    """Of one span to another of each product: move -- logarithm of their rates; error -- its standard error by counts,
    (products,) each; NaN where neither was known by half"""

    move: np.ndarray
    error: np.ndarray

    @classmethod
    def between(cls, sums: np.ndarray, known: np.ndarray, spans: tuple[tuple[np.ndarray, np.ndarray], ...]) -> Self:
        """sums, known -- running, (products, periods + 1); spans -- first period and the one after the last of each,
        int (products,): the one that moved last"""
        rows, periods = np.arange(len(sums)), sums.shape[1] - 1
        units, days = [], []
        for begin, end in spans:
            inside = [np.clip(one, 0, periods) for one in (begin, end)]
            units.append(sums[rows, inside[1]] - sums[rows, inside[0]])
            days.append(known[rows, inside[1]] - known[rows, inside[0]])
        seen = np.all([2 * own >= end - begin for own, (begin, end) in zip(days, spans, strict=True)], axis=0)
        rates = [np.log((sold + 0.5) / np.maximum(own, 1.0)) for sold, own in zip(units, days, strict=True)]
        error = np.sqrt(sum(1 / (sold + 0.5) for sold in units))
        return cls(np.where(seen, rates[1] - rates[0], np.nan), error)


def came_round(block: Block, levels: NewLevels) -> np.ndarray:
    """Whose new level is one of the time of the year: it was there a year ago, and went again, bool (products,)."""
    changed, periods = levels.factors[:, : block.periods] != 1, block.periods
    begin = periods - np.argmax(changed[:, ::-1], axis=1)
    brief = changed.any(axis=1) & (begin < periods) & ((periods - begin) * block.step_days <= MOST_DAYS)
    rows = np.flatnonzero(brief & (begin - block.year_length > block.first_sales))
    found = np.zeros(len(block), dtype=bool)
    if len(rows):
        begin, end = begin[rows], np.full(len(rows), periods)
        base, back, year = BASE_DAYS // block.step_days, BACK_DAYS // block.step_days, block.year_length
        values = block.values[rows]
        known = np.pad(~np.isnan(values), ((0, 0), (1, 0))).cumsum(axis=1).astype(float)
        sums = np.pad(zero_where_unknown(values), ((0, 0), (1, 0))).cumsum(axis=1)
        first = np.maximum(begin - year - base, block.first_sales[rows])
        now = _Change.between(sums, known, ((begin - base, begin), (begin, end)))
        then = _Change.between(sums, known, ((first, begin - year), (begin - year, end - year)))
        after = _Change.between(sums, known, ((begin - year, end - year), (end - year, end - year + back)))
        up = np.sign(now.move)
        with np.errstate(invalid="ignore"):
            moved = (up * then.move >= ALIKE * np.abs(now.move)) & (np.abs(then.move) > CLEAR * then.error)
            found[rows] = moved & (-up * after.move >= ALIKE * np.abs(then.move))
    return found


def hidden(block: Block, levels: NewLevels) -> NewLevels:
    """With those of slow sellers whose season hides them."""
    found, factors = levels.found.copy(), levels.factors.copy()
    per_week = zero_where_unknown(block.values[:, -block.year_length :]).sum(axis=1) / 52
    rows = np.flatnonzero(~found & ~levels.doubtful & (per_week < SLOW))
    clearest, values = np.zeros(len(rows)), block.values[rows]
    known = np.pad(~np.isnan(values), ((0, 0), (1, 0))).cumsum(axis=1).astype(float)
    sums = np.pad(zero_where_unknown(values), ((0, 0), (1, 0))).cumsum(axis=1)
    for span in (days // block.step_days for days in SPANS_DAYS if len(rows)):
        move, error = _beside_years(sums, known, block, block.first_sales[rows], span)
        clear = np.abs(move) / error
        is_so = (clear > clearest) & (np.abs(move) > np.log(LEAST))
        clearest[is_so] = clear[is_so]
        surely = is_so & (clear > CLEAR)
        believed = (move * LASTING**2 / (LASTING**2 + error**2))[surely]
        factors[rows[surely]] = np.where(np.arange(factors.shape[1]) < block.periods - span, np.exp(-believed)[:, None], 1)
    found[rows], doubtful = clearest > CLEAR, levels.doubtful.copy()
    doubtful[rows] = (clearest > PERHAPS) & ~found[rows]
    return replace(levels, factors=factors, found=found, doubtful=doubtful)


def _beside_years(
    sums: np.ndarray, known: np.ndarray, block: Block, first: np.ndarray, span: int
) -> tuple[np.ndarray, np.ndarray]:
    """By how much the last periods moved otherwise than the same ones of earlier years, in logarithms, and the standard
    error of it, (products,) each: none where these differ from each other as much.

    sums, known -- see `_Change`; first -- sales, in periods, int (products,)
    """
    ends, base, years = np.full(len(sums), block.periods), BEFORE_DAYS // block.step_days, []
    for back in range(0, block.periods - span - base, block.year_length):
        begin, end = ends - back - span, ends - back
        change = _Change.between(sums, known, ((begin - base, begin), (begin, end)))
        years.append((np.where(begin - base >= first, change.move, np.nan), change.error))
    none = np.zeros(len(sums)), np.ones(len(sums))
    if len(years) <= FEWEST_YEARS:
        return none
    moves, errors = (np.stack(one, axis=1) for one in zip(*years, strict=True))
    then, weight = moves[:, 1:], np.where(np.isnan(moves[:, 1:]), 0.0, 1 / errors[:, 1:] ** 2)
    number = (weight > 0).sum(axis=1)
    usual = np.nansum(then * weight, axis=1) / np.maximum(weight.sum(axis=1), 1e-9)
    # What years scatter beyond their counts is the season's own.
    scatter = np.nansum((then - usual[:, None]) ** 2 * weight, axis=1) / np.maximum(number - 1, 1)
    error = np.sqrt((errors[:, 0] ** 2 + 1 / np.maximum(weight.sum(axis=1), 1e-9)) * np.maximum(scatter, 1.0))
    move = moves[:, 0] - usual
    alike = ~(np.sign(move)[:, None] * (moves[:, :1] - then) < 0.5 * np.abs(move)[:, None]).any(axis=1)
    is_so = (number >= FEWEST_YEARS) & alike & ~np.isnan(move)
    return np.where(is_so, move, 0.0), np.where(is_so, error, 1.0)

"""What the same weeks of earlier years say of a level that seems new, or of one that a season hides."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from forecasting.block import Block
from forecasting.metrics import zero_where_unknown
from forecasting.signals.levels import moved_counts
from forecasting.signals.levels.new_level import LEAST, NewLevels

# A level that is new since at most so many days moved at the same time a year ago as well, by such a share of its move
# or more, in logarithms, and has gone back by as much since: it is a season's. Seasons do not begin on the same day of
# every year: feasts that follow the moon, weather and sales move them by so many days.
MOST_DAYS, ALIKE, MOVED_DAYS = 91, 0.5, (0, 7, 14, 21, -7, -14, -21)
# What was sold before is known from so many days, and is clearly another level by so many standard errors.
LEAST_BASE_DAYS, BASE_DAYS, CLEAR = 28, 56, 3.0
# Of who sells less than so many units a week the last so many days, beside so many before them, are compared with what
# so many earlier years or more did at this time, all alike. They may be of another level beyond so many errors.
SLOW, SPANS_DAYS, BEFORE_DAYS, FEWEST_YEARS, PERHAPS = 30.0, (84, 70, 56), 182, 2, 2.0


@dataclass(frozen=True, slots=True)
class _Level:
    """logarithm -- of the rate of a span of each product, NaN where less than half of it is known; variance -- of it,
    (products,) each"""

    logarithm: np.ndarray
    variance: np.ndarray


@dataclass(frozen=True, slots=True)
class _Change:
    """Of one span to another of each product: move -- logarithm of their rates, NaN where one was not known by half;
    error -- its standard error, (products,) each"""

    move: np.ndarray
    error: np.ndarray

    @classmethod
    def of(cls, before: _Level, since: _Level) -> Self:
        return cls(since.logarithm - before.logarithm, np.sqrt(before.variance + since.variance))


@dataclass(frozen=True, slots=True)
class _Running:
    """Sums of sales and of known periods so far, (products, periods + 1); dispersion -- see `moved_counts`"""

    sales: np.ndarray
    known: np.ndarray
    dispersion: np.ndarray

    @classmethod
    def of(cls, block: Block) -> Self:
        values = block.values
        sales, known = (
            np.pad(one, ((0, 0), (1, 0))).cumsum(axis=1)
            for one in (zero_where_unknown(values), (~np.isnan(values)).astype(float))
        )
        quarters = np.array_split(values[:, -block.year_length :], 4, axis=1)
        return cls(sales, known, moved_counts.dispersion(*quarters))

    def level(self, begin: np.ndarray, end: np.ndarray) -> _Level:
        """Of the periods from `begin` on that are before `end`, int (products,) each."""
        places = [np.clip(one, 0, self.sales.shape[1] - 1)[:, None] for one in (begin, end)]
        units, days = (
            np.diff(np.concatenate([np.take_along_axis(sums, one, axis=1) for one in places], axis=1), axis=1)[:, 0]
            for sums in (self.sales, self.known)
        )
        logarithm = np.log((units + 0.5) / np.maximum(days, 1.0))
        return _Level(np.where(2 * days >= end - begin, logarithm, np.nan), self.dispersion / (units + 0.5))


def came_round(block: Block, levels: NewLevels) -> np.ndarray:
    """Whose new level is one of the time of the year: it was there a year ago, and went again, bool (products,)."""
    changed, periods = levels.factors[:, : block.periods] != 1, block.periods
    begin = periods - np.argmax(changed[:, ::-1], axis=1)
    brief = changed.any(axis=1) & (begin < periods) & ((periods - begin) * block.step_days <= MOST_DAYS)
    rows, found = np.flatnonzero(brief), np.zeros(len(block), dtype=bool)
    if len(rows):
        sold = _Running.of(block.select(rows))
        for days in MOVED_DAYS:
            year = block.year_length - days // block.step_days
            found[rows] |= _came_before(sold, begin[rows], year, block.first_sales[rows], block.step_days)
    return found


def _came_before(sold: _Running, begin: np.ndarray, year: int, first: np.ndarray, step: int) -> np.ndarray:
    """Who moved so many periods before `begin` as they do since, and went back, bool (products,).

    first -- period of their first sales, int (products,)
    """
    base, least, end = BASE_DAYS // step, LEAST_BASE_DAYS // step, np.full(len(begin), sold.sales.shape[1] - 1)
    there = begin - year
    before, before_now = sold.level(np.maximum(there - base, first), there), sold.level(begin - base, begin)
    now = _Change.of(before_now, sold.level(begin, end))
    then = _Change.of(before, sold.level(there, end - year))
    up = np.sign(now.move)
    alike = (up * then.move >= ALIKE * np.abs(now.move)) & (np.abs(then.move) > CLEAR * then.error)
    went = up * _Change.of(before, before_now).move <= (1 - ALIKE) * np.abs(then.move)
    return np.asarray(alike & went & (there - first >= least))


def hidden(block: Block) -> np.ndarray:
    """Slow sellers whose last weeks may be of another level that their season hides, bool (products,)."""
    per_week = zero_where_unknown(block.values[:, -block.year_length :]).sum(axis=1) / 52
    rows = np.flatnonzero(per_week < SLOW)
    found, some = np.zeros(len(block), dtype=bool), block.select(rows)
    sold = _Running.of(some)
    for span in (days // block.step_days for days in SPANS_DAYS if len(rows)):
        move, error = _beside_years(some, sold, span)
        found[rows] |= (np.abs(move) > PERHAPS * error) & (np.abs(move) > np.log(LEAST))
    return found


def _beside_years(block: Block, sold: _Running, span: int) -> tuple[np.ndarray, np.ndarray]:
    """By how much the last periods moved otherwise than the same ones of earlier years, in logarithms, and the standard
    error of it, (products,) each: 0 where these differ from each other as much."""
    ends, base = np.full(len(block), block.periods), BEFORE_DAYS // block.step_days
    years = []
    for back in range(0, block.periods - span - base, block.year_length):
        begin = ends - back - span
        change = _Change.of(sold.level(begin - base, begin), sold.level(begin, ends - back))
        years.append((np.where(begin - base >= block.first_sales, change.move, np.nan), change.error))
    if len(years) <= FEWEST_YEARS:
        return np.zeros(len(block)), np.ones(len(block))
    moves, errors = (np.stack(one, axis=1) for one in zip(*years, strict=True))
    then, weight = moves[:, 1:], np.where(np.isnan(moves[:, 1:]), 0.0, 1 / errors[:, 1:] ** 2)
    number = (weight > 0).sum(axis=1)
    usual = np.nansum(then * weight, axis=1) / np.maximum(weight.sum(axis=1), 1e-9)
    # What years scatter beyond their counts is the season's own.
    scatter = np.nansum((then - usual[:, None]) ** 2 * weight, axis=1) / np.maximum(number - 1, 1)
    error = np.sqrt((errors[:, 0] ** 2 + 1 / np.maximum(weight.sum(axis=1), 1e-9)) * np.maximum(scatter, 1.0))
    move = moves[:, 0] - usual
    alike = ~(np.sign(move)[:, None] * (moves[:, :1] - then) < ALIKE * np.abs(move)[:, None]).any(axis=1)
    is_so = (number >= FEWEST_YEARS) & alike & ~np.isnan(move)
    return np.where(is_so, move, 0.0), np.where(is_so, error, 1.0)

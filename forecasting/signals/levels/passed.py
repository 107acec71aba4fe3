"""Excesses and dips that have passed: days on which far more or less was sold than before and since, as never before.

A project, a fair, an offer that nobody marked, a craze; works in the street, a delivery that was late: for weeks every
method believes that a part of it stays. What was sold in them is taken as unknown, as it is where nothing could be sold
(`absences`). They are looked for as spans are that a scan statistic finds in counts (Kulldorff, "A spatial scan
statistic", Communications in Statistics 1997).
"""

from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import Self

import numpy as np
from scipy.special import xlogy

from forecasting.block import Block
from forecasting.metrics import zero_where_unknown
from forecasting.signals.cleaning.preprocessing import median
from forecasting.signals.cleaning.usual_sales import weekday_shares

# What began longer ago no method believes in any more. Lengths that are tried at first.
LATE_DAYS, LENGTHS_DAYS = 112, (3, 5, 7, 10, 14, 21, 28, 42, 56)
# What was sold before is known from so many days, and whether it ever happened from so many more; it began at once, so
# that in none of these weeks before it as much was sold: else it is a part of a new level.
BASE_DAYS, KNOWN_DAYS, EVE_WEEKS, WEEK_DAYS = 56, 91, 2, 7
# It sold so many times as much as before and since, by so many standard errors of counts, and what came since is known
# from so many days to be less by so many; from this share of the move on, in logarithms, it is not back.
LEAST, CLEAR, AFTER_DAYS, CLEARLY_OVER, NOT_BACK = 1.5, 8.0, 2, 3.0, 0.4
# The days within a few weeks of counts do not scatter by more than so many times their mean: packs do.
LUMPS = 2.0
UP, DOWN = 1, -1
# An earlier span was one as well from so many standard errors on; this one moved so many times as far, in logarithms.
OTHER, FARTHER = 3.0, 1.5
# What ended within so many days may go on, and so may what sells since then this many times as much as before, clearly.
JUST_DAYS, LEFT, CLEARLY_LEFT = 14, 1.2, 2.0


@dataclass(frozen=True, slots=True)
class Passed:
    """periods -- those of excesses and dips that have passed, bool (products, periods); may_go_on -- of whom that is
    not sure, bool (products,)"""

    periods: np.ndarray
    may_go_on: np.ndarray

    def without(self, rows: np.ndarray) -> "Passed":
        """None of these products, bool (products,)."""
        return Passed(self.periods & ~rows[:, None], self.may_go_on & ~rows)

    def beside(self, others: "Passed") -> "Passed":
        return Passed(self.periods | others.periods, self.may_go_on | others.may_go_on)


@dataclass(frozen=True, slots=True)
class _Counts:
    """Sums from the first period on of what was sold, and of what the known weekdays usually share, (rows, periods + 1)
    each; scatter -- variance of a period as a share of its mean, (rows, 1)"""

    sold: np.ndarray
    known: np.ndarray
    scatter: np.ndarray

    @classmethod
    def of(cls, block: Block) -> Self:
        share = np.where(np.isnan(block.values), 0.0, weekday_shares(block))
        sales = zero_where_unknown(block.values)
        sold, known = (np.cumsum(np.pad(one, ((0, 0), (1, 0))), axis=1) for one in (sales, share))
        early = slice(
            max(-block.year_length - LATE_DAYS // block.step_days, -block.periods), -LATE_DAYS // block.step_days
        )
        mean = sales[:, early].sum(axis=1, keepdims=True) / np.maximum(share[:, early].sum(axis=1, keepdims=True), 1e-9)
        squares = ((sales - mean * share)[:, early] ** 2).sum(axis=1, keepdims=True)
        scatter = squares / np.maximum(sales[:, early].sum(axis=1, keepdims=True), 1e-9)
        return cls(sold, known, np.maximum(np.maximum(scatter, _within_weeks(sales, share, block.step_days)), 1.0))

    def select(self, rows: np.ndarray) -> "_Counts":
        return _Counts(self.sold[rows], self.known[rows], self.scatter[rows])

    def between(self, begins: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What was sold in these spans, and what is known of them, (rows, spans) each."""
        first, last = _columns(begins), _columns(ends)
        return self.sold[:, last] - self.sold[:, first], self.known[:, last] - self.known[:, first]

    def clear(self, one: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        """Signed standard errors by which spans sold more than others, (rows, spans): the root of the likelihood ratio
        of two rates against one."""
        (sold, known), (sold_then, known_then) = one, other
        both = (sold + sold_then) / np.maximum(known + known_then, 1e-9)
        gain = _gain(sold, known * both) + _gain(sold_then, known_then * both)
        up = np.sign(sold * known_then - sold_then * known)
        return np.asarray(up * np.sqrt(np.maximum(2 * gain, 0.0) / self.scatter))


def _columns(places: np.ndarray) -> slice | np.ndarray:
    """The same columns as a slice where they stand side by side: it copies nothing."""
    side_by_side = (np.diff(places) == 1).all()
    return slice(int(places[0]), int(places[-1]) + 1) if side_by_side else places


def _within_weeks(sales: np.ndarray, share: np.ndarray, step_days: int) -> np.ndarray:
    """The same scatter of late, (rows, 1): that of days within most weeks that sold, which an excess of some weeks
    leaves as it was, and packs in the place of single units do not."""
    if step_days > 1:
        return np.ones((len(sales), 1))
    sales, share = (one[:, -BASE_DAYS:].reshape(len(sales), -1, WEEK_DAYS) for one in (sales, share))
    sold = sales.sum(axis=2)
    rate = sold / np.maximum(share.sum(axis=2), 1e-9)
    squares = ((sales - rate[..., None] * share) ** 2).sum(axis=2) * WEEK_DAYS / (WEEK_DAYS - 1)
    within = median(np.divide(squares, sold, out=np.full(sold.shape, np.nan), where=sold > 0))
    return np.where(within > LUMPS, within, 1.0)


def _gain(sold: np.ndarray, expected: np.ndarray) -> np.ndarray:
    return np.asarray(xlogy(sold, sold / np.maximum(expected, 1e-12)) - sold + expected)


def _rate(span: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Units of a usual period, (rows, spans); half a unit more: of nothing there are no logarithms."""
    return (span[0] + 0.5) / np.maximum(span[1], 0.5)


def none(block: Block) -> Passed:
    return Passed(np.zeros(block.values.shape, dtype=bool), np.zeros(len(block), dtype=bool))


def find(block: Block) -> Passed:
    """The clearest excess or dip of late of each product."""
    out, step = none(block), block.step_days
    if block.periods * step < LATE_DAYS + BASE_DAYS + KNOWN_DAYS:
        return out
    rows = np.flatnonzero(block.first_sales * step + BASE_DAYS + KNOWN_DAYS + LATE_DAYS <= block.periods * step)
    counts = _Counts.of(block.select(rows))
    clearest, begin, end = np.zeros(len(rows)), np.zeros(len(rows), dtype=int), np.zeros(len(rows), dtype=int)
    down = np.zeros(len(rows), dtype=bool)
    lengths = [days // step for days in LENGTHS_DAYS if days % step == 0]
    for length in lengths:
        spans = _Spans.of(counts, length, block)
        for sign in (UP, DOWN):
            clear = spans.clear(sign)
            best = clear.argmax(axis=1)
            own, first = clear[np.arange(len(rows)), best], spans.begins[best]
            better = own > clearest
            clearest[better], begin[better], end[better] = own[better], first[better], first[better] + length
            down[better] = sign == DOWN
    for row in np.flatnonzero(clearest > 0):
        own = counts.select(np.array([row]))
        sign = DOWN if down[row] else UP
        if step == 1 and _by_one_weekday(own, begin[row], end[row], sign):
            continue
        first, last = _edges(own, begin[row], end[row], block, sign)
        out.periods[rows[row], first:last] = True
        out.may_go_on[rows[row]] = (block.periods - last) * step < JUST_DAYS or _is_left(own, first, last, block, sign)
    return out


def _by_one_weekday(counts: _Counts, begin: int, end: int, sign: int) -> bool:
    """Whether one weekday alone moved a product's span: by the others since then nobody knows that it is over."""
    spans = [slice(begin - BASE_DAYS, begin), slice(begin, end)]
    sold, known = (np.diff(one[0]) for one in (counts.sold, counts.known))
    for weekday in range(WEEK_DAYS if end - begin > WEEK_DAYS else 0):
        others = np.arange(len(sold)) % WEEK_DAYS != weekday
        before, run = ((sold[span][others[span]].sum(), known[span][others[span]].sum()) for span in spans)
        if not _beyond(_rate(run), [_rate(before)], sign):
            return True
    return False


def _is_left(counts: _Counts, begin: int, end: int, block: Block, sign: int) -> bool:
    """Whether one product sells more since its excess than before, or less since its dip."""
    spans = ((begin - BASE_DAYS // block.step_days, begin), (end, block.periods))
    before, since = (counts.between(np.array([first]), np.array([last])) for first, last in spans)
    left = (sign * counts.clear(since, before) > CLEARLY_LEFT) & (
        sign * np.log(_rate(since) / _rate(before)) > np.log(LEFT)
    )
    return bool(left[0, 0])


@dataclass(frozen=True, slots=True)
class _Spans:
    """Late spans of one length, which begin there, (spans,): what was sold before, in and since them, and what is known
    of it; usual, halves, eves -- units of a period before and since them, in their halves, and in the weeks before;
    known -- whether enough of them is, (rows, spans) each"""

    counts: _Counts
    length: int
    base: int
    begins: np.ndarray
    sums: tuple[tuple[np.ndarray, np.ndarray], ...]
    usual: list[np.ndarray]
    halves: list[np.ndarray]
    eves: list[np.ndarray]
    known: np.ndarray

    @classmethod
    def of(cls, counts: _Counts, length: int, block: Block) -> Self:
        periods, base = block.periods, BASE_DAYS // block.step_days
        last = periods - length - max(AFTER_DAYS // block.step_days, 1)
        begins = np.arange(periods - LATE_DAYS // block.step_days, last + 1)
        ends = begins + length
        run, before = counts.between(begins, ends), counts.between(begins - base, begins)
        since = counts.between(ends, np.minimum(ends + base, periods))
        halves = [_rate(counts.between(*half)) for half in ((begins, ends - length // 2), (begins + length // 2, ends))]
        # Whole weeks, whatever their weekdays share: that may have changed with the level.
        week = 7 // block.step_days
        starts = [counts.sold[:, _columns(begins - ago * week)] for ago in range(EVE_WEEKS + 1)]
        eves = [(later - earlier) / week for later, earlier in pairwise(starts)]
        known = (2 * before[1] > base) & (2 * run[1] > length) & (since[0] > 0)
        usual = [_rate(before), _rate(since)]
        return cls(counts, length, base, begins, (before, run, since), usual, halves, eves, known)

    def clear(self, sign: int) -> np.ndarray:
        """Standard errors of each span that is an excess, or a dip, which has passed, 0 of others, (rows, spans)."""
        is_one = self.known & _beyond(self.halves[0], self.usual, sign) & _beyond(self.halves[1], self.usual, sign)
        is_one &= _beyond(self.sums[1][0] / self.length, self.eves, sign)
        clear, move = _clear(self.counts, is_one, self.sums, sign)
        rows = np.flatnonzero((clear > CLEAR).any(axis=1))
        out = np.zeros(clear.shape)
        farthest = _farthest_before(self.counts.select(rows), self.length, self.base, self.begins[0], sign)
        out[rows] = np.where((clear[rows] > CLEAR) & (move[rows] > FARTHER * farthest[:, None]), clear[rows], 0.0)
        return out


def _clear(
    counts: _Counts, is_one: np.ndarray, spans: tuple[tuple[np.ndarray, np.ndarray], ...], sign: int
) -> tuple[np.ndarray, np.ndarray]:
    """Standard errors of those spans among these that are over, 0 of others, and how far all of them moved, in
    logarithms, (rows, spans) each; spans -- what was sold before, in and since them, and what is known of it"""
    # Logarithms take their time: of whom there are such spans only.
    some, clear, move = np.flatnonzero(is_one.any(axis=1)), np.zeros(is_one.shape), np.zeros(is_one.shape)
    before, run, since = ((sold[some], known[some]) for sold, known in spans)
    own, around = counts.select(some), (before[0] + since[0], before[1] + since[1])
    move[some], left = sign * np.log(_rate(run) / _rate(before)), np.log(_rate(since) / _rate(before))
    is_over = (np.abs(left) < NOT_BACK * move[some]) & (sign * own.clear(run, since) > CLEARLY_OVER)
    clear[some] = np.where(is_one[some] & is_over, sign * own.clear(run, around), 0.0)
    return clear, move


def _beyond(one: np.ndarray, others: list[np.ndarray], sign: int) -> np.ndarray:
    """Whether it is above all of the others by what an excess is, or below them, bool (rows, spans)."""
    if sign == UP:
        return np.asarray(one > LEAST * reduce(np.maximum, others))
    return np.asarray(LEAST * one < reduce(np.minimum, others))


def _farthest_before(counts: _Counts, length: int, base: int, until: int, sign: int) -> np.ndarray:
    """The farthest that a span of this length moved up, or down, before, other than by chance, in logarithms,
    (rows,)."""
    ends = np.arange(base + length, until + 1)
    run, before = counts.between(ends - length, ends), counts.between(ends - length - base, ends - length)
    moved = (2 * before[1] > base) & (2 * run[1] > length) & (sign * counts.clear(run, before) > OTHER)
    return np.where(moved, sign * np.log(_rate(run) / _rate(before)), 0.0).max(axis=1, initial=0.0)


def _edges(counts: _Counts, begin: int, end: int, block: Block, sign: int) -> tuple[int, int]:
    """First period of one product's excess or dip and the one after its last, as likely as can be beside the usual."""
    base, near = BASE_DAYS // block.step_days, (end - begin) // 2 + 1
    around = [counts.between(np.array([a]), np.array([b])) for a, b in ((begin - base, begin), (end, block.periods))]
    usual = float(sum(span[0][0, 0] for span in around) / max(sum(span[1][0, 0] for span in around), 1e-9))
    begins = np.arange(begin - near, begin + near + 1)
    ends = np.minimum(np.arange(end - near, end + near + 1), block.periods - max(AFTER_DAYS // block.step_days, 1))
    sold, known = (np.subtract.outer(one[0, ends], one[0, begins]) for one in (counts.sold, counts.known))
    of_it = (sign * sold > sign * known * usual) & (known > 0)
    more = np.where(of_it, _gain(np.maximum(sold, 0.0), known * usual), 0.0)
    last, first = np.unravel_index(more.argmax(), more.shape)
    return int(begins[first]), int(ends[last])

"""Products told as totals of months: their weeks, a share of a month each, look as if they hardly scattered.

They are forecast by month (`month_course`), and their weeks ahead from these.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known
from forecasting.signals.cleaning import preprocessing
from forecasting.signals.levels import passed
from forecasting.signals.levels.passed import Passed
from forecasting.signals.months import month_course
from forecasting.signals.months.month_course import Times

# Weeks of one month repeat each other but for so much, as fractions; in months more than this share of weeks does.
SAME, REPEATED = 1e-4, 0.3
WEEK, DAYS_OF_MONTH, WHOLE_MONTH = 7, 365.25 / 12, 30
# A giant among the last so many months may be one that goes on.
LATE_MONTHS = 2
# Lengths of a month, of which one makes a whole number of its weeks, but for what rounding leaves; most weeks are whole
# parts of one. In months of more units than these a few more or less are no gap between one and none.
MONTH_DAYS, WHOLE, MOST_WHOLE, FEW_UNITS = (28, 29, 30, 31), 1e-3, 0.5, 10.0
# A month has three whole weeks at least. One without is a part of two months, or of one that is still told.
FEWEST_WEEKS = 2


@dataclass(frozen=True, slots=True)
class MonthTotals:
    """rows -- the products told so, int (m,); forecasts -- of their weeks by origin, float64 (origins, m, horizon)
    variances -- of the sales of the month that each week is in, as a share of the squared mean, the same shape
    """

    rows: np.ndarray
    forecasts: np.ndarray
    variances: np.ndarray


def found(block: Block) -> np.ndarray:
    """Those of a block whose weeks are parts of longer totals, shared out evenly, bool (products,)."""
    if block.step_days != WEEK:
        return np.zeros(len(block), dtype=bool)
    before, now = block.values[:, :-1], block.values[:, 1:]
    both = (before > 0) & (now > 0)
    repeated = both & np.isclose(before, now, rtol=SAME, atol=0.0) & (now % 1 > 0)
    return np.asarray(repeated.sum(axis=1) > REPEATED * both.sum(axis=1))


def few_units(block: Block) -> np.ndarray:
    """Those told so whose months are whole numbers of a few units, bool (products,)."""
    out = found(block)
    rows = np.flatnonzero(out)
    sold = np.where(block.values[rows] > 0, block.values[rows], np.nan)
    months = sold[..., None] * (np.array(MONTH_DAYS) / WEEK)
    whole = (np.abs(months - np.rint(months)) < WHOLE).any(axis=2).sum(axis=1)
    few = np.nan_to_num(mean_known(block.values[rows])) * DAYS_OF_MONTH / WEEK < FEW_UNITS
    out[rows] = few & (whole > MOST_WHOLE * (~np.isnan(sold)).sum(axis=1))
    return out


def giants(block: Block, monthly: np.ndarray) -> Passed:
    """The weeks of months far beyond belief, as none of those beside them are: by days a few such sales are cut, but
    one month of them would be a third of a level.

    monthly -- who is told by month, bool (products,)
    """
    out, rows = passed.none(block), np.flatnonzero(monthly)
    months = _Months.of(block.select(rows)) if len(rows) else None
    if not months or not len(months.begins):
        return out
    totals = month_course.WEEKS * months.rates(block.values[rows])
    found = preprocessing.dampen(replace(months.block, values=totals, step_days=WHOLE_MONTH)).outliers
    around = np.pad(found, ((0, 0), (1, 1)))
    alone = found & ~around[:, :-2] & ~around[:, 2:]
    for number, (begin, end) in enumerate(zip(months.begins, months.ends, strict=True)):
        out.periods[rows, begin:end] = alone[:, [number]]
    out.may_go_on[rows] = alone[:, -LATE_MONTHS:].any(axis=1)
    return out


def forecast(block: Block, as_came: Block, origins: Sequence[int], horizon: int) -> MonthTotals:
    """From each origin by the months that were over then.

    as_came -- sales as they came, by which months are found: units that were multiplied repeat fractions, and where a
               month is taken as unknown nothing shows its end
    """
    rows = np.flatnonzero(found(as_came)[: len(block)])
    out, variances = np.zeros((2, len(origins), len(rows), horizon))
    own = block.select(rows)
    months = _Months.of(as_came.select(rows)) if len(rows) else None
    for position, origin in enumerate(origins):
        over = months.until(origin) if months else None
        if over and len(over.begins):
            past, ahead = over.times(), over.times_of(np.arange(origin, origin + horizon))
            out[position], variances[position] = month_course.forecast(over.rates(own.values), past, ahead)
    return MonthTotals(rows, out, variances)


@dataclass(frozen=True, slots=True)
class _Months:
    """block -- on whose calendar they are; begins, ends -- their first whole week, and the one after the last, int
    (months,)"""

    block: Block
    begins: np.ndarray
    ends: np.ndarray

    @classmethod
    def of(cls, block: Block) -> Self:
        """Where the weeks of most products change, a month ends; who repeats a month's total does not show it."""
        edges = np.flatnonzero(np.append(True, ~_repeat(block.values)))
        begins, ends = [], []
        for begin, end in zip(edges, np.append(edges[1:], block.periods), strict=True):
            parts = max(1, round((end - begin + 1) * WEEK / DAYS_OF_MONTH))
            inner = np.linspace(begin, end, parts + 1).round().astype(int)
            if end - begin >= FEWEST_WEEKS:
                begins += inner[:-1].tolist()
                ends += inner[1:].tolist()
        return cls(block, np.array(begins, dtype=int), np.array(ends, dtype=int))

    def until(self, origin: int) -> "_Months":
        over = self.ends <= origin
        return _Months(self.block, self.begins[over], self.ends[over])

    def rates(self, values: np.ndarray) -> np.ndarray:
        """Sales a week in each month, (products, months); NaN where unknown."""
        weeks = [mean_known(values[:, begin:end]) for begin, end in zip(self.begins, self.ends, strict=True)]
        return np.stack(weeks, axis=1)

    def times(self) -> Times:
        return Times(self._number((self.begins + self.ends) / 2), self._of_year((self.begins + self.ends) / 2))

    def times_of(self, weeks: np.ndarray) -> Times:
        """Of the months that these weeks are in."""
        return Times(self._number(weeks + 0.5), self._of_year(weeks + 0.5))

    def _number(self, weeks: np.ndarray) -> np.ndarray:
        """Counted from the end of the last month."""
        return np.floor((weeks - self.ends[-1]) * WEEK / DAYS_OF_MONTH).astype(int)

    def _of_year(self, weeks: np.ndarray) -> np.ndarray:
        days = np.datetime64(self.block.start, "D") + (weeks * WEEK).astype(int)
        return days.astype("datetime64[M]").astype(int) % 12


def _repeat(values: np.ndarray) -> np.ndarray:
    """Whether most of the products that sell in it repeat the week before, bool (weeks - 1,)."""
    before, now = values[:, :-1], values[:, 1:]
    informed = ~np.isnan(before) & ~np.isnan(now) & ((before > 0) | (now > 0))
    same = informed & np.isclose(before, now, rtol=SAME, atol=0.0)
    return np.asarray(2 * same.sum(axis=0) >= informed.sum(axis=0))

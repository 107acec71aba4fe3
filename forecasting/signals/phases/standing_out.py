"""Which phases of a calendar stand out of the usual in all the years, or thirds of shorter cycles, that saw them."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from forecasting.signals.calendars import calendars
from forecasting.signals.calendars.calendars import Calendar

# Parts of shorter cycles, and years, that prove what stands out: two are alike by chance too often.
PARTS = 3
# Of so many years one may be without.
WITHOUT_ONE = 5
# A phase was seen in a year in which so large a part of its sales can be told.
SEEN = 0.5
# A phase is one of closed days if less than this share of the usual was sold in every year, and in all of them
# together so many units would have been.
SHUT, FEWEST_MISSED = 0.2, 20.0
# What lasts for a larger share of the year is a season, which the methods know.
LONGEST = 0.15
# What was seen in the first of all days is a launch; what goes on in the last ones may be a new level, unless the very
# last sold no more than so many times the usual, and so large a share of a run of days was clear.
FIRST_DAYS, LAST_DAYS, BACK_DAYS, BACK, MOSTLY = 5, 14, 2, 1.5, 0.5
# A third of a peak of some weeks sells no less than this share of what all of it does, each beside its usual.
LIKE_WHOLE = 0.6
# So many days beyond whole years are no further year: a season that history begins and ends in is the same one twice,
# and fits a calendar that moves through the year as well as the year itself.
SEAM_DAYS = 91


@dataclass(frozen=True)
class Parts:
    """sales, level -- of each phase and what is usual in it, year by year or by thirds of shorter cycles, (products,
    parts, phases) each
    regular -- phases that two parts saw, and that none between the first and the last lacks, bool (products, phases):
    where a feast moves, it takes the place of dates
    most -- how often a phase can have come round since each product's first sale, int (products, 1): a season in which
    one year ends and the next begins is in both"""

    sales: np.ndarray
    level: np.ndarray
    regular: np.ndarray
    most: np.ndarray

    @classmethod
    def of(cls, calendar: Calendar, sales: np.ndarray, level: np.ndarray, step_days: int) -> "Parts":
        """sales, level -- by period of so many days, (products, periods) each"""
        cycle = calendar.cycle[: sales.shape[1]]
        part = cycle - cycle[0] if calendar.near else cycle % PARTS
        parts = int(part.max()) + 1
        phase = calendar.phase[: sales.shape[1]] + calendar.phases * part
        sold, usual = (
            calendars.sums(one, phase, parts * calendar.phases).reshape(len(sales), parts, calendar.phases)
            for one in (sales, level)
        )
        there = np.bincount(phase, minlength=parts * calendar.phases).reshape(parts, calendar.phases) > 0
        # Years before its own first sale say nothing of a product.
        first = (level > 0).argmax(axis=1)
        there[-1] = True
        lacks_none = np.logical_and.accumulate(there[::-1])[::-1]
        regular = ((usual > 0).sum(axis=1) > 1) & lacks_none[np.minimum(part[first] + 1, parts - 1)]
        length = min(calendar.phases, calendars.DAYS_OF_YEAR) // step_days
        years = (len(part) - first - SEAM_DAYS // step_days) // length + 1
        if calendar.near:
            return cls(sold, usual, regular, years[:, None])
        return cls(sold, usual * _of_season(sold, usual), regular, np.full((len(sales), 1), PARTS))

    def with_near(self, near: int) -> "Parts":
        """Of each phase together with those to either side."""
        shape = self.sales.shape
        sales, level = (
            calendars.with_near(one.reshape(-1, shape[2]), near).reshape(shape) for one in (self.sales, self.level)
        )
        return replace(self, sales=sales, level=level)

    def select(self, rows: np.ndarray) -> "Parts":
        return Parts(self.sales[rows], self.level[rows], self.regular[rows], self.most[rows])

    @cached_property
    def seen(self) -> np.ndarray:
        """Parts in which enough of a phase can be told, bool."""
        return (self.level > 0) & (self.level >= SEEN * self.level.max(axis=1, keepdims=True))

    @cached_property
    def quiet(self) -> np.ndarray:
        """Parts in which next to nothing was sold in a phase, bool."""
        return self.sales <= SHUT * self.level

    @cached_property
    def times(self) -> np.ndarray:
        """How many parts saw each phase, int (products, phases)."""
        return np.minimum(self.seen.sum(axis=1), self.most)

    def high(self, least: float, margin: np.ndarray) -> np.ndarray:
        """Phases that sold `least` times the usual, and a margin more, in the parts that saw them, bool (products,
        phases)."""
        stood_out = self.sales > np.maximum(least * self.level, self.level + margin)
        return (self.seen & ~stood_out).sum(axis=1) <= (self.seen.sum(axis=1) >= WITHOUT_ONE)


def _of_season(sales: np.ndarray, level: np.ndarray) -> np.ndarray:
    """By what each third of shorter cycles sold more than usual in most of its phases, (products, parts, 1): a season
    is no rhythm of days. At least 1."""
    times = np.divide(sales, level, out=np.ones(sales.shape), where=level > 0)
    return np.maximum(np.median(times, axis=2, keepdims=True), 1.0)


def high_runs(parts: Parts, near: int, least: float, chance: np.ndarray) -> np.ndarray:
    """Phases that stand out in all years together with those near them, in runs that do so in each, bool (products,
    phases).

    parts -- of single phases; chance -- standard errors, (products, 1)
    """
    together = of_all(parts.with_near(near))
    found = together.high(least, chance[:, None] * np.sqrt(together.level))
    rows = np.flatnonzero(found.any(axis=1))
    sales, level = (_of_runs(one[rows], found[rows]) for one in (parts.sales, parts.level))
    runs = replace(parts.select(rows), sales=sales, level=level)
    found[rows] &= runs.high(least, chance[rows, None] * np.sqrt(runs.level))
    found[rows] &= runs.times >= PARTS
    return np.asarray(found)


def of_all(parts: Parts) -> Parts:
    """All years as one."""
    sales, level = (one.sum(axis=1, keepdims=True) for one in (parts.sales, parts.level))
    return replace(parts, sales=sales, level=level)


def clear_together(parts: Parts, run: np.ndarray, least: float, chance: np.ndarray) -> np.ndarray:
    """Phases of runs that PARTS years or more saw, and that in each of them sold so many times the usual, and so many
    standard errors more, and hardly less in any third: on these dates, not on others that move through them, bool
    (products, phases).

    parts -- of single phases; chance -- standard errors, (products, phases)
    """
    begin, end = _runs(run)
    third = 3 * (np.arange(run.shape[1]) - begin) // np.maximum(end - begin, 1)
    whole, lasting = _as_whole(parts, run), np.zeros(run.shape, dtype=bool)
    for number in range(3):
        own = _as_whole(parts, run & (third == number))
        less = own.sales * whole.level < LIKE_WHOLE * whole.sales * own.level
        lasting |= run & (third == number) & ~(own.seen & less).any(axis=1)
    clear = run & whole.high(least, chance[:, None] * np.sqrt(whole.level)) & (whole.seen.sum(axis=1) >= PARTS)
    return np.asarray(clear & (_within(lasting, begin, end) == end - begin))


def _as_whole(parts: Parts, run: np.ndarray) -> Parts:
    """Each phase as the run that it is in."""
    sales, level = (_of_runs(one, run) for one in (parts.sales, parts.level))
    return replace(parts, sales=sales, level=level)


def longest_run(found: np.ndarray) -> np.ndarray:
    """Most phases in a row, round the cycle's end, (products,)."""
    found = np.tile(found, 2)
    place = np.arange(found.shape[1])
    return (place - np.maximum.accumulate(np.where(found, -1, place), axis=1)).max(axis=1)


def goes_on(values: np.ndarray, usual: np.ndarray, step_days: int) -> np.ndarray:
    """Who sold more than usual on the very last days, bool (products, 1)."""
    newest = slice(-max(BACK_DAYS // step_days, 1), None)
    level = usual[:, newest].sum(axis=1, keepdims=True)
    return np.asarray(np.nansum(values[:, newest], axis=1, keepdims=True) > BACK * level)


def edges(calendar: Calendar, values: np.ndarray, step_days: int) -> list[np.ndarray]:
    """Phases of each product's first days, and of its last ones, bool (products, phases) each."""
    period, first = np.arange(values.shape[1]), (~np.isnan(values)).argmax(axis=1)[:, None]
    begins = (period >= first) & (period < first + FIRST_DAYS // step_days)
    ends = np.broadcast_to(period >= len(period) - LAST_DAYS // step_days, values.shape)
    return [calendars.sums(days, calendar.phase[: len(period)], calendar.phases) > 0 for days in (begins, ends)]


def lasting(found: np.ndarray, edge: np.ndarray, phases: int) -> np.ndarray:
    """Those of them that stand so many in a row, round the cycle's end, with no edge among them."""
    found, edge = np.tile(found, 2), np.tile(edge, 2)
    size = found.shape[1]
    begin, end = _runs(found)
    long = found & (end - begin >= phases) & (end - begin <= LONGEST * size / 2) & (_within(edge, begin, end) == 0)
    return long[:, : size // 2] | long[:, size // 2 :]


def mostly(some: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Those found in runs of which some are so large a part, bool (products, phases)."""
    begin, end = _runs(found)
    return found & (_within(some, begin, end) >= MOSTLY * (end - begin))


def going_on(
    found: np.ndarray, high: np.ndarray, phase: np.ndarray, periods: int, most: int
) -> tuple[np.ndarray, np.ndarray]:
    """Phases of what is on at the end, from its first day to its last, where some of them are found already: of a peak,
    no longer than so many periods, and of a season, which is, bool (products, phases) each.

    found, high -- (products, phases); phase -- of each period, past and ahead
    """
    begin = max(periods - most, 0)
    around = phase[begin : periods + most]
    begins, ends = _runs(high[:, around])
    now = periods - 1 - begin
    place = np.arange(len(around))
    on = (place >= begins[:, [now]]) & (place < ends[:, [now]]) & high[:, around][:, [now]]
    on &= (on & found[:, around]).any(axis=1, keepdims=True)
    brief = (ends - begins <= most)[:, [now]]
    peak, season = (calendars.sums(on & one, around, found.shape[1]) > 0 for one in (brief, ~brief))
    return peak, season


def by_several(some: np.ndarray, found: np.ndarray, near: int) -> np.ndarray:
    """Those found in runs with more of some than one single day makes that is counted with so many to either side, bool
    (products, phases)."""
    begin, end = _runs(found)
    return found & (_within(some, begin, end) > 2 * near + 1)


def _within(some: np.ndarray, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    """How many of them the run of each phase has, int (products, phases)."""
    passed = np.concatenate([np.zeros((len(some), 1), dtype=int), np.cumsum(some, axis=1)], axis=1)
    return np.take_along_axis(passed, end, axis=1) - np.take_along_axis(passed, np.minimum(begin, end), axis=1)


def passing(found: np.ndarray, phases: int, last: np.ndarray | None = None) -> np.ndarray:
    """Those of them in runs of so many in a row at most, that end on one of these phases, bool (products, phases).

    last -- bool (phases,); None: they may end on any
    """
    # The cycle before and the one after it make runs whole that pass its end.
    around, size = np.tile(found, 3), found.shape[1]
    begin, end = _runs(around)
    brief = around & (end - begin <= phases)
    if last is not None:
        brief &= np.tile(last, 3)[end - 1]
    return brief[:, size : 2 * size]


def begun(found: np.ndarray, first: np.ndarray, phases: int) -> np.ndarray:
    """Those of them in runs of so many in a row at most, that begin on one of these phases, bool (products, phases).

    first -- bool (phases,)
    """
    begin, end = _runs(found)
    return found & (end - begin <= phases) & first[np.minimum(begin, found.shape[1] - 1)]


def sums(values: np.ndarray, found: np.ndarray) -> np.ndarray:
    """For each phase the sum of the run of phases found that it is in, (products, phases)."""
    return _of_runs(values[:, None], found)[:, 0]


def _of_runs(values: np.ndarray, found: np.ndarray) -> np.ndarray:
    """For each phase the sum of the run of phases found that it is in, (rows, parts, phases)."""
    begin, end = _runs(found)
    sums = np.concatenate([np.zeros((*values.shape[:2], 1)), values.cumsum(axis=2)], axis=2)
    return np.take_along_axis(sums, end[:, None], axis=2) - np.take_along_axis(
        sums, np.minimum(begin, end)[:, None], axis=2
    )


def _runs(found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First phase of the run that each is in, and the one after its last, int (rows, phases) each."""
    place, size = np.arange(found.shape[1]), found.shape[1]
    begin = np.maximum.accumulate(np.where(found, -1, place), axis=1) + 1
    end = np.minimum.accumulate(np.where(found, size, place)[:, ::-1], axis=1)[:, ::-1]
    return begin, end

"""What happens on every sample path of some products, followed period by period."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

from forecasting.replenishment import arrivals
from forecasting.replenishment.arrivals import Cover
from forecasting.replenishment.outlook import Outlook
from forecasting.replenishment.shelves import Shelves
from forecasting.uncertainty import paths
from forecasting.uncertainty.dependence import Dependence


@dataclass(frozen=True, slots=True)
class Courses:
    """What happened on each path if nothing is ordered, float32 (products, PATHS) each.

    total -- demand until the order after this one would arrive; early -- until an order placed now does
    left -- what an order placed now finds there, or comes with it, less all that found nothing there
    wasted -- what expires of all that was there, until the order after it; spoiled -- besides, on the evening before it
    lost_early, lost -- demand that found an empty shelf until an order placed now arrives, and until the one after it
    gap   -- by how much demand until the next arrival exceeds all that was there by then; negative: so much is left
    worst -- the largest such gap of any time from an order's arrival to the next one: goods that come in between are
             there for what is asked for after them only
    week -- demand of the first week in which any is expected
    slack -- periods by which an order may wait and still come before the shelf is empty; negative: it is late
    """

    total: np.ndarray
    early: np.ndarray
    left: np.ndarray
    wasted: np.ndarray
    spoiled: np.ndarray
    lost_early: np.ndarray
    lost: np.ndarray
    gap: np.ndarray
    worst: np.ndarray
    week: np.ndarray
    slack: np.ndarray

    def split(self, sizes: Sequence[int]) -> list["Courses"]:
        """So many products each, one part after the other."""
        bounds = np.cumsum(sizes)[:-1]
        columns = [np.split(getattr(self, own.name), bounds) for own in fields(self)]
        return [Courses(*parts) for parts in zip(*columns, strict=True)]

    def replaced(self, rows: np.ndarray, others: "Courses") -> "Courses":
        """With those of others in these rows."""
        columns = [getattr(self, own.name).copy() for own in fields(self)]
        for column, own in zip(columns, fields(self), strict=True):
            column[rows] = getattr(others, own.name)
        return Courses(*columns)


WEEK_DAYS = 7
# Places in an array of one row each: whole rows, or single paths of some.
Places = tuple[np.ndarray, ...]
# By the number of a period: where, among rows, and among the products that they are.
_Happening = dict[int, list[tuple[Places, Places]]]


def _happening(moments: np.ndarray, own: np.ndarray) -> _Happening:
    """Where something happens within a period, by its number: among these rows, and among the products that they are.

    moments -- (rows, 1), or (rows, PATHS) where they differ by path; own -- the product of each row
    """
    found: _Happening = {}
    period = np.ceil(moments).astype(np.int16) - 1
    is_one = (period == period[:, :1]).all(axis=1)
    rows = np.flatnonzero(is_one)
    for number in np.unique(period[rows, 0]):
        at = rows[period[rows, 0] == number]
        found.setdefault(int(number), []).append(((at,), (own[at],)))
    rows = np.flatnonzero(~is_one)
    by_time = period[rows].argsort(axis=None, kind="stable")
    numbers, first = np.unique(period[rows].ravel()[by_time], return_index=True)
    for number, part in zip(numbers, np.split(by_time, first[1:]), strict=False):
        at, path = rows[part // paths.PATHS], part % paths.PATHS
        found.setdefault(int(number), []).append(((at, path), (own[at], path)))
    return found


@dataclass(frozen=True, slots=True)
class _Moments:
    """When an order placed now is there, and when the next one, in periods from today, (rows, PATHS); until when each
    row is walked, (rows,). at_arrival, at_end -- what happens in a period, see `_happening`

    late -- by how many days, see `arrivals.lateness`
    """

    lead: np.ndarray
    end: np.ndarray
    stop: np.ndarray
    late: np.ndarray
    at_arrival: _Happening
    at_end: _Happening

    @classmethod
    def of(cls, outlook: Outlook, cover: Cover, beyond: np.ndarray, own: np.ndarray) -> "_Moments":
        longest = outlook.quantiles.shape[2]
        lead = paths.lead_times(cover.lead, cover.lead_sd)
        late = arrivals.lateness(cover, lead, outlook.step_days)
        lead = np.minimum(lead, longest)
        end = np.minimum(lead + cover.review[:, None], longest)
        stop = np.minimum(np.ceil(end.max(axis=1)) + beyond, longest)
        return cls(lead, end, stop, late, _happening(lead, own), _happening(end, own))


def _demand(outlook: Outlook, periods: int) -> Iterator[np.ndarray]:
    """What is asked for in one period after the other, (products, PATHS)."""
    ranks, drawn = _ranks(outlook, periods), outlook.drawn(periods)
    quantiles = np.ascontiguousarray(outlook.quantiles[:, :, :periods].transpose(2, 0, 1))
    counts = outlook.counts
    up = paths.rounding(outlook.mean[counts, :periods], outlook.quantiles[counts, :, :periods]).astype(np.float32)
    for period in range(periods):
        values = quantiles[period] @ paths.WEIGHTS
        values[counts] = np.floor(values[counts] + up[:, [period]])
        demand = np.empty_like(values)
        for rows, own in ranks:
            demand[rows] = values[rows].take(own[period], axis=1)
        for row, units in drawn:
            demand[row] += units[period]
        yield demand


def _ranks(outlook: Outlook, periods: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Products of one dependence each, and which of their values each path takes, see `paths.ranks`."""
    alike: dict[Dependence, list[int]] = {}
    for row, own in enumerate(outlook.dependence):
        alike.setdefault(own, []).append(row)
    return [(np.array(rows), paths.ranks(own, periods)) for own, rows in alike.items()]


class _Walk:
    """Rows of some products on their way, and what is noted of them on it."""

    def __init__(self, outlook: Outlook, cover: Cover, beyond: np.ndarray) -> None:
        firsts, self.own = _walkers(outlook, cover)
        self.when = when = _Moments.of(outlook, cover, beyond, self.own)
        self.mean, self.products = outlook.mean, outlook.select(firsts)
        self.shelves = Shelves(cover.select(firsts), when.late[firsts], outlook.step_days)
        self.since = arrivals.there_from(cover, when.lead, when.late, outlook.step_days)
        spans = (self.since, when.end)
        self.between = np.flatnonzero(arrivals.comes_between(cover, spans, when.late, outlook.step_days))
        self.week_ends = (outlook.mean > 0).argmax(axis=1) + WEEK_DAYS // outlook.step_days
        shape = (len(outlook), paths.PATHS)
        before_it, with_it = arrivals.around(cover, outlook.step_days)
        self.earlier = np.broadcast_to(before_it, shape)
        self.together = np.broadcast_to(with_it, shape)
        self.out = Courses(*np.zeros((len(fields(Courses)), *shape), dtype=np.float32))
        self.out.left[:] = (self.shelves.first + self.shelves.beside)[self.own]
        self.out.worst[:] = -np.inf

    def courses(self) -> Courses:
        for period, demand in enumerate(_demand(self.products, int(self.when.stop.max()))):
            self._step(period, demand)
        np.maximum(self.out.worst, self.out.gap, out=self.out.worst)
        return self.out

    def _step(self, period: int, demand: np.ndarray) -> None:
        usual = np.broadcast_to(self.mean[:, [period]], self.out.total.shape)
        arriving = self.when.at_arrival.get(period, ())
        before = [self.shelves.short[of] for _, of in arriving]
        self.shelves.ask(period, demand)
        self._look_between(period)
        for (at, of), lost in zip(arriving, before, strict=True):
            self._arrive(at, of, lost, _after(self.when.lead[at] - period, demand[of], usual[at]))
        wasted = [self.shelves.waste[of] for _, of in arriving]
        self._expire(period, demand, usual)
        for (at, of), was in zip(arriving, wasted, strict=True):
            # What expires on the evening before is not found there in the morning.
            spoiled = self.shelves.waste[of] - was
            self.out.left[at] -= np.where(self.when.lead[at] >= period + 1, spoiled, 0)
        week_over = np.flatnonzero(self.week_ends == period + 1)
        self.out.week[week_over] = self.shelves.walked[self.own[week_over]]
        stopping = np.flatnonzero(self.when.stop == period + 1)
        self.out.slack[stopping] = self.shelves.lasted[self.own[stopping]] - self.when.lead[stopping]

    def _look_between(self, period: int) -> None:
        if not len(between := self.between):
            return
        meanwhile = (self.since[between] < period + 1) & (self.when.end[between] >= period + 1)
        gap = np.where(meanwhile, self.shelves.gap(self.own[between]), -np.inf)
        self.out.worst[between] = np.maximum(self.out.worst[between], gap)

    def _arrive(self, at: Places, of: Places, lost: np.ndarray, later: np.ndarray | float) -> None:
        """lost -- before this period; later -- what is asked for in it after the arrival"""
        out, shelves = self.out, self.shelves
        by_then = shelves.walked[of] - later
        found = np.minimum(shelves.there[of], self.earlier[at])
        out.early[at] = by_then
        out.lost_early[at] = np.maximum(lost, by_then - np.maximum(found - shelves.waste[of], shelves.sold[of]))
        out.left[at] = found + self.together[at] - by_then - shelves.waste[of]
        shelves.replaces[of], shelves.short_then[of] = True, out.lost_early[at]

    def _expire(self, period: int, demand: np.ndarray, usual: np.ndarray) -> None:
        """What expires on the last evening has been there until the next order comes, and nothing takes its place."""
        ending, evening = self.when.at_end.get(period, ()), (period + 1) * self.products.step_days
        if ending:
            self.shelves.expire(evening - 1)
        for at, of in ending:
            self._end(at, of, _after(self.when.end[at] - period, demand[of], usual[at]))
        self.shelves.expire(evening)
        for at, of in ending:
            self.out.spoiled[at] = self.shelves.waste[of] - self.out.wasted[at]

    def _end(self, at: Places, of: Places, later: np.ndarray | float) -> None:
        """later -- what is asked for in this period after the end"""
        out, shelves = self.out, self.shelves
        ended = shelves.walked[of] - later
        out.gap[at] = ended + shelves.waste[of] - shelves.there[of]
        out.wasted[at], out.lost[at], out.total[at] = shelves.waste[of], shelves.short[of], ended


def walked(outlook: Outlook, cover: Cover, beyond: np.ndarray) -> Courses:
    """beyond -- periods after the end for which `slack` is looked for, int (rows,)"""
    return _Walk(outlook, cover, beyond).courses()


def _walkers(outlook: Outlook, cover: Cover) -> tuple[np.ndarray, np.ndarray]:
    """Rows that are walked, and which of them each row is: one of each product; by lead times where these scatter, for
    what is on its way comes as late as what would be ordered now; and where it takes the place of what is shown."""
    numbers = outlook.numbers or range(len(outlook))
    shown = 0.0 if cover.display is None else cover.display
    kinds = np.column_stack([numbers, cover.lead_sd, np.where((cover.lead_sd > 0) | (shown > 0), cover.lead, 0.0)])
    _, firsts, own = np.unique(kinds, axis=0, return_index=True, return_inverse=True)
    return firsts, own.ravel()


def _after(part: np.ndarray, demand: np.ndarray, usual: np.ndarray) -> np.ndarray | float:
    """Demand of a period after a part of it; that part has its mean in proportion and its spread by the root."""
    if (part >= 1.0).all():
        return 0.0
    share = np.minimum(part, 1.0)
    return demand - np.where(part < 1.0, np.maximum(share * usual + np.sqrt(share) * (demand - usual), 0.0), demand)

"""Demand summed over days: its distribution, and how long a stock lasts in it.

Quantiles do not add up: the 95 % quantile of a week is less than seven times that of a day, and more than if days were
independent. So demand is followed along sample paths (see `forecasting.paths`), period by period.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

from forecasting.forecast import Forecast
from forecasting.replenishment import arrivals
from forecasting.replenishment.arrivals import Cover
from forecasting.replenishment.outlook import Outlook
from forecasting.uncertainty import paths
from forecasting.uncertainty.dependence import Dependence

# As many products at once as fit the processor's cache with all their paths.
PRODUCTS_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Courses:
    """What happened on each path if nothing is ordered, float32 (products, PATHS) each.

    total -- demand until the order after this one would arrive; early -- until an order placed now does
    left -- what an order placed now finds there, or comes with it, less all that found nothing there
    wasted -- what expires of all that was there, until the order after it
    lost_early, lost -- demand that found an empty shelf until an order placed now arrives, and until the one after it
    gap   -- by how much demand until the next arrival exceeds all that was there by then; negative: so much is left
    worst -- the largest such gap of any time from an order's arrival to the next one: goods that come in between are
             there for what is asked for after them only
    slack -- periods by which an order may wait and still come before the shelf is empty; negative: it is late
    """

    total: np.ndarray
    early: np.ndarray
    left: np.ndarray
    wasted: np.ndarray
    lost_early: np.ndarray
    lost: np.ndarray
    gap: np.ndarray
    worst: np.ndarray
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


def follow(outlook: Outlook, cover: Cover, beyond: int | np.ndarray = 0) -> Courses:
    """Walk every product down its paths over lead time and review, and so many periods beyond, where `slack` is looked
    for; rows that are one product, with the same stock, walk together."""
    shape = (len(outlook), paths.PATHS)
    columns = [np.empty(shape, dtype=np.float32) for _ in fields(Courses)]
    further = np.broadcast_to(beyond, len(outlook))
    for rows in _alike(outlook, cover):
        part = _walk(outlook.select(rows), cover.select(rows), further[rows])
        for column, own in zip(columns, fields(Courses), strict=True):
            column[rows] = getattr(part, own.name)
    return Courses(*columns)


def quantile(samples: np.ndarray, probability: np.ndarray) -> np.ndarray:
    """What each row's samples stay at or below with its own probability, (rows,); linear between samples.

    samples -- (rows, PATHS), equally likely; probability -- (rows,)
    """
    position = np.clip(np.asarray(probability) * samples.shape[1] - 0.5, 0, samples.shape[1] - 1)
    low = np.floor(position).astype(int)
    rows = np.arange(len(samples))
    ordered = np.sort(samples, axis=1)
    below, above = ordered[rows, low], ordered[rows, np.minimum(low + 1, samples.shape[1] - 1)]
    return below + (position - low) * (above - below)


def summed(forecast: Forecast, dependence: Dependence, days: float) -> np.ndarray:
    """Demand of the first `days` days on every path, float32 (PATHS,), in units."""
    periods = max(1, int(np.ceil(days / forecast.step_days)))
    return asked(Outlook.of([forecast], [dependence], [0], periods), days)[0]


def asked(outlook: Outlook, days: float) -> np.ndarray:
    """The same of each product of an outlook, (products, PATHS)."""
    nothing = np.zeros(len(outlook))
    cover = Cover(nothing, nothing[:, None], nothing, nothing, nothing + days / outlook.step_days)
    return follow(outlook, cover).total


def _alike(outlook: Outlook, cover: Cover) -> Iterator[np.ndarray]:
    """Positions of rows that can be followed together: of one dependence, and of about the same length; those of one
    product side by side."""
    numbers = np.asarray(outlook.numbers or np.arange(len(outlook)))
    span = cover.lead + cover.review
    longest = np.zeros(numbers.max(initial=0) + 1)
    np.maximum.at(longest, numbers, span)
    groups: dict[Dependence, list[int]] = {}
    for row in np.lexsort((span, numbers, longest[numbers])):
        groups.setdefault(outlook.dependence[row], []).append(row)
    for members in groups.values():
        begins = np.flatnonzero(np.diff(numbers[members], prepend=-1))
        yield from np.split(np.array(members), begins[PRODUCTS_AT_ONCE::PRODUCTS_AT_ONCE])


# Places in an array of one row each: whole rows, or single paths of some.
Places = tuple[np.ndarray, ...]


def _happening(moments: np.ndarray, own: np.ndarray) -> dict[int, list[tuple[Places, Places]]]:
    """Where something happens within a period, by its number: among these rows, and among the products that they are.

    moments -- (rows, 1), or (rows, PATHS) where they differ by path; own -- the product of each row
    """
    found: dict[int, list[tuple[Places, Places]]] = {}
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


def _walk(outlook: Outlook, cover: Cover, beyond: np.ndarray) -> Courses:
    firsts, own = _walkers(outlook, cover)
    longest, step = outlook.quantiles.shape[2], outlook.step_days
    lead = paths.lead_times(cover.lead, cover.lead_sd)
    late = arrivals.lateness(cover, lead, step)
    lead = np.minimum(lead, longest)
    end = np.minimum(lead + cover.review[:, None], longest)
    at_arrival, at_end = _happening(lead, own), _happening(end, own)
    stop = np.minimum(np.ceil(end.max(axis=1)) + beyond, longest)
    periods = int(stop.max())
    products = outlook.select(firsts)
    ranks, drawn = paths.ranks(outlook.dependence[0], periods), products.drawn(periods)
    quantiles = np.ascontiguousarray(products.quantiles[:, :, :periods].transpose(2, 0, 1))
    coming = arrivals.Coming.of(cover.select(firsts), late[firsts], step)
    since = arrivals.there_from(cover, lead, late, step)
    between = np.flatnonzero(arrivals.comes_between(cover, (since, end), late, step))
    walked, short, waste, sold = np.zeros((4, len(firsts), paths.PATHS), dtype=np.float32)
    shown = np.float32(0) if cover.display is None else cover.display[firsts, None].astype(np.float32)
    # Units on display are sold once an order placed now takes their place.
    replaces, short_then = np.zeros(walked.shape, dtype=bool), np.zeros_like(short)
    waits = False if cover.waits is None else cover.waits[firsts, None]
    beside = np.zeros((len(firsts), 1), np.float32) if cover.taken_over is None else cover.taken_over[firsts]
    first = coming.available(0)
    before_it, with_it = arrivals.around(cover, step)
    earlier = np.broadcast_to(before_it + beside[own], (len(outlook), paths.PATHS))
    together = np.broadcast_to(with_it, earlier.shape)
    # Who waits for goods already is not lost; what is missing on display is owed to nobody.
    owed, awaited = np.maximum(-first, np.float32(0)), np.maximum(-first - shown, np.float32(0))
    lasted = np.zeros(short.shape, dtype=np.int16)
    out = Courses(*np.zeros((len(fields(Courses)), *earlier.shape), dtype=np.float32))
    out.left[:] = (first + beside)[own]
    out.worst[:] = -np.inf
    for period in range(periods):
        demand = quantiles[period] @ paths.WEIGHTS[:, ranks[period]]
        for row, units in drawn:
            demand[row] += units[period]
        there = np.broadcast_to(coming.available(period) + beside, walked.shape)
        usual = np.broadcast_to(outlook.mean[:, [period]], out.total.shape)
        arriving, ending = at_arrival.get(period, ()), at_end.get(period, ())
        before = [short[of] for _, of in arriving]
        if coming.expires:
            # What has been sold stays sold when what is on display expires: that is missing of what comes next.
            np.subtract(walked, short, out=sold)
        walked += demand
        kept = there - waste if coming.expires else there
        gap = walked - kept
        # What is owed, and what is missing on display, is taken out of what comes before anybody else finds it.
        np.maximum(short, walked - np.maximum(kept, sold), out=short)
        if len(between):
            meanwhile = (since[between] < period + 1) & (end[between] >= period + 1)
            out.worst[between] = np.maximum(out.worst[between], np.where(meanwhile, gap[own[between]], -np.inf))
        lasted += short + owed <= 0
        for (at, of), lost in zip(arriving, before, strict=True):
            by_then = walked[of] - _after(lead[at] - period, demand[of], usual[at])
            found = np.minimum(there[of], earlier[at])
            out.early[at] = by_then
            out.lost_early[at] = np.maximum(lost, by_then - np.maximum(found - waste[of], sold[of]))
            out.left[at] = found + together[at] - by_then - waste[of]
            replaces[of], short_then[of] = True, out.lost_early[at]
        if coming.expires:
            # First expired, first out: what is not sold by its last day is gone.
            came, placed = np.maximum(there + awaited, 0), np.where(replaces, shown, np.float32(0))
            served = walked - short + np.minimum(short - short_then, placed) + np.minimum(awaited, came)
            served = np.where(waits, np.minimum(walked + awaited, came - waste + placed), served)
            np.maximum(waste, coming.expired(period) - np.maximum(served - beside, np.float32(0)), out=waste)
        for at, of in ending:
            ended = walked[of] - _after(end[at] - period, demand[of], usual[at])
            out.gap[at] = ended + waste[of] - there[of]
            out.wasted[at], out.lost[at], out.total[at] = waste[of], short[of], ended
        stopping = np.flatnonzero(stop == period + 1)
        out.slack[stopping] = lasted[own[stopping]] - lead[stopping]
    np.maximum(out.worst, out.gap, out=out.worst)
    return out


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

"""Demand summed over days: its distribution, and how long a stock lasts in it.

Quantiles do not add up: the 95 % quantile of a week is less than seven times that of a day, and more than if days were
independent. So demand is followed along sample paths (see `forecasting.paths`), period by period.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import numpy as np

from forecasting.forecast import LEVELS, Forecast
from forecasting.replenishment import kits
from forecasting.replenishment.kits import REPEATED_DAYS, Span, Use
from forecasting.uncertainty import paths
from forecasting.uncertainty.dependence import Dependence

YEAR_DAYS = 365
# As many products at once as fit the processor's cache with all their paths.
PRODUCTS_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class InKits:
    """How kits take a product, and the day on which its first period begins."""

    uses: tuple[Use, ...]
    start: date


@dataclass(frozen=True, slots=True)
class Outlook:
    """Demand ahead of many products that share a step.

    mean -- float64 (products, periods), of a year or more; what kits take included
    quantiles -- float32 (products, levels, periods), of as many periods as are followed; of what is sold alone
    dependence -- of the periods of each product
    in_kits -- of each product; (): no kit takes any of them
    numbers -- int (products,): rows of one number are one product, bought otherwise; (): each is its own
    """

    mean: np.ndarray
    quantiles: np.ndarray
    dependence: tuple[Dependence, ...]
    step_days: int = 1
    in_kits: tuple[InKits, ...] = ()
    numbers: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.mean)

    @property
    def in_units(self) -> np.ndarray:
        """Products that are forecast, so sold, in whole units only, bool (products,)."""
        highest = self.quantiles[:, -1]
        alone = (highest == np.rint(highest)).all(axis=1)
        return alone & [kits.whole(own.uses) for own in self.in_kits] if self.in_kits else alone

    @classmethod
    def of(
        cls, forecasts: Sequence[Forecast], dependence: Sequence[Dependence], skipped: Sequence[int], periods: int
    ) -> "Outlook":
        """So many periods of each forecast, without those at its start that have passed; all of one step."""
        step_days = forecasts[0].step_days if forecasts else 1
        year = max(periods, YEAR_DAYS // step_days)
        mean = np.empty((len(forecasts), year))
        quantiles = np.empty((len(forecasts), len(LEVELS), periods), dtype=np.float32)
        for row, (forecast, passed) in enumerate(zip(forecasts, skipped, strict=True)):
            column = kits.columns(len(forecast), passed, year, REPEATED_DAYS // step_days)
            mean[row], quantiles[row] = forecast.mean[column], forecast.quantiles[:, column[:periods]]
        return cls(mean, quantiles, tuple(paths.rounded(own) for own in dependence), step_days)

    def taken_by(self, in_kits: Sequence[InKits]) -> "Outlook":
        """The same products, of which kits take some as well."""
        if not any(own.uses for own in in_kits):
            return self
        mean = self.mean.copy()
        for row, own in enumerate(in_kits):
            mean[row] += kits.expected(own.uses, Span(own.start, mean.shape[1], self.step_days))
        return replace(self, mean=mean, in_kits=tuple(in_kits))

    def drawn(self, periods: int) -> list[tuple[int, np.ndarray]]:
        """What kits take on every path, float32 (periods, PATHS), with the position of its product."""
        taken = [(row, own) for row, own in enumerate(self.in_kits) if own.uses]
        return [(row, kits.drawn(own.uses, Span(own.start, periods, self.step_days))) for row, own in taken]

    def select(self, rows: np.ndarray) -> "Outlook":
        """The products at these positions."""
        dependence = tuple(self.dependence[row] for row in rows)
        in_kits = tuple(self.in_kits[row] for row in rows) if self.in_kits else ()
        numbers = tuple(self.numbers[row] for row in rows) if self.numbers else ()
        return Outlook(self.mean[rows], self.quantiles[rows], dependence, self.step_days, in_kits, numbers)


@dataclass(frozen=True, slots=True)
class Cover:
    """What is there to meet demand, and how long it has to last; in periods, fractions allowed.

    What has been ordered comes as early or late as what is ordered now: each path has one delay for all.

    on_hand -- units, float (products,)
    arrived -- that have come by each day, if they come on theirs, float (products, days)
    expiring -- of those on hand, units past their last day by each day, (products, days); None: nothing expires
    new_expiring -- the same of those that arrive; None: none of them expire
    taken_over -- besides, what is left on each path of a product whose place it takes, (products, PATHS); None: nothing
    lead, lead_sd -- until an order placed now arrives, and its standard deviation: (products,) each
    review -- from that until the next order arrives, (products,)
    display -- units besides that stay on the shelf: what comes takes their place before they expire; None: none
    waits -- whether customers wait for what is not there, and are given it first, bool (products,); None: nobody does
    """

    on_hand: np.ndarray
    arrived: np.ndarray
    lead: np.ndarray
    lead_sd: np.ndarray
    review: np.ndarray
    expiring: np.ndarray | None = None
    new_expiring: np.ndarray | None = None
    taken_over: np.ndarray | None = None
    display: np.ndarray | None = None
    waits: np.ndarray | None = None

    def select(self, rows: np.ndarray) -> "Cover":
        columns = {own.name: getattr(self, own.name) for own in fields(self)}
        chosen: dict[str, Any] = {name: None if own is None else own[rows] for name, own in columns.items()}
        return Cover(**chosen)

    def without_later(self, day: np.ndarray, last_day: np.ndarray) -> "Cover":
        """Without what comes after a day, and so is past its last day after another; counted from today, int
        (products,) each."""

        def until(units: np.ndarray, days: np.ndarray) -> np.ndarray:
            return np.minimum(units, np.take_along_axis(units, np.minimum(days, units.shape[1] - 1)[:, None], axis=1))

        new = None if self.new_expiring is None else until(self.new_expiring, last_day)
        return replace(self, arrived=until(self.arrived, day), new_expiring=new)

    @classmethod
    def joined(cls, parts: Sequence["Cover"]) -> "Cover":
        """One after the other; something expires in all of them, or in none, and so it is with what is taken over and
        on display."""
        columns = {own.name: [getattr(part, own.name) for part in parts] for own in fields(cls)}
        whole: dict[str, Any] = {name: None if own[0] is None else np.concatenate(own) for name, own in columns.items()}
        return cls(**whole)


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
    late = _late(cover, lead, step)
    lead = np.minimum(lead, longest)
    end = np.minimum(lead + cover.review[:, None], longest)
    arrivals, endings = _happening(lead, own), _happening(end, own)
    stop = np.minimum(np.ceil(end.max(axis=1)) + beyond, longest)
    periods = int(stop.max())
    products = outlook.select(firsts)
    ranks, drawn = paths.ranks(outlook.dependence[0], periods), products.drawn(periods)
    quantiles = np.ascontiguousarray(products.quantiles[:, :, :periods].transpose(2, 0, 1))
    coming = _Coming.of(cover.select(firsts), late[firsts], step)
    since = _since(cover, lead, late, step)
    between = np.flatnonzero(_comes_between(cover, (since, end), late, step))
    walked, short, waste, sold = np.zeros((4, len(firsts), paths.PATHS), dtype=np.float32)
    shown = np.float32(0) if cover.display is None else cover.display[firsts, None].astype(np.float32)
    # Units on display are sold once an order placed now takes their place.
    replaces, short_then = np.zeros(walked.shape, dtype=bool), np.zeros_like(short)
    waits = False if cover.waits is None else cover.waits[firsts, None]
    beside = np.zeros((len(firsts), 1), np.float32) if cover.taken_over is None else cover.taken_over[firsts]
    first = coming.available(0)
    before_it, with_it = _around(cover, step)
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
        arriving, ending = arrivals.get(period, ()), endings.get(period, ())
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


@dataclass(frozen=True, slots=True)
class _Coming:
    """What there is by the end of each period: where goods come as early or late as their path says, by path.

    late -- days, int (products, 1 or PATHS); the rest by day, float32 (products, days + 1), the first of them before
            anything has come; expires -- whether anything does
    """

    late: np.ndarray
    step_days: int
    arrived: np.ndarray
    expiring: np.ndarray
    new_expiring: np.ndarray
    expires: bool

    @classmethod
    def of(cls, cover: Cover, late: np.ndarray, step_days: int) -> "_Coming":
        is_any = (cover.arrived[:, -1] > 0).any()
        later = late if is_any else np.zeros((len(late), 1), dtype=late.dtype)
        arrived = _from_day(cover.on_hand, cover.arrived)
        nothing = np.zeros(len(late))
        old, new = (_from_day(nothing, units) for units in (cover.expiring, cover.new_expiring))
        return cls(later, step_days, arrived, old, new, cover.expiring is not None)

    def available(self, period: int) -> np.ndarray:
        """On hand or arrived, (products, 1 or PATHS)."""
        return self._by_path(period, self.arrived)

    def expired(self, period: int) -> np.ndarray:
        """Past their last day, if none of them were sold, the same shape."""
        last = min((period + 1) * self.step_days, self.expiring.shape[1] - 1)
        return np.asarray(self.expiring[:, [last]] + self._by_path(period, self.new_expiring))

    def _by_path(self, period: int, units: np.ndarray) -> np.ndarray:
        day = np.clip((period + 1) * self.step_days - self.late, 0, units.shape[1] - 1)
        return np.take_along_axis(units, day, axis=1)


def _from_day(first: np.ndarray, units: np.ndarray | None) -> np.ndarray:
    """first -- of each product, before any day; units -- besides by each day, (products, days); None: nothing"""
    if units is None:
        return first[:, None].astype(np.float32)
    return (first[:, None] + np.pad(units, ((0, 0), (1, 0)))).astype(np.float32)


def _expected_day(cover: Cover, step_days: int) -> np.ndarray:
    """Of an order placed now, from today, int (products,)."""
    return np.ceil(np.round(cover.lead * step_days, 6)).astype(int)


def _late(cover: Cover, lead: np.ndarray, step_days: int) -> np.ndarray:
    """By how many whole days what is on its way comes later than expected, int (products, 1 or PATHS): as late as an
    order placed now, and with it if it is expected on the same day."""
    late = (lead - cover.lead[:, None]) * step_days
    there = np.ceil(np.round(lead * step_days, 6)) - _expected_day(cover, step_days)[:, None]
    return np.minimum(np.rint(late), there).astype(int)


def _around(cover: Cover, step_days: int) -> tuple[np.ndarray, np.ndarray]:
    """What there is before an order placed now comes, and what comes with it, whatever its delay: what is expected on
    the same day comes as late. Float32 (products, 1) each."""
    there = _from_day(cover.on_hand, cover.arrived)
    day, last = _expected_day(cover, step_days)[:, None], there.shape[1] - 1
    before, then = (np.take_along_axis(there, np.minimum(own, last), axis=1) for own in (day, day + 1))
    return before, then - before


def _since(cover: Cover, lead: np.ndarray, late: np.ndarray, step_days: int) -> np.ndarray:
    """When an order placed now is there, in periods (products, 1 or PATHS): not before the day it is expected on, for
    what is expected on that day already comes as early or late."""
    return np.maximum(lead, (_expected_day(cover, step_days)[:, None] + late) / step_days)


def _comes_between(cover: Cover, spans: tuple[np.ndarray, np.ndarray], late: np.ndarray, step_days: int) -> np.ndarray:
    """Whether anything comes after an order placed now and before the next one, bool (products,); spans -- when the
    former is there, and when the latter, in periods"""
    since, end = spans
    last, rows = cover.arrived.shape[1] - 1, np.arange(len(since))
    first = ((np.floor(since) + 1) * step_days - 1 - late).min(axis=1)
    final = (np.ceil(end) * step_days - 1 - late).max(axis=1)
    begin, until = (np.clip(days, 0, last).astype(int) for days in (first, final))
    return np.asarray(cover.arrived[rows, until] > cover.arrived[rows, begin])


def _after(part: np.ndarray, demand: np.ndarray, usual: np.ndarray) -> np.ndarray | float:
    """Demand of a period after a part of it; that part has its mean in proportion and its spread by the root."""
    if (part >= 1.0).all():
        return 0.0
    share = np.minimum(part, 1.0)
    return demand - np.where(part < 1.0, np.maximum(share * usual + np.sqrt(share) * (demand - usual), 0.0), demand)

"""Demand summed over days: its distribution, and how long a stock lasts in it.

Quantiles do not add up: the 95 % quantile of a week is less than seven times that of a day, and more than if days were
independent. So demand is followed along sample paths (see `forecasting.paths`), period by period.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

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

    available -- units on hand and arrived by each period, float (products, periods)
    expiring -- of them, units past their last day by the end of each period, the same shape; None: nothing expires
    taken_over -- besides, what is left on each path of a product whose place it takes, (products, PATHS); None: nothing
    lead, lead_sd -- until an order placed now arrives, and its standard deviation: (products,) each
    review -- from that until the next order arrives, (products,)
    display -- units besides that stay on the shelf: what comes takes their place before they expire; None: none
    """

    available: np.ndarray
    lead: np.ndarray
    lead_sd: np.ndarray
    review: np.ndarray
    expiring: np.ndarray | None = None
    taken_over: np.ndarray | None = None
    display: np.ndarray | None = None

    def select(self, rows: np.ndarray) -> "Cover":
        optional = (None if own is None else own[rows] for own in (self.expiring, self.taken_over, self.display))
        return Cover(self.available[rows], self.lead[rows], self.lead_sd[rows], self.review[rows], *optional)

    @classmethod
    def joined(cls, parts: Sequence["Cover"]) -> "Cover":
        """One after the other; something expires in all of them, or in none, and so it is with what is taken over and
        on display."""
        expiring = [part.expiring for part in parts if part.expiring is not None]
        taken_over = [part.taken_over for part in parts if part.taken_over is not None]
        display = [part.display for part in parts if part.display is not None]
        return cls(
            available=np.concatenate([part.available for part in parts]),
            lead=np.concatenate([part.lead for part in parts]),
            lead_sd=np.concatenate([part.lead_sd for part in parts]),
            review=np.concatenate([part.review for part in parts]),
            expiring=np.concatenate(expiring) if expiring else None,
            taken_over=np.concatenate(taken_over) if taken_over else None,
            display=np.concatenate(display) if display else None,
        )


@dataclass(frozen=True, slots=True)
class Courses:
    """What happened on each path if nothing is ordered, float32 (products, PATHS) each.

    total -- demand until the order after this one would arrive; early -- until an order placed now does
    left -- what an order placed now finds there, less all that found nothing there
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
    nothing, periods = np.zeros(len(outlook)), outlook.quantiles.shape[2]
    cover = Cover(np.zeros((len(outlook), periods)), nothing, nothing, nothing + days / outlook.step_days)
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
    numbers = outlook.numbers or range(len(outlook))
    _, firsts, own = np.unique(numbers, return_index=True, return_inverse=True)
    longest = outlook.quantiles.shape[2]
    lead = np.minimum(paths.lead_times(cover.lead, cover.lead_sd), longest)
    end = np.minimum(lead + cover.review[:, None], longest)
    arrivals, endings = _happening(lead, own), _happening(end, own)
    stop = np.minimum(np.ceil(end.max(axis=1)) + beyond, longest)
    periods = int(stop.max())
    products = outlook.select(firsts)
    ranks, drawn = paths.ranks(outlook.dependence[0], periods), products.drawn(periods)
    quantiles = np.ascontiguousarray(products.quantiles[:, :, :periods].transpose(2, 0, 1))
    since = _since(outlook, cover, lead)
    between = np.flatnonzero(_comes_between(cover, since, end))
    walked, short, waste = np.zeros((3, len(firsts), paths.PATHS), dtype=np.float32)
    available = cover.available[firsts].astype(np.float32)
    shown = np.float32(0) if cover.display is None else cover.display[firsts, None].astype(np.float32)
    beside = np.zeros((len(firsts), 1), np.float32) if cover.taken_over is None else cover.taken_over[firsts]
    # Who waits for goods already is not lost.
    owed = np.broadcast_to(np.maximum(-available[:, [0]], np.float32(0)), walked.shape)
    lasted = np.zeros(short.shape, dtype=np.int16)
    out = Courses(*np.zeros((len(fields(Courses)), len(outlook), paths.PATHS), dtype=np.float32))
    out.left[:] = (available[:, :1] + beside)[own]
    out.worst[:] = -np.inf
    for period in range(periods):
        demand = quantiles[period] @ paths.WEIGHTS[:, ranks[period]]
        for row, units in drawn:
            demand[row] += units[period]
        there = np.broadcast_to(available[:, [period]] + beside, walked.shape)
        usual = np.broadcast_to(outlook.mean[:, [period]], out.total.shape)
        arriving, ending = arrivals.get(period, ()), endings.get(period, ())
        before = [short[of] for _, of in arriving]
        walked += demand
        unmet = walked - (there + owed[:, :1])
        if cover.expiring is not None:
            unmet += waste
        np.maximum(short, unmet, out=short)
        if len(between):
            meanwhile = (since[between] < period + 1) & (end[between] >= period + 1)
            gaps = (unmet + owed[:, :1])[own[between]]
            out.worst[between] = np.maximum(out.worst[between], np.where(meanwhile, gaps, -np.inf))
        lasted += short + owed[:, :1] <= 0
        for (at, of), lost in zip(arriving, before, strict=True):
            by_then = walked[of] - _after(lead[at] - period, demand[of], usual[at])
            out.early[at] = by_then
            out.lost_early[at] = np.maximum(lost, by_then + waste[of] - there[of] - owed[of])
            out.left[at] = there[of] - by_then - waste[of]
        if cover.expiring is not None:
            # First expired, first out: what is not sold by its last day is gone.
            sold = np.maximum(walked - np.maximum(short - shown, np.float32(0)) - beside, np.float32(0))
            np.maximum(waste, cover.expiring[firsts, period, None] - sold, out=waste)
        for at, of in ending:
            ended = walked[of] - _after(end[at] - period, demand[of], usual[at])
            out.gap[at] = ended + waste[of] - there[of]
            out.wasted[at], out.lost[at], out.total[at] = waste[of], short[of], ended
        stopping = np.flatnonzero(stop == period + 1)
        out.slack[stopping] = lasted[own[stopping]] - lead[stopping]
    np.maximum(out.worst, out.gap, out=out.worst)
    return out


def _since(outlook: Outlook, cover: Cover, lead: np.ndarray) -> np.ndarray:
    """When an order placed now is there, in periods (products, PATHS): not before the day it is expected on, for what
    is expected on that day already comes as early or late."""
    expected = np.ceil(cover.lead * outlook.step_days) / outlook.step_days
    return np.asarray(np.maximum(lead, expected[:, None]))


def _comes_between(cover: Cover, since: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Whether anything comes after an order placed now and before the next one, bool (products,)."""
    last = cover.available.shape[1] - 1
    first = np.clip(np.floor(since.min(axis=1)).astype(int), 0, last)
    final = np.clip(np.ceil(end.max(axis=1)).astype(int) - 1, 0, last)
    rows = np.arange(len(since))
    return np.asarray(cover.available[rows, final] > cover.available[rows, first])


def _after(part: np.ndarray, demand: np.ndarray, usual: np.ndarray) -> np.ndarray | float:
    """Demand of a period after a part of it; that part has its mean in proportion and its spread by the root."""
    if (part >= 1.0).all():
        return 0.0
    share = np.minimum(part, 1.0)
    return demand - np.where(part < 1.0, np.maximum(share * usual + np.sqrt(share) * (demand - usual), 0.0), demand)

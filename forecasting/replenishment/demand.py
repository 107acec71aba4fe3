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
    """

    mean: np.ndarray
    quantiles: np.ndarray
    dependence: tuple[Dependence, ...]
    step_days: int = 1
    in_kits: tuple[InKits, ...] = ()

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
        return Outlook(self.mean[rows], self.quantiles[rows], dependence, self.step_days, in_kits)


@dataclass(frozen=True, slots=True)
class Cover:
    """What is there to meet demand, and how long it has to last; in periods, fractions allowed.

    available -- units on hand and arrived by each period, float (products, periods)
    expiring -- of them, units past their last day by the end of each period, the same shape; None: nothing expires
    lead, lead_sd -- until an order placed now arrives, and its standard deviation: (products,) each
    review -- from that until the next order arrives, (products,)
    """

    available: np.ndarray
    lead: np.ndarray
    lead_sd: np.ndarray
    review: np.ndarray
    expiring: np.ndarray | None = None

    def select(self, rows: np.ndarray) -> "Cover":
        expiring = None if self.expiring is None else self.expiring[rows]
        return Cover(self.available[rows], self.lead[rows], self.lead_sd[rows], self.review[rows], expiring)


@dataclass(frozen=True, slots=True)
class Courses:
    """What happened on each path if nothing is ordered, float32 (products, PATHS) each.

    total -- demand until the order after this one would arrive; early -- until an order placed now does
    left -- what an order placed now finds there, less all that found nothing there
    wasted -- what expires of all that was there, until the order after it
    lost_early, lost -- demand that found an empty shelf until an order placed now arrives, and until the one after it
    gap   -- by how much demand until the next arrival exceeds all that was there by then; negative: so much is left
    slack -- periods by which an order may wait and still come before the shelf is empty; negative: it is late
    """

    total: np.ndarray
    early: np.ndarray
    left: np.ndarray
    wasted: np.ndarray
    lost_early: np.ndarray
    lost: np.ndarray
    gap: np.ndarray
    slack: np.ndarray


def follow(outlook: Outlook, cover: Cover, beyond: int = 0) -> Courses:
    """Walk every product down its paths over lead time and review, and at least so many periods beyond."""
    shape = (len(outlook), paths.PATHS)
    columns = [np.empty(shape, dtype=np.float32) for _ in fields(Courses)]
    for rows in _alike(outlook, cover):
        part = _walk(outlook.select(rows), cover.select(rows), beyond)
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
    review = np.array([days / forecast.step_days])
    periods = max(1, int(np.ceil(review.item())))
    outlook = Outlook.of([forecast], [dependence], [0], periods)
    return follow(outlook, Cover(np.zeros((1, periods)), np.zeros(1), np.zeros(1), review)).total[0]


def _alike(outlook: Outlook, cover: Cover) -> Iterator[np.ndarray]:
    """Positions of products that can be followed together: of one dependence, and of about the same length."""
    groups: dict[tuple[Dependence, bool], list[int]] = {}
    for row in np.argsort(cover.lead + cover.review, kind="stable"):
        groups.setdefault((outlook.dependence[row], bool(cover.lead_sd[row] > 0)), []).append(row)
    for members in groups.values():
        for first in range(0, len(members), PRODUCTS_AT_ONCE):
            yield np.array(members[first : first + PRODUCTS_AT_ONCE])


def _walk(outlook: Outlook, cover: Cover, beyond: int) -> Courses:
    longest = outlook.quantiles.shape[2]
    lead = np.minimum(paths.lead_times(cover.lead, cover.lead_sd), longest)
    end = np.minimum(lead + cover.review[:, None], longest)
    periods = min(int(np.ceil(end.max())) + beyond, longest)
    ranks, drawn = paths.ranks(outlook.dependence[0], periods), outlook.drawn(periods)
    available = cover.available.astype(np.float32)
    # Who waits for goods already is not lost.
    owed = np.maximum(-available[:, [0]], np.float32(0))
    arrival, last = np.ceil(lead), np.ceil(end)
    walked, total, early, left, wasted, lost_early, lost, gap, short, waste = np.zeros(
        (10, len(outlook), paths.PATHS), dtype=np.float32
    )
    left += available[:, [0]]
    lasted = np.zeros(short.shape, dtype=np.int16)
    for period in range(periods):
        demand = outlook.quantiles[:, :, period] @ paths.WEIGHTS[:, ranks[period]]
        for row, units in drawn:
            demand[row] += units[period]
        there, before = available[:, [period]], short.copy() if (arrival == period + 1).any() else short
        walked += demand
        unmet = walked - (there + owed)
        if cover.expiring is not None:
            unmet += waste
        np.maximum(short, unmet, out=short)
        lasted += short + owed <= 0
        if (due := arrival == period + 1).any():
            by_then = walked - _after(lead, demand, outlook, period)
            np.copyto(early, by_then, where=due)
            np.copyto(lost_early, np.maximum(before, by_then + waste - there - owed), where=due)
            np.copyto(left, there - by_then - waste, where=due)
        ending = last == period + 1
        if cover.expiring is not None:
            # First expired, first out: what is not sold by its last day is gone.
            np.maximum(waste, cover.expiring[:, [period]] - (walked - short), out=waste)
        if ending.any():
            ended = walked - _after(end, demand, outlook, period)
            np.copyto(gap, ended + waste - there, where=ending)
            np.copyto(wasted, waste, where=ending)
            np.copyto(lost, short, where=ending)
            np.copyto(total, ended, where=ending)
    return Courses(total, early, left, wasted, lost_early, lost, gap, lasted - lead)


def _after(moment: np.ndarray, demand: np.ndarray, outlook: Outlook, period: int) -> np.ndarray | float:
    """Demand of a period after this moment; the part before has its mean in proportion and its spread by the root."""
    part, mean = np.clip(moment - period, 0.0, 1.0), outlook.mean[:, [period]]
    if (part == 1.0).all():
        return 0.0
    return demand - np.where(part < 1.0, np.maximum(part * mean + np.sqrt(part) * (demand - mean), 0.0), demand)

"""What is there to meet demand, what is on its way, and when an order placed now comes beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Cover:
    """What is there to meet demand, and how long it has to last; in periods, fractions allowed.

    What has been ordered comes as early or late as what is ordered now: each path has one delay for all.

    on_hand -- units, float (products,)
    arrived -- that have come by each day, if they come on theirs, float (products, days)
    expiring -- of those on hand, units past their last day by each day, (products, days); None: nothing expires
    new_expiring -- the same of those that arrive; None: none of them expire
    taken_over -- besides, what is left on each path of a product whose place it takes, (products, PATHS); None: nothing
    taken_from -- the day from which that is there, counted from today, int (products,); None: today
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
    taken_from: np.ndarray | None = None
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
class Coming:
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
    def of(cls, cover: Cover, late: np.ndarray, step_days: int) -> "Coming":
        is_any = (cover.arrived[:, -1] > 0).any()
        later = late if is_any else np.zeros((len(late), 1), dtype=late.dtype)
        arrived = _from_day(cover.on_hand, cover.arrived)
        nothing = np.zeros(len(late))
        old, new = (_from_day(nothing, units) for units in (cover.expiring, cover.new_expiring))
        return cls(later, step_days, arrived, old, new, cover.expiring is not None)

    def available(self, period: int) -> np.ndarray:
        """On hand or arrived, (products, 1 or PATHS)."""
        return self._by_path((period + 1) * self.step_days, self.arrived)

    def expired(self, days: int) -> np.ndarray:
        """Past their last day after so many, if none of them were sold, the same shape."""
        last = min(days, self.expiring.shape[1] - 1)
        return np.asarray(self.expiring[:, [last]] + self._by_path(days, self.new_expiring))

    def _by_path(self, days: int, units: np.ndarray) -> np.ndarray:
        day = np.clip(days - self.late, 0, units.shape[1] - 1)
        return np.take_along_axis(units, day, axis=1)


def _from_day(first: np.ndarray, units: np.ndarray | None) -> np.ndarray:
    """first -- of each product, before any day; units -- besides by each day, (products, days); None: nothing"""
    if units is None:
        return first[:, None].astype(np.float32)
    return (first[:, None] + np.pad(units, ((0, 0), (1, 0)))).astype(np.float32)


def taken_over(cover: Cover, day: np.ndarray | int) -> np.ndarray:
    """What is there by the end of a day of what is taken over, whatever its delay, (products, 1 or PATHS); day -- from
    today, (products, 1), or one for all"""
    if cover.taken_over is None:
        return np.zeros((len(cover.on_hand), 1), dtype=np.float32)
    if cover.taken_from is None:
        return cover.taken_over
    return np.where(cover.taken_from[:, None] <= np.maximum(day, 0), cover.taken_over, np.float32(0))


def expected_day(cover: Cover, step_days: int) -> np.ndarray:
    """Of an order placed now, from today, int (products,)."""
    return np.ceil(np.round(cover.lead * step_days, 6)).astype(int)


def lateness(cover: Cover, lead: np.ndarray, step_days: int) -> np.ndarray:
    """By how many whole days what is on its way comes later than expected, int (products, 1 or PATHS): as late as an
    order placed now, and with it if it is expected on the same day."""
    days = (lead - cover.lead[:, None]) * step_days
    there = np.ceil(np.round(lead * step_days, 6)) - expected_day(cover, step_days)[:, None]
    return np.minimum(np.rint(days), there).astype(int)


def around(cover: Cover, step_days: int) -> tuple[np.ndarray, np.ndarray]:
    """What there is before an order placed now comes, and what comes with it, whatever its delay: what is expected on
    the same day comes as late. Float32 (products, 1 or PATHS) each."""
    there = _from_day(cover.on_hand, cover.arrived)
    day, last = expected_day(cover, step_days)[:, None], there.shape[1] - 1
    before, then = (
        np.take_along_axis(there, np.minimum(own, last), axis=1) + taken_over(cover, own - 1) for own in (day, day + 1)
    )
    return before, then - before


def there_from(cover: Cover, lead: np.ndarray, late: np.ndarray, step_days: int) -> np.ndarray:
    """When an order placed now is there, in periods (products, 1 or PATHS): not before the day it is expected on, for
    what is expected on that day already comes as early or late."""
    return np.maximum(lead, (expected_day(cover, step_days)[:, None] + late) / step_days)


def comes_between(cover: Cover, spans: tuple[np.ndarray, np.ndarray], late: np.ndarray, step_days: int) -> np.ndarray:
    """Whether anything comes after an order placed now and before the next one, bool (products,); spans -- when the
    former is there, and when the latter, in periods"""
    since, end = spans
    last, rows = cover.arrived.shape[1] - 1, np.arange(len(since))
    first, final = (np.floor(since) + 1) * step_days - 1, np.ceil(end) * step_days - 1
    earliest, latest = (first - late).min(axis=1), (final - late).max(axis=1)
    begin, until = (np.clip(days, 0, last).astype(int) for days in (earliest, latest))
    comes = cover.arrived[rows, until] > cover.arrived[rows, begin]
    if cover.taken_from is not None:
        comes |= (cover.taken_from > first.min(axis=1)) & (cover.taken_from <= final.max(axis=1))
    return np.asarray(comes)

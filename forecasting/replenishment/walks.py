"""The courses that an order rests on: what happens to what is there and on its way, until when it matters."""

from dataclasses import dataclass, replace

import numpy as np

from forecasting.replenishment import demand, endings
from forecasting.replenishment.arrivals import Cover
from forecasting.replenishment.courses import Courses
from forecasting.replenishment.goals import Goals
from forecasting.replenishment.outlook import Outlook
from forecasting.replenishment.terms import Stock, Terms

# How far past the next review the day is looked for on which to order at the latest.
LOOK_AHEAD_DAYS = 28
# Stock that lasts this much longer than it has to, with the certainty asked for, is too much.
EXCESS_DAYS = 90
# The rows of what expires, and their courses until what would be ordered now does.
Aged = tuple[np.ndarray, Courses]


def days_ahead(terms: Terms) -> int:
    """Days of forecast that `advise` looks at."""
    longest = (terms.protected_days + 5 * terms.lead_sd_days).max(initial=0.0)
    return int(np.ceil(longest)) + max(LOOK_AHEAD_DAYS, EXCESS_DAYS)


@dataclass(frozen=True, slots=True)
class Walked:
    """What happens on the paths, whatever chance is wanted.

    later -- the rows of which too much may be there, and their courses for EXCESS_DAYS longer
    lost -- before an order could come
    alone -- without what comes with an order placed now and expires with it: so much is with_it; until_last_days --
    of these, what expires: see `_until_last_days`
    """

    courses: Courses
    aged: Aged
    later: tuple[np.ndarray, Courses]
    lost: np.ndarray
    alone: Courses
    until_last_days: list[Aged]
    with_it: np.ndarray


def walked(outlook: Outlook, terms: Terms, stock: Stock, is_whole: bool) -> Walked:
    """is_whole -- paths are followed beyond the next arrival, for all that is said besides the quantity"""
    own = terms.goals or Goals.none(len(outlook))
    there = stock.on_hand + units_arriving(terms, stock)
    courses, aged, later = _walks(outlook, terms, stock, there - own.display if is_whole else None)
    lost = np.where(terms.backorders.astype(bool)[:, None], np.float32(0), courses.lost_early)
    return Walked(courses, aged, later, lost, *_alone(outlook, terms, stock, (courses, aged)))


def units_arriving(terms: Terms, stock: Stock) -> np.ndarray:
    return in_time(stock.coming, terms.protected_days)


def in_time(arriving: np.ndarray, days: np.ndarray) -> np.ndarray:
    return np.where(np.arange(arriving.shape[1]) < np.ceil(days)[:, None], arriving, 0.0).sum(axis=1)


def on_its_day(arriving: np.ndarray, terms: Terms) -> np.ndarray:
    """Units that come on the day an order placed now does, (products,)."""
    day = terms.arrival_day
    return np.where(day < arriving.shape[1], arriving[np.arange(len(day)), np.minimum(day, arriving.shape[1] - 1)], 0.0)


def _fresh_on_its_day(stock: Stock, terms: Terms, shelf_days: np.ndarray) -> np.ndarray:
    """The same, without what expires before an order placed now does."""
    comes, last = on_its_day(stock.arriving, terms), terms.arrival_day + shelf_days - 1
    if stock.expiring is None:
        return comes
    rows = np.flatnonzero(last < stock.expiring.shape[1])
    comes[rows] = np.minimum(comes[rows], stock.expiring[rows, last[rows].astype(int)])
    return comes


def between(arriving: np.ndarray, terms: Terms) -> np.ndarray:
    """Units that come after the day of an order placed now, and before the next one, (products,)."""
    return np.maximum(in_time(arriving, terms.protected_days) - in_time(arriving, terms.arrival_day + 1.0), 0.0)


def longer(cover: Cover, review: np.ndarray) -> Cover:
    """The same, to last for another time from the arrival on; in periods."""
    return replace(cover, review=np.maximum(review, 1.0))


def cover(outlook: Outlook, terms: Terms, stock: Stock) -> Cover:
    """What stays on the shelf never is there; what comes on a day is there for all of its period."""
    step, own = outlook.step_days, terms.goals or Goals.none(len(outlook))
    review = terms.protected_days - terms.lead_days
    old, new = (None, None) if stock.expiring is None else _expiring(stock, own.shelf_days)
    return Cover(
        on_hand=stock.on_hand - own.display,
        arrived=np.cumsum(stock.arriving, axis=1),
        lead=terms.lead_days / step,
        lead_sd=terms.lead_sd_days / step,
        review=review / step,
        expiring=old,
        new_expiring=new,
        taken_over=stock.taken_over,
        taken_from=stock.taken_from,
        display=own.display if stock.expiring is not None and own.display.any() else None,
        waits=terms.backorders > 0 if stock.expiring is not None else None,
    )


def _expiring(stock: Stock, shelf_days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Units past their last day by each day: of those on hand, and of those that arrive; (products, days) each."""
    days = stock.arriving.shape[1]
    assert stock.expiring is not None
    new = np.zeros(stock.arriving.shape)
    for row in np.flatnonzero(shelf_days < days + 1):
        last = int(shelf_days[row]) - 1
        new[row, last:] = stock.arriving[row, : days - last]
    new = np.minimum(new, stock.expiring)
    return np.cumsum(stock.expiring - new, axis=1), np.cumsum(new, axis=1)


def _walks(
    outlook: Outlook, terms: Terms, stock: Stock, free: np.ndarray | None
) -> tuple[Courses, Aged, tuple[np.ndarray, Courses]]:
    """What happens until the order after this one arrives; with their rows, until this one expires, where it does, and
    until what is free is too much, where it may be.

    Walked together: of a product all of them begin alike. free -- None: nobody asks for more than the quantity
    """
    own, step = terms.goals or Goals.none(len(outlook)), outlook.step_days
    now = cover(outlook, terms, stock)
    expiring = np.flatnonzero(own.expires)
    life = longer(now.select(expiring), own.shelf_days[expiring] / step)
    later = longer(now, now.review + EXCESS_DAYS / step)
    many = np.flatnonzero(free > _until(outlook, later)) if free is not None else np.arange(0)
    rows = [np.arange(len(outlook)), expiring, many]
    look_ahead = LOOK_AHEAD_DAYS // step if free is not None else 0
    beyond = np.repeat([look_ahead, 0, 0], [len(part) for part in rows])
    numbered = replace(outlook, numbers=outlook.numbers or tuple(range(len(outlook))))
    covers = Cover.joined([now, life, later.select(many)])
    courses = demand.follow(numbered.select(np.concatenate(rows)), covers, beyond)
    first, aged, last = courses.split([len(part) for part in rows])
    return first, (expiring, endings.continued(aged, outlook.select(expiring), life)), (many, last)


def _until(outlook: Outlook, cover: Cover) -> np.ndarray:
    """Expected demand of the whole periods until the order after this one arrives, (products,)."""
    ends = np.ceil(cover.lead + cover.review)
    return np.asarray(np.where(np.arange(outlook.mean.shape[1]) < ends[:, None], outlook.mean, 0.0).sum(axis=1))


def _alone(
    outlook: Outlook, terms: Terms, stock: Stock, walked: tuple[Courses, Aged]
) -> tuple[Courses, list[Aged], np.ndarray]:
    """The same courses without what comes with an order placed now and expires with it, and how much that is,
    (products,): it is a part of that order already, and as fresh."""
    courses, (expiring, old) = walked
    own, step = terms.goals or Goals.none(len(outlook)), outlook.step_days
    with_it = np.where(own.expires, _fresh_on_its_day(stock, terms, own.shelf_days), 0.0)
    rows = np.flatnonzero(with_it > 0)
    if not len(rows):
        return courses, _until_last_days(outlook, terms, stock, (expiring, old)), with_it
    without_it = stock.without(with_it, terms.arrival_day, terms.arrival_day + own.shelf_days - 1)
    now = cover(outlook, terms, without_it).select(rows)
    life = longer(now, own.shelf_days[rows] / step)
    covers = Cover.joined([now, life])
    numbered = replace(outlook, numbers=outlook.numbers or tuple(range(len(outlook))))
    alone, aged = demand.follow(numbered.select(np.concatenate([rows, rows])), covers).split([len(rows)] * 2)
    aged = endings.continued(aged, outlook.select(rows), life)
    old = old.replaced(np.searchsorted(expiring, rows), aged)
    return courses.replaced(rows, alone), _until_last_days(outlook, terms, without_it, (expiring, old)), with_it


def _until_last_days(outlook: Outlook, terms: Terms, stock: Stock, aged: Aged) -> list[Aged]:
    """The courses of what expires until an order placed now does, and until each delivery does that comes between it
    and the next one: what keeps for longer is sold later, and takes nothing from what expires first."""
    expiring, old = aged
    now, ends = cover(outlook, terms, stock), np.ceil(terms.protected_days).astype(int)
    days = {
        row: [day, *(day + 1 + np.flatnonzero(stock.arriving[row, day + 1 : ends[row]]))]
        for row, day in zip(expiring, terms.arrival_day[expiring], strict=True)
    }
    crossed = [row for row, own in days.items() if len(own) > 1]
    parts = []
    for number in range(max((len(days[row]) for row in crossed), default=0)):
        rows = np.array([row for row in crossed if len(days[row]) > number])
        parts.append((rows, _until_last(outlook, terms, now, rows, np.array([days[row][number] for row in rows]))))
    if not parts:
        return [aged]
    (rows, first), *others = parts
    return [(expiring, old.replaced(np.searchsorted(expiring, rows), first)), *others]


def _until_last(outlook: Outlook, terms: Terms, now: Cover, rows: np.ndarray, day: np.ndarray) -> Courses:
    """The courses of these rows until what comes on a day, (rows,), expires, without what comes later."""
    shelf_days = (terms.goals or Goals.none(len(outlook))).shelf_days[rows]
    until = np.minimum(day + shelf_days - 1, now.arrived.shape[1] - 1).astype(int)
    own = now.select(rows).without_later(day, until)
    life = longer(own, (shelf_days + day - terms.arrival_day[rows]) / outlook.step_days)
    # Of one product, each is without other deliveries.
    each = replace(outlook.select(rows), numbers=())
    return endings.continued(demand.follow(each, life), each, life)

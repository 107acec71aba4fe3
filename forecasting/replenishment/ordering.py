"""What to order: what is asked for from the arrival of an order placed now to the next one, less what is left by then.

What finds an empty shelf before that arrival is lost to a shop, and no order can sell it any more; where customers
wait, it is owed to them (lost sales and backorders: Zipkin, "Foundations of Inventory Management", 2000, ch. 6).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from forecasting.replenishment import demand, endings, goals, packs
from forecasting.replenishment.arrivals import Cover
from forecasting.replenishment.demand import Courses
from forecasting.replenishment.endings import Sales
from forecasting.replenishment.goals import Goals
from forecasting.replenishment.outlook import Outlook
from forecasting.replenishment.packs import TOLERANCE
from forecasting.replenishment.terms import Stock, Terms

# How far past the next review the day is looked for on which to order at the latest.
LOOK_AHEAD_DAYS = 28
# Stock that lasts this much longer than it has to, with the certainty asked for, is too much.
EXCESS_DAYS = 90
YEAR_DAYS, WEEK_DAYS = 365, 7
# The rows of what expires, and their courses until what would be ordered now does.
Aged = tuple[np.ndarray, Courses]


@dataclass(frozen=True, slots=True)
class Advice:
    """Per product, (products,); days are counted from today (0), NaN for none within sight.

    needed -- order-up-to level: units that, had they been there from the start, would do with the wanted chance;
              what is lost before an order can arrive is not in them
    expected -- the same of expected demand, so that the rest is safety stock
    arriving -- on their way in time, with what is taken over, without what comes after an order placed now would, and
                too late for what is asked for by then; taken_over -- of them, expected to be left of what a
                product takes the place of; lost -- expected demand that no order can meet any more
    yearly -- expected demand of a year; variation -- of a week's, its standard deviation by its mean; NaN for none
    level -- chance of no stock-out that `needed` keeps: the one wanted, less where more would expire, or be left at its
             end, than it earns
    quantity -- to order, whole packs; order_by -- last day on which ordering keeps the service level, negative: passed
    stock_out -- day on which expected demand empties the shelf; days_of_cover -- the same, with the fraction of a day
    will_expire -- units that are there or on their way and are expected to expire
    order_waste -- of the quantity, expected to expire, or not to be sold before demand ends
    refused -- what packs and the smallest order would make of it, where that is not worth what it leaves; 0: they do
               not; refused_waste -- of it, as of the quantity
    units_at_risk -- expected unmet demand that an order placed now would meet; excess -- units more than enough
    left -- expected to be there when an order placed now comes, without what stays on the shelf
    room -- units that an order may bring at most; inf: any number
    """

    needed: np.ndarray
    expected: np.ndarray
    arriving: np.ndarray
    taken_over: np.ndarray
    lost: np.ndarray
    level: np.ndarray
    yearly: np.ndarray
    variation: np.ndarray
    quantity: np.ndarray
    order_by: np.ndarray
    stock_out: np.ndarray
    days_of_cover: np.ndarray
    will_expire: np.ndarray
    order_waste: np.ndarray
    refused: np.ndarray
    refused_waste: np.ndarray
    units_at_risk: np.ndarray
    excess: np.ndarray
    left: np.ndarray
    room: np.ndarray


@dataclass(frozen=True, slots=True)
class Order:
    """Of an advice, what an order is made of: see there.

    asked -- units that an order could sell on each path, (products, PATHS); below zero: what is left without one
    """

    quantity: np.ndarray
    left: np.ndarray
    room: np.ndarray
    asked: np.ndarray


def days_ahead(terms: Terms) -> int:
    """Days of forecast that `advise` looks at."""
    longest = (terms.protected_days + 5 * terms.lead_sd_days).max(initial=0.0)
    return int(np.ceil(longest)) + max(LOOK_AHEAD_DAYS, EXCESS_DAYS)


@dataclass(frozen=True, slots=True)
class _Walked:
    """What happens on the paths, whatever chance is wanted. later -- see `_excess`; lost -- before an order could come

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


@dataclass(frozen=True, slots=True)
class _Plan:
    """How much to order, and what it was worked out from; as of Advice. later -- see `_excess`; ending -- the
    products of which some may never be sold; sales -- what an order can sell of each"""

    later: tuple[np.ndarray, Courses]
    courses: Courses
    lost: np.ndarray
    arriving: np.ndarray
    there: np.ndarray
    ending: np.ndarray
    sales: Sales
    will_expire: np.ndarray
    needed: np.ndarray
    level: np.ndarray
    order: Order
    refused: np.ndarray


def quantities(outlook: Outlook, terms: Terms, stock: Stock) -> Order:
    """What `advise` says to order, without all that it says besides."""
    return _plan(outlook, terms, stock, is_whole=False).order


def advise(outlook: Outlook, terms: Terms, stock: Stock) -> Advice:
    """Advice for products of one step, from what is known today."""
    own = terms.goals or Goals.none(len(outlook))
    plan = _plan(outlook, terms, stock, is_whole=True)
    courses, lost, there, quantity = plan.courses, plan.lost, plan.there, plan.order.quantity
    backlog = np.maximum(0.0, -there)
    stock_out, days_of_cover = _runs_out(outlook, stock, own)
    return Advice(
        needed=plan.needed,
        expected=(courses.total - lost).mean(axis=1, dtype=float),
        arriving=plan.arriving,
        taken_over=stock.expected_over,
        lost=lost.mean(axis=1, dtype=float),
        level=plan.level,
        yearly=_yearly(outlook),
        variation=_variation(courses.total, terms.protected_days),
        quantity=quantity,
        order_by=_order_by(courses.slack, terms, outlook.step_days),
        stock_out=stock_out,
        days_of_cover=days_of_cover,
        will_expire=plan.will_expire,
        order_waste=_unsold(plan, quantity, terms),
        refused=plan.refused,
        refused_waste=_unsold(plan, plan.refused, terms),
        units_at_risk=(courses.lost - lost).mean(axis=1, dtype=float) + backlog,
        excess=np.where(quantity > 0, 0.0, _excess(terms, there - own.display, plan.later)),
        left=plan.order.left,
        room=plan.order.room,
    )


def needed_at(outlook: Outlook, terms: Terms, stock: Stock, levels: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """What `advise` calls needed, were each of these the wanted chance of all, (levels, products), and expected,
    (products,).

    The products walk down their paths once: how far they come does not depend on the chance.
    """
    walked = _walked(outlook, terms, stock, is_whole=False)
    asked = (replace(terms, service_level=np.full(len(outlook), level)) for level in levels)
    needed = np.array([_decided(outlook, own, stock, walked).needed for own in asked])
    return needed, (walked.courses.total - walked.lost).mean(axis=1, dtype=float)


def _plan(outlook: Outlook, terms: Terms, stock: Stock, is_whole: bool) -> _Plan:
    return _decided(outlook, terms, stock, _walked(outlook, terms, stock, is_whole))


def _walked(outlook: Outlook, terms: Terms, stock: Stock, is_whole: bool) -> _Walked:
    """is_whole -- paths are followed beyond the next arrival, for all that is said besides the quantity"""
    own = terms.goals or Goals.none(len(outlook))
    there = stock.on_hand + _arriving(terms, stock)
    courses, aged, later = _walks(outlook, terms, stock, there - own.display if is_whole else None)
    lost = np.where(terms.backorders.astype(bool)[:, None], np.float32(0), courses.lost_early)
    return _Walked(courses, aged, later, lost, *_alone(outlook, terms, stock, (courses, aged)))


def _decided(outlook: Outlook, terms: Terms, stock: Stock, walked: _Walked) -> _Plan:
    own = terms.goals or Goals.none(len(outlook))
    courses, alone, aged, with_it = walked.courses, walked.alone, walked.until_last_days, walked.with_it
    arriving = _arriving(terms, stock)
    until_next, sold_by_expiry = _samples(terms, alone, aged)
    missing, level = _missing(until_next, sold_by_expiry, terms, alone)
    comes_too_late = any((one.worst > one.gap).any() for one in (alone, *(old for _, old in aged)))
    late = missing - _missing_by_its_end(alone, aged, terms) if comes_too_late else 0.0
    missing = missing - with_it
    until_next, sold_by_expiry = until_next - with_it[:, None], sold_by_expiry - with_it[:, None]
    arriving = arriving - np.clip(late, 0.0, _between(stock.arriving, terms))
    there = stock.on_hand + arriving
    needed = _needed(outlook, there, missing, own.fill_rate)
    yearly = _yearly(outlook)
    needed = np.where(yearly < own.stocked_from, np.maximum(there, 0.0), needed)
    samples = np.minimum(until_next, sold_by_expiry)
    quantity = packs.whole(needed - there, needed, samples, terms, yearly / YEAR_DAYS)
    ending, sales = _sales(outlook, terms, stock, sold_by_expiry, quantity - (needed - there))
    wanted, quantity = quantity, packs.paid_for(quantity, needed - there, ending, sales, terms)
    left = (courses.left + walked.lost).mean(axis=1, dtype=float)
    room = own.most - own.display - left
    order = Order(packs.within(quantity, room, terms), left, room, samples)
    will_expire = _expected_waste(walked.aged, len(left))
    refused = np.where(quantity < wanted, wanted, 0)
    sold = ending, sales, will_expire
    return _Plan(walked.later, courses, walked.lost, arriving, there, *sold, needed, level, order, refused)


def _sales(
    outlook: Outlook, terms: Terms, stock: Stock, sold_by_expiry: np.ndarray, surplus: np.ndarray
) -> tuple[np.ndarray, Sales]:
    """The products of which some may never be sold, and what an order can sell of each; surplus -- units more than are
    missing"""
    own, now = terms.goals or Goals.none(len(outlook)), cover(outlook, terms, stock)
    sales = Sales.once(sold_by_expiry)
    rows, lasts = endings.ending(outlook, now, np.where(own.perishes, 0.0, surplus))
    if len(rows):
        ending, ahead = outlook.select(rows), longer(now.select(rows), lasts)
        courses = endings.continued(demand.follow(ending, ahead), ending, ahead)
        in_time = _sold_by(courses, terms.backorders.astype(bool)[rows, None])
        sales = sales.replaced(rows, endings.sales(ending, ahead, in_time))
    return np.union1d(np.flatnonzero(own.perishes), rows), sales


def _unsold(plan: "_Plan", quantity: np.ndarray, terms: Terms) -> np.ndarray:
    """Of so many, those expected never to be sold. What is shown on the shelf is sold only if the next order takes its
    place before it expires."""
    own = terms.goals or Goals.none(len(quantity))
    shown = np.where(own.shelf_days <= terms.review_days, own.display, 0.0)
    _kept, never = replace(plan.sales, in_time=plan.sales.in_time - shown[:, None]).left(quantity)
    return np.where(np.isin(np.arange(len(never)), plan.ending), never, 0.0)


def _arriving(terms: Terms, stock: Stock) -> np.ndarray:
    return _in_time(stock.arriving, terms.protected_days) + stock.expected_over


def _expected_waste(aged: Aged, products: int) -> np.ndarray:
    """What is expected to expire of all that is there or on its way, (products,)."""
    wasted = np.zeros(products)
    wasted[aged[0]] = aged[1].wasted.mean(axis=1, dtype=float)
    return wasted


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
    with_it = np.where(own.expires, _on_its_day(stock.arriving, terms), 0.0)
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


def _samples(terms: Terms, courses: Courses, aged: Sequence[Aged]) -> tuple[np.ndarray, np.ndarray]:
    """What an order could sell on each path until the next arrival, and before it expires, (products, PATHS) each."""
    waits = terms.backorders.astype(bool)[:, None]
    until_next = _sold_by(courses, waits)
    by_expiry = until_next.copy()
    for number, (rows, old) in enumerate(aged):
        sold = _sold_by(old, waits[rows])
        by_expiry[rows] = np.minimum(by_expiry[rows], sold) if number else sold
    return until_next, by_expiry


def _sold_by(courses: Courses, waits: np.ndarray) -> np.ndarray:
    """What an order could sell on each path until the courses end, (products, PATHS); below zero: what is left then."""
    early = np.where(waits, np.float32(0), courses.lost_early)
    at_worst = courses.worst - early
    return np.where(at_worst > 0, at_worst, courses.gap - early)


def _missing_by_its_end(courses: Courses, aged: Sequence[Aged], terms: Terms) -> np.ndarray:
    """Units to order, if all that comes before the next order did so in time, (products,)."""
    in_time = replace(courses, worst=courses.gap), [(rows, replace(old, worst=old.gap)) for rows, old in aged]
    until_next, sold_by_expiry = _samples(terms, *in_time)
    return _missing(until_next, sold_by_expiry, terms, courses)[0]


def _missing(
    until_next: np.ndarray, sold_by_expiry: np.ndarray, terms: Terms, courses: Courses
) -> tuple[np.ndarray, np.ndarray]:
    """Units to order, and the chance of no stock-out that they keep; of what is not sold for ever no more than are
    worth buying, but for a least stock that can be sold in time."""
    own = terms.goals or Goals.none(len(until_next))
    wanted = goals.wanted(until_next, sold_by_expiry, terms.service_level, own, courses)
    worth = np.full(len(wanted), np.inf)
    if own.perishes.any():
        worth = np.where(own.perishes, goals.worth_buying(until_next, sold_by_expiry, own), np.inf)
    found = np.minimum(wanted, worth)
    early = np.where(terms.backorders.astype(bool)[:, None], np.float32(0), courses.lost_early)
    at_its_end = np.minimum(courses.gap - early, sold_by_expiry)
    found = goals.leaving_least(found, at_its_end, sold_by_expiry, terms.service_level, own)
    kept = (np.minimum(until_next, sold_by_expiry) <= found[:, None]).mean(axis=1)
    return found, np.where(found < wanted, kept, terms.service_level)


def _needed(outlook: Outlook, there: np.ndarray, missing: np.ndarray, by_units: np.ndarray) -> np.ndarray:
    """What is there and what is missing; of whole units the least number that reaches the level.

    Paths run smoothly between whole numbers, so n units hold whatever is below n + 1/2 (continuity correction), of
    which they fill no more than n. by_units -- whether units filled count, not cycles held
    """
    needed = there + missing
    held = np.where(by_units, TOLERANCE * np.abs(needed), 0.5)
    return np.where(outlook.in_units, np.maximum(there + np.ceil(missing - held), 0.0), needed)


def _yearly(outlook: Outlook) -> np.ndarray:
    return np.asarray(outlook.mean[:, : YEAR_DAYS // outlook.step_days].sum(axis=1))


def _variation(total: np.ndarray, days: np.ndarray) -> np.ndarray:
    """As if weeks were independent: the root of their number is what a sum over them gains."""
    mean = total.mean(axis=1, dtype=float)
    spread = total.std(axis=1, dtype=float) * np.sqrt(days / WEEK_DAYS)
    return np.divide(spread, mean, out=np.full(len(mean), np.nan), where=mean > 0)


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


def _in_time(arriving: np.ndarray, days: np.ndarray) -> np.ndarray:
    return np.where(np.arange(arriving.shape[1]) < np.ceil(days)[:, None], arriving, 0.0).sum(axis=1)


def _on_its_day(arriving: np.ndarray, terms: Terms) -> np.ndarray:
    """Units that come on the day an order placed now does, (products,)."""
    day = terms.arrival_day
    return np.where(day < arriving.shape[1], arriving[np.arange(len(day)), np.minimum(day, arriving.shape[1] - 1)], 0.0)


def _between(arriving: np.ndarray, terms: Terms) -> np.ndarray:
    """Units that come after the day of an order placed now, and before the next one, (products,)."""
    return np.maximum(_in_time(arriving, terms.protected_days) - _in_time(arriving, terms.arrival_day + 1.0), 0.0)


def _order_by(slack: np.ndarray, terms: Terms, step_days: int) -> np.ndarray:
    days = np.floor(demand.quantile(slack, 1 - terms.service_level) * step_days)
    seen = np.floor(terms.protected_days - terms.lead_days) + LOOK_AHEAD_DAYS
    return np.where(days < seen, days, np.nan)


def _runs_out(outlook: Outlook, stock: Stock, own: Goals) -> tuple[np.ndarray, np.ndarray]:
    """Day and moment at which expected demand has used up what is there, counted in days; NaN: not in sight."""
    daily = np.repeat(outlook.mean / outlook.step_days, outlook.step_days, axis=1)
    arrived = np.cumsum(stock.arriving, axis=1)
    last = np.minimum(np.arange(daily.shape[1]), arrived.shape[1] - 1)
    walked = np.cumsum(daily, axis=1)
    left = (stock.on_hand + stock.expected_over - own.display)[:, None] + arrived[:, last] - walked
    if stock.expiring is not None:
        expired = np.cumsum(stock.expiring, axis=1)[:, last]
        wasted = np.maximum.accumulate(np.maximum(expired - walked, 0.0), axis=1)
        # On its last day it is still sold.
        left[:, 1:] -= wasted[:, :-1]
    empty = left < -TOLERANCE
    day, rows = empty.argmax(axis=1), np.arange(len(empty))
    moment = day + np.clip(1 + left[rows, day] / np.maximum(daily[rows, day], 1e-12), 0.0, 1.0)
    out = ~empty.any(axis=1)
    return np.where(out, np.nan, day), np.where(out, np.nan, moment)


def _excess(terms: Terms, free: np.ndarray, later: tuple[np.ndarray, Courses]) -> np.ndarray:
    """Units beyond what is sold, with the certainty asked for, in EXCESS_DAYS more than they have to last; later -- the
    rows that may have any, and their courses until then"""
    rows, courses = later
    excess = np.zeros(len(free))
    excess[rows] = free[rows] - demand.quantile(courses.total, terms.service_level[rows])
    return np.maximum(np.floor(excess), 0.0)

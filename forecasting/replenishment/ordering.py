"""What to order: what is asked for from the arrival of an order placed now to the next one, less what is left by then.

What finds an empty shelf before that arrival is lost to a shop, and no order can sell it any more; where customers
wait, it is owed to them (lost sales and backorders: Zipkin, "Foundations of Inventory Management", 2000, ch. 6).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from forecasting.replenishment import demand, endings, goals, packs, walks
from forecasting.replenishment.courses import Courses
from forecasting.replenishment.endings import Sales
from forecasting.replenishment.goals import Goals
from forecasting.replenishment.outlook import Outlook
from forecasting.replenishment.packs import TOLERANCE
from forecasting.replenishment.terms import Stock, Terms
from forecasting.replenishment.walks import LOOK_AHEAD_DAYS, Aged, Walked, cover, longer

YEAR_DAYS = 365


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

    missing -- units before packs, (products,)
    asked -- units that an order could sell on each path, (products, PATHS); below zero: what is left without one
    """

    quantity: np.ndarray
    missing: np.ndarray
    left: np.ndarray
    room: np.ndarray
    asked: np.ndarray


@dataclass(frozen=True, slots=True)
class _Plan:
    """How much to order, and what it was worked out from; as of Advice. later -- see `Walked`; ending -- the
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
        taken_over=walks.in_time(stock.expected_over, terms.protected_days),
        lost=lost.mean(axis=1, dtype=float),
        level=plan.level,
        yearly=_yearly(outlook),
        variation=_variation(courses.week),
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
    walked = walks.walked(outlook, terms, stock, is_whole=False)
    asked = (replace(terms, service_level=np.full(len(outlook), level)) for level in levels)
    needed = np.array([_decided(outlook, own, stock, walked).needed for own in asked])
    return needed, (walked.courses.total - walked.lost).mean(axis=1, dtype=float)


def _plan(outlook: Outlook, terms: Terms, stock: Stock, is_whole: bool) -> _Plan:
    return _decided(outlook, terms, stock, walks.walked(outlook, terms, stock, is_whole))


def _decided(outlook: Outlook, terms: Terms, stock: Stock, walked: Walked) -> _Plan:
    own = terms.goals or Goals.none(len(outlook))
    courses, alone, aged, with_it = walked.courses, walked.alone, walked.until_last_days, walked.with_it
    arriving = walks.units_arriving(terms, stock)
    until_next, sold_by_expiry = _samples(terms, alone, aged)
    missing, level, least = _missing(until_next, sold_by_expiry, terms, alone)
    comes_too_late = any((one.worst > one.gap).any() for one in (alone, *(old for _, old in aged)))
    late = missing - _missing_by_its_end(alone, aged, terms) if comes_too_late else 0.0
    missing = missing - with_it
    until_next, sold_by_expiry = until_next - with_it[:, None], sold_by_expiry - with_it[:, None]
    arriving = arriving - np.clip(late, 0.0, walks.between(stock.coming, terms))
    there = stock.on_hand + arriving
    needed = _needed(outlook, there, missing, own.fill_rate)
    yearly = _yearly(outlook)
    needed = np.where(yearly < own.stocked_from, np.maximum(there, 0.0), needed)
    samples = np.minimum(until_next, sold_by_expiry)
    wanted = packs.Wanted(needed - there, needed, least - with_it)
    quantity = packs.whole(wanted, samples, terms, yearly / YEAR_DAYS)
    ending, sales = _sales(outlook, terms, stock, sold_by_expiry, quantity - (needed - there))
    whole, quantity = quantity, packs.paid_for(quantity, needed - there, ending, sales, terms)
    left = (courses.left + walked.lost).mean(axis=1, dtype=float)
    room = own.most - own.display - left
    order = Order(packs.within(quantity, room, terms), needed - there, left, room, samples)
    will_expire = _expected_waste(walked.aged, len(left))
    refused = np.where(quantity < whole, whole, 0)
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


def _expected_waste(aged: Aged, products: int) -> np.ndarray:
    """What is expected to expire of all that is there or on its way, (products,)."""
    wasted = np.zeros(products)
    wasted[aged[0]] = (aged[1].wasted + aged[1].spoiled).mean(axis=1, dtype=float)
    return wasted


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
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Units to order, the chance of no stock-out that they keep, and those of them that leave the least stock; of what
    is not sold for ever no more than are worth buying, but for a least stock that can be sold in time."""
    own = terms.goals or Goals.none(len(until_next))
    wanted = goals.wanted(until_next, sold_by_expiry, terms.service_level, own, courses)
    worth = np.full(len(wanted), np.inf)
    if own.perishes.any():
        worth = np.where(own.perishes, goals.worth_buying(until_next, sold_by_expiry, own), np.inf)
    found = np.minimum(wanted, worth)
    early = np.where(terms.backorders.astype(bool)[:, None], np.float32(0), courses.lost_early)
    at_its_end = np.minimum(courses.gap + courses.spoiled - early, sold_by_expiry)
    least = goals.leaving_least(at_its_end, sold_by_expiry, terms.service_level, own)
    found = np.maximum(found, least)
    kept = (np.minimum(until_next, sold_by_expiry) <= found[:, None]).mean(axis=1)
    return found, np.where(found < wanted, kept, terms.service_level), least


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


def _variation(week: np.ndarray) -> np.ndarray:
    mean = week.mean(axis=1, dtype=float)
    return np.divide(week.std(axis=1, dtype=float), mean, out=np.full(len(mean), np.nan), where=mean > 0)


def _order_by(slack: np.ndarray, terms: Terms, step_days: int) -> np.ndarray:
    days = np.floor(demand.quantile(slack, 1 - terms.service_level) * step_days)
    seen = np.floor(terms.protected_days - terms.lead_days) + LOOK_AHEAD_DAYS
    return np.where(days < seen, days, np.nan)


def _runs_out(outlook: Outlook, stock: Stock, own: Goals) -> tuple[np.ndarray, np.ndarray]:
    """Day and moment at which expected demand has used up what is there, counted in days; NaN: not in sight."""
    daily = np.repeat(outlook.mean / outlook.step_days, outlook.step_days, axis=1)
    arrived = np.cumsum(stock.coming, axis=1)
    last = np.minimum(np.arange(daily.shape[1]), arrived.shape[1] - 1)
    walked = np.cumsum(daily, axis=1)
    left = (stock.on_hand - own.display)[:, None] + arrived[:, last] - walked
    if stock.expiring is not None:
        expired = np.cumsum(stock.expiring, axis=1)[:, last]
        wasted = np.maximum.accumulate(np.maximum(expired - walked, 0.0), axis=1)
        # On its last day it is still sold.
        left[:, 1:] -= wasted[:, :-1]
    # Nobody misses what is not on display before anything is asked for.
    empty = (left < -TOLERANCE) & ((walked > 0) | (stock.on_hand < 0)[:, None])
    day, rows = empty.argmax(axis=1), np.arange(len(empty))
    moment = day + np.clip(1 + left[rows, day] / np.maximum(daily[rows, day], 1e-12), 0.0, 1.0)
    out = ~empty.any(axis=1)
    return np.where(out, np.nan, day), np.where(out, np.nan, moment)


def _excess(terms: Terms, free: np.ndarray, later: tuple[np.ndarray, Courses]) -> np.ndarray:
    """Units beyond what is sold, with the certainty asked for, in EXCESS_DAYS more than they have to last, and what is
    to be left; later -- the rows that may have any, and their courses until then"""
    rows, courses = later
    excess = np.zeros(len(free))
    least = terms.goals.least[rows] if terms.goals else 0.0
    sold = demand.quantile(courses.total, terms.service_level[rows])
    excess[rows] = free[rows] - np.maximum(sold, courses.total.mean(axis=1, dtype=float) + least)
    return np.maximum(np.floor(excess), 0.0)

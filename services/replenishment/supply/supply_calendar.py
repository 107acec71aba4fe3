"""When an order can be placed, when its goods come, and when those of the next one do."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from app.models import Supplier
from services.catalogue.supplier_fields import WEEKDAYS
from utils import clock

# A calendar on which nothing happens for so long is taken for none.
LONGEST_DAYS = 400
ONE_DAY = timedelta(days=1)

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Calendar:
    """order_days, delivery_days -- of the week, Monday is 0; None: any day
    cut_off -- orders after this time, by the shop's clock, are orders of the next day; None: midnight
    closed -- spans of days, first and last included, in which nothing is ordered and nothing comes
    absent -- spans in which nobody takes in what comes: the shop is closed
    """

    order_days: frozenset[int] | None = None
    cut_off: time | None = None
    delivery_days: frozenset[int] | None = None
    closed: tuple[Span, ...] = ()
    absent: tuple[Span, ...] = ()

    @classmethod
    def of(cls, supplier: Supplier) -> "Calendar":
        return cls(
            order_days=_weekdays(supplier.order_days),
            cut_off=None if supplier.cut_off is None else time.fromisoformat(supplier.cut_off),
            delivery_days=_weekdays(supplier.delivery_days),
            closed=tuple(sorted(_span(shut) for shut in supplier.closed)),
        )

    def without(self, days: Sequence[date]) -> "Calendar":
        """The same for a shop in which nobody takes in goods on these days, in their order."""
        return replace(self, absent=_spans(days))

    @property
    def delivers_by_days(self) -> bool:
        """Whether goods may wait for the next delivery."""
        return self.delivery_days is not None or bool(self.closed)

    @property
    def never_shut(self) -> "Calendar":
        """The same without shutdowns of the supplier."""
        return replace(self, closed=())

    def can_order(self, day: date) -> bool:
        return _fits(self.order_days, day) and _shutdown(self.closed, day) is None

    def can_deliver(self, day: date) -> bool:
        shut = _shutdown(self.closed, day) or _shutdown(self.absent, day)
        return _fits(self.delivery_days, day) and shut is None

    def first_order(self, day: date) -> date:
        """The first day from this one on, on which an order can be placed."""
        return _first(self.can_order, day)

    def delivery(self, day: date) -> date:
        """The first day from this one on, on which goods can come."""
        return _first(self.can_deliver, day)

    def transit(self, ordered_on: date, lead_days: float) -> float:
        """Days until what is ordered on a day comes: on the first day of delivery at or after its lead time."""
        due = ordered_on + timedelta(days=math.ceil(lead_days))
        came = self.delivery(due)
        return lead_days if came == due else float((came - ordered_on).days)


ANY_DAY = Calendar()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long goods take, how often they are ordered where the supplier names no days for it, and for how many cycles
    at once."""

    lead_days: float
    review_days: int
    cycles: int = 1


@dataclass(frozen=True, slots=True)
class Cycle:
    """An order and the one after it, in days from today; fractions where the lead time has them and nothing waits.

    order_in -- until the order is placed; lead -- until it comes; review -- from then until the next one comes
    shutdown -- the supplier's, that lies in between; None: none does
    """

    order_in: int
    lead: float
    review: float
    shutdown: Span | None = None

    @property
    def protected(self) -> float:
        return self.lead + self.review


def placed(calendar: Calendar, now: datetime, today: date) -> date:
    """The day of an order that is sent now; today -- the first day that counts, in the past for an old shop."""
    local = now.astimezone(clock.zone())
    passed = calendar.cut_off is not None and local.date() == today and local.time() >= calendar.cut_off
    return calendar.first_order(today + ONE_DAY if passed else today)


def cut_off_today(supplier: Supplier) -> datetime:
    """The instant from which on an order to this supplier, which has a cut-off, is one of a later day."""
    return datetime.combine(clock.today(), time.fromisoformat(supplier.cut_off or "00:00"), clock.zone())


@lru_cache(maxsize=8192)
def cycle(calendar: Calendar, rhythm: Rhythm, ordered_on: date, today: date) -> Cycle:
    """What an order of this day has to last for: from its arrival to that of the next one, at least a day.

    Without order days of its supplier the next one is placed after the review period, at least a day; where both would
    come by the same delivery, the one after them is meant.
    """
    first, second = _arrivals(calendar, rhythm, ordered_on)
    shut = None
    if calendar.closed and (first, second) != _arrivals(calendar.never_shut, rhythm, ordered_on):
        last = ordered_on + timedelta(days=math.ceil(second))
        shut = next((span for span in calendar.closed if span[0] <= last and span[1] >= ordered_on), None)
    order_in = (ordered_on - today).days
    return Cycle(order_in, order_in + first, second - first, shut)


@lru_cache(maxsize=8192)
def coming(calendar: Calendar, rhythm: Rhythm, asked_on: date, later: int) -> float:
    """Days from a day on which an order is wanted until what is wanted so many orders later comes: who is shut by then
    is asked when that is over."""
    always_open, day = calendar.never_shut, asked_on
    for _ in range(later):
        day = always_open.first_order(day + timedelta(days=_wait(calendar, rhythm)))
    day = calendar.first_order(day)
    return (day - asked_on).days + calendar.transit(day, rhythm.lead_days)


# Products of one supplier ask the same.
@lru_cache(maxsize=4096)
def last_order(calendar: Calendar, lead_days: float, ordered_on: date, slack: int) -> date:
    """The last day from `ordered_on` on, whose order comes at most so many days later than one of that day."""
    latest = calendar.transit(ordered_on, lead_days) + slack
    found, day = ordered_on, ordered_on
    while (waited := ((day := calendar.first_order(day + ONE_DAY)) - ordered_on).days) <= latest:
        if waited + calendar.transit(day, lead_days) <= latest:
            found = day
    return found


def _arrivals(calendar: Calendar, rhythm: Rhythm, ordered_on: date) -> tuple[float, float]:
    """Days from an order until it comes, and until the next one does."""
    first = calendar.transit(ordered_on, rhythm.lead_days)
    wait = _wait(calendar, rhythm)
    following = calendar.first_order(ordered_on + timedelta(days=wait))
    last = first
    for _ in range(rhythm.cycles):
        while (second := (following - ordered_on).days + calendar.transit(following, rhythm.lead_days)) < last + 1:
            following = calendar.first_order(following + timedelta(days=wait))
        last, following = second, calendar.first_order(following + timedelta(days=wait))
    return first, last


def _wait(calendar: Calendar, rhythm: Rhythm) -> int:
    """Days after an order from which on there may be another one."""
    return 1 if calendar.order_days is not None else max(1, rhythm.review_days)


def _first(may_be: Callable[[date], bool], day: date) -> date:
    days = (day + timedelta(days=later) for later in range(LONGEST_DAYS))
    return next((later for later in days if may_be(later)), day)


def _weekdays(names: list[str] | None) -> frozenset[int] | None:
    return None if names is None else frozenset(map(WEEKDAYS.index, names))


def _span(shut: dict[str, str]) -> Span:
    return date.fromisoformat(shut["from"]), date.fromisoformat(shut["to"])


def _spans(days: Sequence[date]) -> tuple[Span, ...]:
    if not days:
        return ()
    breaks = [(before, after) for before, after in pairwise(days) if after - before > ONE_DAY]
    firsts = [days[0], *(after for _, after in breaks)]
    return tuple(zip(firsts, [*(before for before, _ in breaks), days[-1]], strict=True))


def _fits(weekdays: frozenset[int] | None, day: date) -> bool:
    return weekdays is None or day.weekday() in weekdays


def _shutdown(spans: tuple[Span, ...], day: date) -> Span | None:
    return next((span for span in spans if span[0] <= day <= span[1]), None)

"""What is known ahead in a week of the calendar: a bar over neighbouring days, none above another."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import count

from services.planning.event_days import EventDays
from services.planning.event_service import KnownEvent


@dataclass(frozen=True)
class Bar:
    """days -- those that it covers, as places in the week; lane -- its place from above, from 0"""

    known: KnownEvent
    days: range
    lane: int


def bars(week: Sequence[date], events: Sequence[EventDays]) -> list[Bar]:
    """Each in the first lane that is free on all its days; what comes first is above."""
    drawn: list[Bar] = []
    for event in events:
        for days in _runs(week, event.days):
            taken = {bar.lane for bar in drawn if set(bar.days) & set(days)}
            drawn.append(Bar(event.known, days, next(lane for lane in count() if lane not in taken)))
    return drawn


def _runs(week: Sequence[date], days: Set[date]) -> Iterator[range]:
    """Places of days without a gap."""
    first = None
    for place in range(len(week) + 1):
        is_one = place < len(week) and week[place] in days
        if is_one and first is None:
            first = place
        elif not is_one and first is not None:
            yield range(first, place)
            first = None

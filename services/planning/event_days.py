"""What is known ahead, day by day, as a calendar shows it."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from services.histories import event_calendar
from services.planning import event_service
from services.planning.event_service import EventFilter, KnownEvent


@dataclass(frozen=True)
class EventDays:
    """days -- those of a period that are the event's"""

    known: KnownEvent
    days: Set[date]


def between(first: date, last: date, limit: int) -> list[EventDays]:
    """What touches these days, first and last included: so many of the latest announced, in the order of their days."""
    listed = event_service.list_events(EventFilter(first=first, last=last), limit, None).items
    found = [EventDays(one, _days(one, first, last)) for one in listed]
    return sorted((one for one in found if one.days), key=lambda one: (min(one.days), one.known.event.id))


def _days(known: KnownEvent, first: date, last: date) -> Set[date]:
    own = event_calendar.days_of(known.event, first, last)
    return frozenset(first + timedelta(days=int(day)) for day in np.flatnonzero(own))

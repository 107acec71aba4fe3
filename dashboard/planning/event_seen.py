"""Something known ahead as it was when somebody looked at it: what a change of it is one of."""

from collections.abc import Collection
from typing import Any

from dashboard.planning import event_fields
from services.planning import event_service
from services.planning.event_fields import EventFields, NewEvent
from services.planning.event_service import KnownEvent

# One field of the window: whoever changes one of them has seen both.
DAYS = {"starts_on", "ends_on"}


def looked_at(known: KnownEvent) -> dict[str, Any]:
    """What is stored, and what the fields of the window show of it; as a store of the page keeps it."""
    shown = list(event_fields.shown_of(known))
    return {"kind": known.event.kind, "fields": as_it_is(known), "shown": shown}


def difference(seen: dict[str, Any], new: NewEvent) -> tuple[EventFields, EventFields]:
    """What was changed: as it was, and as it shall be."""
    was, now = EventFields(**seen["fields"]), EventFields(**new.model_dump(exclude={"kind"}))
    names = {name for name in EventFields.model_fields if getattr(was, name) != getattr(now, name)}
    names |= DAYS if names & DAYS else set()
    return only(was, names), only(now, names)


def as_it_is(known: KnownEvent) -> dict[str, Any]:
    """All that is said of it, in the plain values of JSON."""
    return plain(event_service.fields_of(known))


def only(fields: EventFields, names: Collection[str]) -> EventFields:
    """These of the fields."""
    return EventFields(**fields.model_dump(include=set(names)))


def plain(fields: EventFields) -> dict[str, Any]:
    """Those that were set, in the plain values of JSON."""
    return fields.model_dump(mode="json", exclude_unset=True)

"""What is known ahead: promotions, prices, closures, holidays."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Event, Product
from app.models.event import EventKind
from forecasting.signals.regressors import public_holidays
from forecasting.signals.regressors.public_holidays import UnknownRegion
from services.access import audit, authors
from services.access.authors import Subject
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.errors import InvalidInput, NotFound
from services.paging import Page, position
from services.planning.event_fields import EventFields, NewEvent
from services.replenishment.renewal import advice_refresh
from services.seen import check
from utils import clock, refusals
from utils.language import _

FIELDS = ("name", "starts_on", "ends_on", "category", "location", "price", "country", "region")


@dataclass(frozen=True)
class EventFilter:
    """kind, product_sku -- exact; first, last -- days that the event must touch; None for no bound."""

    kind: str | None = None
    product_sku: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class KnownEvent:
    """product_sku -- of the one product it concerns; None: it concerns more."""

    event: Event
    product_sku: str | None


def create(new: NewEvent, author: str, actor: SignedIn | None = None) -> KnownEvent:
    """Announce it. actor -- who is noted for it in the audit log

    Raises NotFound for a product, InvalidInput for a country or region without known holidays.
    """
    now = clock.now()
    event = Event(kind=new.kind, author=author, created_at=now, updated_at=now)
    with advice_refresh.change() as made:
        session = made.session
        write(session, event, new)
        session.add(event)
        session.flush()
        authors.note(session, actor, "event.create", _subject(event), authors.sides({}, _values(event)))
        made.concerns(products_of(event), can_wait=_can_wait(event))
    return KnownEvent(event, new.product_sku)


def change(
    event_id: int, fields: EventFields, actor: SignedIn | None = None, seen: EventFields | None = None
) -> KnownEvent:
    """Change the fields that were set.

    actor -- who is noted for it; seen -- fields that it was changed by the sight of; they have to be so still
    Raises NotFound, InvalidInput, ChangedMeanwhile.
    """
    with advice_refresh.change() as made:
        session = made.session
        known = _find(session, event_id, hold=True)
        _check(session, known, seen)
        event = known.event
        before, was = products_of(event), _values(event)
        new = _changed(known, fields)
        write(session, event, new)
        event.updated_at = clock.now()
        authors.note(session, actor, "event.change", _subject(event), authors.sides(was, _values(event)))
        either = sa.or_(sa.and_(sa.true(), *before), sa.and_(sa.true(), *products_of(event)))
        made.concerns([either], can_wait=_can_wait(event))
    return KnownEvent(event, new.product_sku)


def delete(event_id: int, actor: SignedIn | None = None, seen: EventFields | None = None) -> None:
    """actor -- who is noted for it; seen -- see `change`. Raises NotFound, ChangedMeanwhile."""
    with advice_refresh.change() as made:
        session = made.session
        known = _find(session, event_id, hold=True)
        _check(session, known, seen)
        event = known.event
        # The row stays as the sign that forecasts made until now have counted on it.
        event.deleted_at = event.updated_at = clock.now()
        audit.note(session, actor, "event.delete", _subject(event).name)
        made.concerns(products_of(event), can_wait=_can_wait(event))


def get(event_id: int) -> KnownEvent:
    """Raises NotFound."""
    with snapshot() as session:
        return _find(session, event_id)


def list_events(filters: EventFilter, limit: int, cursor: str | None) -> Page[KnownEvent]:
    """The latest first. Raises NotFound for a product, InvalidInput for a cursor."""
    with snapshot() as session:
        query = _known().order_by(Event.id.desc()).limit(limit + 1).where(*_conditions(session, filters))
        if cursor:
            query = query.where(Event.id < position(cursor, 1, int)[0])
        events = [KnownEvent(*row) for row in session.execute(query)]
    return Page.of(events, limit, lambda last: [last.event.id])


def concerns(product: Product) -> list[sa.ColumnElement[bool]]:
    """What holds of the events that concern a product."""
    fits = {Event.product_id: product.id, Event.category: product.category, Event.location: product.location}
    return [sa.or_(column.is_(None), column == value) for column, value in fits.items()]


def products_of(event: Event) -> list[sa.ColumnElement[bool]]:
    """What holds of the products that an event concerns."""
    named = {Product.id: event.product_id, Product.category: event.category, Product.location: event.location}
    return [column == value for column, value in named.items() if value is not None]


def _conditions(session: Session, filters: EventFilter) -> list[sa.ColumnElement[bool]]:
    conditions = []
    if filters.kind:
        conditions.append(Event.kind == filters.kind)
    if filters.product_sku:
        conditions += concerns(product_service.find_product(session, filters.product_sku))
    if filters.first:
        conditions.append(sa.or_(Event.ends_on.is_(None), Event.ends_on >= filters.first))
    if filters.last:
        conditions.append(sa.or_(Event.starts_on.is_(None), Event.starts_on <= filters.last))
    return conditions


def _changed(known: KnownEvent, fields: EventFields) -> NewEvent:
    event, given = known.event, fields.model_dump(exclude_unset=True)
    now_known = {name: getattr(event, name) for name in FIELDS}
    now_known |= {"kind": event.kind, "product_sku": known.product_sku}
    start, end = given.get("starts_on"), event.ends_on
    # Announced without an end, it lasts one day, wherever that is moved to.
    if start and end == event.starts_on:
        now_known["ends_on"] = start
    elif start and end and start > end and "ends_on" not in given:
        raise InvalidInput(
            _("The event ends on {end}, before {start}; send its new last day too (`ends_on`).", end=end, start=start),
            "invalid_event",
        )
    try:
        return NewEvent(**now_known | given)
    except ValidationError as error:
        problem = refusals.first(error)[1]
        raise InvalidInput(
            _("With this change the event makes no sense: {problem}.", problem=problem), "invalid_event"
        ) from None


def write(session: Session, event: Event, new: NewEvent) -> None:
    """Have an event say what is new of it. Raises NotFound for a product, InvalidInput for a country or region."""
    product = product_service.find_product(session, new.product_sku) if new.product_sku else None
    if new.country:
        try:
            public_holidays.in_year(new.country, new.region, clock.today().year)
        except UnknownRegion as error:
            raise InvalidInput(str(error), error.code) from None
    for name in FIELDS:
        setattr(event, name, getattr(new, name))
    event.product_id = product.id if product else None
    # A country's holidays go on for ever; anything else without an end lasts one day.
    event.ends_on = new.ends_on or (None if new.country else new.starts_on)


def _values(event: Event) -> dict[str, Any]:
    return authors.values(event, FIELDS)


def _subject(event: Event) -> Subject:
    return Subject(" ".join(filter(None, (event.kind, event.name))), f"/events/{event.id}")


def _can_wait(event: Event) -> bool:
    # Only closures are in force at once: anything else moves forecasts, and so advice, by the next training.
    return event.kind != EventKind.CLOSURE


def _known() -> sa.Select[Event, str]:
    return sa.select(Event, Product.sku).outerjoin(Product).where(Event.deleted_at.is_(None))


def fields_of(known: KnownEvent) -> EventFields:
    """All that is said of an event."""
    own = {name: getattr(known.event, name) for name in FIELDS}
    return EventFields(**own, product_sku=known.product_sku)


def _check(session: Session, known: KnownEvent, seen: EventFields | None) -> None:
    if seen:
        target = _subject(known.event).target
        check(
            fields_of(known),
            seen.model_dump(exclude_unset=True),
            lambda names: authors.last(session, target, authors.values(known.event, set(names) & set(FIELDS))),
        )


def _find(session: Session, event_id: int, hold: bool = False) -> KnownEvent:
    query = _known().where(Event.id == event_id)
    row = session.execute(query.with_for_update(of=Event) if hold else query).one_or_none()
    if row is None:
        raise NotFound(
            _("There is no event {event_id}; GET /events lists them.", event_id=str(event_id)), "event_not_found"
        )
    return KnownEvent(*row)

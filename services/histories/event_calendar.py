"""Events laid out day by day, as training and forecasts count on them."""

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Event, Product
from app.models.event import EventKind
from forecasting.forecast import Forecast
from forecasting.history import History
from forecasting.published import adjust
from forecasting.settings import TrainingSettings
from forecasting.signals.regressors import public_holidays

# By what names the engine knows them.
COLUMNS = {EventKind.PROMOTION: "promo", EventKind.PRICE: "price", EventKind.HOLIDAY: "holiday"}

# Built once: for a single product, building these queries would take longer than answering them.
_BETWEEN = (
    sa.select(Event)
    .where(
        Event.deleted_at.is_(None),
        sa.or_(Event.product_id.is_(None), Event.product_id.between(sa.bindparam("lowest"), sa.bindparam("highest"))),
        sa.or_(Event.starts_on.is_(None), Event.starts_on <= sa.bindparam("last")),
        sa.or_(Event.ends_on.is_(None), Event.ends_on >= sa.bindparam("first")),
    )
    .order_by(Event.id)
)
_CLOSURES = _BETWEEN.where(Event.kind == EventKind.CLOSURE)
_NAMED = {"id": Event.product_id, "category": Event.category, "location": Event.location}
_LATEST_CHANGES = (
    sa.select(Event.product_id, Event.category, Event.location, sa.func.max(Event.updated_at))
    .where(
        Event.updated_at > sa.bindparam("since"),
        *(sa.or_(own.is_(None), own.in_(sa.bindparam(name, expanding=True))) for name, own in _NAMED.items()),
    )
    .group_by(*_NAMED.values())
)


@dataclass(frozen=True, slots=True)
class EventCalendar:
    """first -- the first of the days laid out; events -- by the one product they concern, None: by more; each event in
    the order they were made, with its days, bool (days,)
    """

    first: date
    events: dict[int | None, list[tuple[Event, np.ndarray]]]

    def of(self, product: Product) -> dict[EventKind, np.ndarray]:
        """What concerns a product, by kind, float64 (days,): 1 on its days and 0 on others; of "price" the price
        itself, NaN on days without one. Kinds of which there are no events are left out."""
        kinds: dict[EventKind, np.ndarray] = {}
        for event, days in (*self.events.get(None, ()), *self.events.get(product.id, ())):
            if concerns(event, product):
                kind = EventKind(event.kind)
                is_price = kind == EventKind.PRICE
                column = kinds.setdefault(kind, np.full(len(days), np.nan if is_price else 0.0))
                column[days] = float(event.price) if is_price else 1.0
        return kinds


def days_of(event: Event, first: date, last: date) -> np.ndarray:
    """Which of these days, first and last included, are an event's: bool (days,)."""
    return _days(event, np.datetime64(first) + np.arange((last - first).days + 1))


def concerns(event: Event, product: Product) -> bool:
    """Whether the product fits all that the event names."""
    named = (event.product_id, product.id), (event.category, product.category), (event.location, product.location)
    return all(wanted is None or wanted == own for wanted, own in named)


def load(session: Session, products: Collection[Product], first: date, last: date) -> EventCalendar:
    """The events that may concern these products on some days, first and last included; one query."""
    return _laid_out(session.scalars(_BETWEEN, _bounds(products, first, last)), first, last)


def closed_days(session: Session, products: Collection[Any], first: date, last: date) -> dict[int, np.ndarray]:
    """Of those of the products, by id, that are closed on some days, first and last included: on which, bool (days,).

    products -- or their id, category and location
    """
    calendar = _laid_out(session.scalars(_CLOSURES, _bounds(products, first, last)), first, last)
    kinds = ((product.id, calendar.of(product)) for product in products if calendar.events)
    return {key: own[EventKind.CLOSURE] > 0 for key, own in kinds if own}


def _bounds(products: Collection[Any], first: date, last: date) -> dict[str, Any]:
    ids = [product.id for product in products] or [0]
    return {"lowest": min(ids), "highest": max(ids), "first": first, "last": last}


def _laid_out(events: Iterable[Event], first: date, last: date) -> EventCalendar:
    days = np.datetime64(first) + np.arange((last - first).days + 1)
    by_product: dict[int | None, list[tuple[Event, np.ndarray]]] = {}
    for event in events:
        by_product.setdefault(event.product_id, []).append((event, _days(event, days)))
    return EventCalendar(first, by_product)


def with_events(session: Session, products: Sequence[Product], histories: Sequence[History]) -> list[History]:
    """The histories of these products with what was, and is, known ahead: demand is unknown on closed days.

    On days to come for which nothing is said there is no promotion and no holiday, and the price is the last known.
    """
    if not histories:
        return []
    last = max(history.start + timedelta(days=len(history)) for history in histories)
    ahead = timedelta(days=TrainingSettings().horizon - 1)
    calendar = load(session, products, min(history.start for history in histories), last + ahead)
    return [_with(history, product, calendar) for product, history in zip(products, histories, strict=True)]


def without_closed_days(
    session: Session, products: Mapping[int, Product], forecasts: Mapping[int, Forecast]
) -> dict[int, Forecast]:
    """Those of the daily forecasts, by product id, that reach over closed days: nothing is sold on these."""
    if not forecasts:
        return {}
    first = min(forecast.start for forecast in forecasts.values())
    last = max(forecast.start + timedelta(days=len(forecast)) for forecast in forecasts.values())
    closed = closed_days(session, [products[key] for key in forecasts], first, last)
    begin = {key: (forecasts[key].start - first).days for key in closed}
    return {
        key: adjust.scaled(forecasts[key], days[begin[key] : begin[key] + len(forecasts[key])], 0.0)
        for key, days in closed.items()
    }


def touched_since(session: Session, products: Collection[Product], trained_at: Mapping[int, datetime]) -> set[int]:
    """Ids of the products, of those with a time given, that an event made, changed or taken back since concerns."""
    known = [product for product in products if product.id in trained_at]
    if not known:
        return set()
    latest = _latest_changes(session, known, min(trained_at.values()))
    return {
        product.id
        for product in known
        for named in itertools.product((product.id, None), (product.category, None), (product.location, None))
        if named in latest and latest[named] > trained_at[product.id]
    }


def _latest_changes(session: Session, products: Sequence[Product], since: datetime) -> dict[tuple[Any, ...], datetime]:
    """When, later than this, an event was last changed, by the product id, category and location it names."""
    owned = {name: list({getattr(product, name) for product in products}) for name in _NAMED}
    rows = session.execute(_LATEST_CHANGES, {"since": since, **owned})
    return {(product_id, category, location): at for product_id, category, location, at in rows}


def _days(event: Event, days: np.ndarray) -> np.ndarray:
    inside = np.ones(len(days), dtype=bool)
    if event.starts_on:
        inside &= days >= np.datetime64(event.starts_on)
    if event.ends_on:
        inside &= days <= np.datetime64(event.ends_on)
    if event.country:
        years = range(days[0].item().year, days[-1].item().year + 1)
        off = [day for year in years for day in public_holidays.in_year(event.country, event.region, year)]
        inside &= np.isin(days, np.array(off, dtype="datetime64[D]"))
    return inside


def _with(history: History, product: Product, calendar: EventCalendar) -> History:
    kinds = calendar.of(product)
    if not kinds:
        return history
    begin = (history.start - calendar.first).days
    kinds = {kind: days[begin:] for kind, days in kinds.items()}
    values = history.values
    if EventKind.CLOSURE in kinds:
        values = np.where(kinds.pop(EventKind.CLOSURE)[: len(history)] > 0, np.nan, values)
    known = dict(history.known)
    for kind, days in kinds.items():
        usual = _usual(history.known.get(COLUMNS[kind]), product, kind, len(days))
        is_said = days > 0 if kind != EventKind.PRICE else ~np.isnan(days)
        known[COLUMNS[kind]] = np.where(is_said, days, usual)
    return replace(history, values=values, known=known)


def _usual(column: np.ndarray | None, product: Product, kind: str, days: int) -> np.ndarray:
    """What holds where no event says otherwise: what the sales said; after that the last price, and no promotion."""
    if column is None:
        price = np.nan if product.unit_price is None else float(product.unit_price)
        return np.full(days, price if kind == EventKind.PRICE else 0.0)
    if kind != EventKind.PRICE:
        return np.pad(np.nan_to_num(column), (0, days - len(column)))
    known = column[~np.isnan(column)]
    return np.pad(column, (0, days - len(column)), constant_values=known[-1] if len(known) else np.nan)

"""What the planner of the demo shop knows: who delivers on which terms, what is coming, what a model cannot know."""

from collections.abc import Mapping
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Event, Override, Product, Supplier
from app.models.event import EventKind
from services.demo import demo_sales
from services.demo.demo_catalogue import SUPPLIERS
from utils import clock

AUTHOR = "demo"
PROMOTED, FESTIVE = "DRK-002", "DRK-003@CENTRE"
# As many years as there are sales from.
_YEARS_BACK, _YEARS_AHEAD = 3, 1


def announce(session: Session, products: Mapping[str, Product], today: date) -> None:
    """Write suppliers, events and one override of the planner's."""
    now = clock.now()
    terms = [{"name": own.name, "min_order_value": own.min_value} for own in SUPPLIERS]
    session.execute(sa.insert(Supplier), [row | {"created_at": now, "updated_at": now} for row in terms])
    session.add_all(_closures(today))
    first = today + timedelta(days=4)
    last = first + timedelta(days=demo_sales.PROMOTION_DAYS - 1)
    session.add(_event(EventKind.PROMOTION, "A week of orange juice", (first, last), products[PROMOTED].id))
    session.add(
        Override(
            product_id=products[FESTIVE].id,
            starts_on=today + timedelta(days=2),
            ends_on=today + timedelta(days=3),
            change_percent=60,
            reason="Street festival in front of the shop",
            author=AUTHOR,
            created_at=now,
        )
    )


def _closures(today: date) -> list[Event]:
    """Of each year the days on which the shop is closed; those gone by explain why nothing was sold."""
    years = range(today.year - _YEARS_BACK, today.year + _YEARS_AHEAD + 1)
    days = [day for year in years for day in (date(year, 1, 1), date(year, 12, 25)) if not demo_sales.is_open(day)]
    return [_event(EventKind.CLOSURE, "New Year" if day.month == 1 else "Christmas", (day, day)) for day in days]


def _event(kind: str, name: str, days: tuple[date, date], product_id: int | None = None) -> Event:
    now = clock.now()
    starts_on, ends_on = days
    return Event(
        kind=kind,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        product_id=product_id,
        author=AUTHOR,
        created_at=now,
        updated_at=now,
    )

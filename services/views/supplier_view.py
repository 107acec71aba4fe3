"""Suppliers as planners look at them: their terms, what they deliver, how they have delivered, when to order next."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Product, ProductSupplier, Supplier
from services.catalogue import suppliers
from services.catalogue.supplier_fields import SupplierTerms
from services.errors import NotFound
from services.replenishment.supply import supply_calendar
from services.replenishment.supply.supply_calendar import Calendar
from services.views import supplier_record
from services.views.supplier_record import Coming, Delivered, Delivery
from utils import clock
from utils.language import _

# Of what one supplier delivers a page shows so much; the page Products has the rest.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """terms -- None: products name it, and nothing else is known of it
    products -- that come from it, usually or by terms of their own
    stated_days -- by its terms, else the mean of its products; None: it has none
    next_order_on -- the first day on which it takes an order
    """

    name: str
    terms: Supplier | None
    products: int
    stated_days: float | None
    delivered: Delivered
    coming: Coming
    next_order_on: date


class SuppliedProduct(NamedTuple):
    """asked -- what this supplier asks for it; None: it says nothing of its own, and the product's terms hold"""

    product: Product
    asked: ProductSupplier | None


@dataclass(frozen=True, slots=True)
class SupplierView:
    """calendar -- when it takes orders and delivers; products -- the first of them by name, of row.products
    lead_time_from -- which lead time counts for the products that it usually delivers, and for how many
    """

    row: SupplierRow
    calendar: Calendar
    deliveries: list[Delivery]
    products: list[SuppliedProduct]
    lead_time_from: dict[str, int]


def rows() -> list[SupplierRow]:
    """All suppliers, by name: those with terms, and those that products name."""
    with snapshot() as session:
        known = {own.name: own for own in session.scalars(sa.select(Supplier))}
        counts, stated = _products(session)
        delivered, coming = supplier_record.delivered(session), supplier_record.coming(session)
    return [
        SupplierRow(
            name=name,
            terms=known.get(name),
            products=counts.get(name, 0),
            stated_days=_stated(known.get(name), stated.get(name)),
            delivered=delivered.get(name, Delivered()),
            coming=coming.get(name, Coming()),
            next_order_on=_next_order(_calendar(known.get(name))),
        )
        for name in sorted(known.keys() | counts.keys() | coming.keys() - {""}, key=str.casefold)
    ]


def view(name: str) -> SupplierView:
    """All of one supplier. Raises NotFound where nobody names it."""
    with snapshot() as session:
        terms = suppliers.named(session, [name]).get(name)
        counts, stated = _products(session, name)
        coming = supplier_record.coming(session, name).get(name, Coming())
        if not name or (terms is None and not counts and not coming.lines):
            raise NotFound(_("There is no supplier {name!r}.", name=name), "supplier_not_found")
        delivered = supplier_record.delivered(session, name).get(name, Delivered())
        calendar = _calendar(terms)
        return SupplierView(
            row=SupplierRow(
                name=name,
                terms=terms,
                products=counts.get(name, 0),
                stated_days=_stated(terms, stated.get(name)),
                delivered=delivered,
                coming=coming,
                next_order_on=_next_order(calendar),
            ),
            calendar=calendar,
            deliveries=supplier_record.deliveries(session, name),
            products=_supplied(session, name, terms),
            lead_time_from=_lead_time_from(session, name),
        )


def calendar_of(terms: SupplierTerms) -> Calendar:
    """When one with these terms would take orders and deliver; nothing is stored."""
    return Calendar.of(Supplier(**terms.model_dump(exclude={"name"})))


def _products(session: Session, name: str | None = None) -> tuple[dict[str, int], dict[str, float]]:
    """How many products each supplier delivers, and the mean lead time that these state."""
    named = sa.select(Product.supplier.label("name"), Product.id, Product.lead_time_days).where(
        Product.supplier != "" if name is None else Product.supplier == name
    )
    offered = (
        sa.select(Supplier.name, Product.id, Product.lead_time_days)
        .join(ProductSupplier, ProductSupplier.supplier_id == Supplier.id)
        .join(Product, Product.id == ProductSupplier.product_id)
        .where(*([] if name is None else [Supplier.name == name]))
    )
    # A union: whoever is both usual and has terms of its own counts once.
    own = sa.union(named, offered).subquery()
    figures = (sa.func.count(), sa.func.avg(own.c.lead_time_days))
    found = session.execute(sa.select(own.c.name, *figures).group_by(own.c.name)).all()
    return {row[0]: row[1] for row in found}, {row[0]: float(row[2]) for row in found}


def _supplied(session: Session, name: str, terms: Supplier | None) -> list[SuppliedProduct]:
    asked = sa.and_(ProductSupplier.product_id == Product.id, ProductSupplier.supplier_id == (terms.id if terms else 0))
    query = (
        sa.select(Product, ProductSupplier)
        .outerjoin(ProductSupplier, asked)
        .where(sa.or_(Product.supplier == name, ProductSupplier.product_id.is_not(None)))
        .order_by(Product.name, Product.sku)
    )
    return [SuppliedProduct(*row) for row in session.execute(query.limit(SHOWN))]


def _lead_time_from(session: Session, name: str) -> dict[str, int]:
    own = sa.select(Product.lead_time_from, sa.func.count()).where(Product.supplier == name)
    return dict(session.execute(own.group_by(Product.lead_time_from)).all())


def _stated(terms: Supplier | None, of_products: float | None) -> float | None:
    if terms is not None and terms.lead_time_days is not None:
        return float(terms.lead_time_days)
    return of_products


def _calendar(terms: Supplier | None) -> Calendar:
    return Calendar.of(terms) if terms else Calendar()


def _next_order(calendar: Calendar) -> date:
    return supply_calendar.placed(calendar, clock.now(), clock.today())

"""What new lines of orders are about: products, their suppliers and calendars, and the orders there are."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product, PurchaseOrder
from app.models.stock import OrderStatus
from services.catalogue import product_service
from services.histories import opening_days
from services.orders.lines import whole_units
from services.orders.lines.order_fields import OrderLine
from services.orders.lines.order_lines import DRAFT, OPEN
from services.replenishment.supply import calendars, offers, product_supply, supply, supply_calendar
from services.replenishment.supply.calendars import Calendars
from services.replenishment.supply.supply import LeadTime
from services.replenishment.supply.supply_calendar import Rhythm
from utils import clock

NUMBERS_AT_ONCE = 10_000


@dataclass(frozen=True)
class Book:
    """The products, by code, and the orders, by number and product id, that some new lines are about.

    lead_times -- of each product's suppliers, by its id and their names
    closed -- by product id the days on which nobody takes in what comes
    calendars -- when suppliers take orders and deliver
    status -- of new lines
    whole -- ids of the products of which no part of a unit can be ordered
    entered -- what lines before said already: of two deliveries under one number, one would be lost
    """

    products: Mapping[str, Product]
    lead_times: Mapping[int, Mapping[str, LeadTime]]
    closed: Mapping[int, Container[date]]
    calendars: Calendars
    orders: Mapping[tuple[str, int], PurchaseOrder]
    status: OrderStatus = OPEN
    whole: Container[int] = frozenset()
    entered: set[tuple[str, int]] = field(default_factory=set)

    @cached_property
    def drafts(self) -> set[str]:
        """The numbers of orders that are not sent yet."""
        return {order.number for order in self.orders.values() if order.status == DRAFT}

    @cached_property
    def transfers(self) -> set[str]:
        """The numbers of orders that bring goods from another place."""
        return {order.number for order in self.orders.values() if order.source_id is not None}


def opened(session: Session, lines: Sequence[OrderLine], status: OrderStatus = OPEN) -> Book:
    """What these lines are about, held until the transaction ends."""
    # Held before the orders are looked up: the same line may just be entered by someone else.
    by_sku = product_service.held_by_sku(session, {line.product_sku for line in lines})
    products = list(by_sku.values())
    offered = offers.read(session, products)
    lead_times = product_supply.lead_times(session, products, offered)
    named = {line.supplier for line in lines if line.supplier} | {product.supplier for product in products}
    orders = known_orders(session, {line.number for line in lines})
    closed, known = _closed(session, lines, products), calendars.read(session, products, named)
    return Book(by_sku, lead_times, closed, known, orders, status)


def _closed(session: Session, lines: Sequence[OrderLine], products: Sequence[Product]) -> dict[int, set[date]]:
    """On which days goods of lines that do not say when they come cannot."""
    ordered = [line.ordered_on or clock.today() for line in lines if line.expected_on is None]
    if not ordered or not products:
        return {}
    longest = timedelta(days=supply.LONGEST_LEAD_DAYS + max(product.review_days for product in products))
    return opening_days.closed_days(session, products, min(ordered), max(ordered) + longest)


def known_orders(session: Session, numbers: Iterable[str]) -> dict[tuple[str, int], PurchaseOrder]:
    """The lines of these orders by number and product id, held until the transaction ends."""
    wanted, found = sorted(numbers), dict[tuple[str, int], PurchaseOrder]()
    for first in range(0, len(wanted), NUMBERS_AT_ONCE):
        part = PurchaseOrder.number.in_(wanted[first : first + NUMBERS_AT_ONCE])
        orders = sa.select(PurchaseOrder).where(part).order_by(PurchaseOrder.id).with_for_update()
        found |= {(order.number, order.product_id): order for order in session.scalars(orders)}
    return found


def hold_sources(session: Session, skus: Iterable[str], numbers: Iterable[str]) -> None:
    """Hold these products together with those that transfers of these numbers take from: one by one, two could wait for
    each other."""
    wanted, sources = sorted(numbers), set[int]()
    for first in range(0, len(wanted), NUMBERS_AT_ONCE):
        part = PurchaseOrder.number.in_(wanted[first : first + NUMBERS_AT_ONCE])
        found = session.scalars(sa.select(PurchaseOrder.source_id).where(part, PurchaseOrder.source_id.is_not(None)))
        sources |= {own for own in found if own is not None}
    if sources:
        product_service.hold(session, sources | {own.id for own in product_service.by_sku(session, set(skus)).values()})


def sold_whole(session: Session, lines: Sequence[OrderLine], products: Mapping[str, Product]) -> set[int]:
    """Of the products of which parts of a unit are ordered, those that are sold in whole ones."""
    parts = {line.product_sku for line in lines if not whole_units.is_whole(line.quantity)}
    return whole_units.sold_whole(session, [products[sku] for sku in parts & products.keys()]) if parts else set()


def expected(book: Book, product: Product, supplier: str | None, ordered_on: date) -> date:
    """When it comes from this supplier, or its own, if it is ordered on this day."""
    sender = product.supplier if supplier is None else supplier
    calendar = book.calendars.of(product.id, sender)
    sent_on = supply_calendar.placed(calendar, clock.now(), ordered_on)
    lead = product_supply.of_one(book.lead_times[product.id], sender, product.supplier)
    rhythm = Rhythm(lead.mean_days, product.review_days)
    return supply.arrival_day(calendar, rhythm, sent_on, book.closed[product.id])


def usual_days(session: Session, lines: Sequence[OrderLine]) -> dict[str, date]:
    """When each of these is expected, by its code, if it is ordered on its day."""
    book = opened(session, lines)
    today = clock.today()
    return {
        line.product_sku: expected(book, book.products[line.product_sku], line.supplier, line.ordered_on or today)
        for line in lines
    }

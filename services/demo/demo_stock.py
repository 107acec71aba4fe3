"""What lay in the demo shop, what came in and what is on its way: as its sales say, counted back from what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product, PurchaseOrder, Receipt, StockLevel
from app.models.stock import OrderStatus
from services.demo import demo_sales
from services.demo.demo_catalogue import OPEN_ORDERS, DemoProduct
from services.orders.lines import agreements, order_numbers
from services.orders.lines.order_lines import Line
from utils import clock

PAST_DAYS = 70
# What is left when a delivery comes, as a share of what sells between two.
LEFT_OVER = 0.3


@dataclass(frozen=True, slots=True)
class Past:
    """By days, up to yesterday, float64 (days,): units on hand at their end, and units that came in."""

    first: date
    on_hand: np.ndarray
    received: np.ndarray


def past(product: DemoProduct, on_hand: float | None, sales: Sequence[Mapping[str, Any]], today: date) -> Past:
    """The last PAST_DAYS of a product with this stock today: each level is the one before, less sales, plus receipts.

    Goods come on the days of its department, and after an empty shelf.
    """
    days = min(PAST_DAYS, product.first_day)
    first = today - timedelta(days=days)
    sold, empty = np.zeros(days), np.zeros(days, dtype=bool)
    for row in sales:
        if row["day"] >= first:
            place = (row["day"] - first).days
            sold[place], empty[place] = row["quantity"], not row["in_stock"]
    levels, received = np.zeros(days), np.zeros(days)
    level = on_hand or 0.0
    for place in range(days - 1, -1, -1):
        levels[place] = level
        was_empty = place > 0 and empty[place - 1]
        received[place] = _delivered(product, level + sold[place], first + timedelta(days=place), was_empty)
        level += sold[place] - received[place]
    return Past(first, levels, received)


def keep(session: Session, products: Mapping[str, Product], pasts: Mapping[str, tuple[DemoProduct, Past]]) -> None:
    """Write the levels of these products, by code, and the orders by which their goods came in."""
    levels, orders = [], []
    for sku, (demo, own) in pasts.items():
        product = products[sku]
        days = [own.first + timedelta(days=offset) for offset in range(len(own.on_hand))]
        levels += [
            {"product_id": product.id, "day": day, "on_hand": float(units)}
            for day, units in zip(days, own.on_hand, strict=True)
        ]
        orders += [
            _order(product, day - _took(demo, day), day, units)
            for day, units in zip(days, own.received.tolist(), strict=True)
            if units
        ]
    session.execute(sa.insert(StockLevel), levels)
    insert = sa.insert(PurchaseOrder).returning(PurchaseOrder.id, sort_by_parameter_order=True)
    ids = session.scalars(insert, [row for row, _ in orders]).all()
    receipts = [{"order_id": key, **receipt} for key, (_, receipt) in zip(ids, orders, strict=True)]
    session.execute(sa.insert(Receipt), receipts)


def order_more(session: Session, products: Mapping[str, Product], demo: Mapping[str, DemoProduct], today: date) -> None:
    """Write the orders that are on their way, one of them overdue."""
    for coming in OPEN_ORDERS:
        product = products[coming.sku]
        packs = round(demo_sales.coming_units(demo[coming.sku], today, coming.cover_days) / product.pack_size)
        ordered_on = today - timedelta(days=coming.ordered_ago)
        order = PurchaseOrder(
            number=order_numbers.readable(ordered_on, product.supplier),
            product_id=product.id,
            supplier=product.supplier,
            quantity=float(max(1, packs) * product.pack_size),
            received=0.0,
            status=OrderStatus.OPEN,
            ordered_on=ordered_on,
            expected_on=today + timedelta(days=coming.due_in),
            created_at=clock.now(),
        )
        session.add(order)
        agreements.keep(session, [Line(order, product)])


def _delivered(product: DemoProduct, there: float, day: date, was_empty: bool) -> float:
    """Units that came in on a day at the end of which, without the sales, so many were there."""
    if was_empty:
        return there
    department = product.department
    if product.last_day > 1 or day.toordinal() % department.review_days:
        return 0.0
    kept = LEFT_OVER * product.level * department.review_days
    return max(0.0, (there - kept) // department.pack_size * department.pack_size)


def _took(product: DemoProduct, day: date) -> timedelta:
    """How long the delivery of a supplier on a day had taken: for all its products the same."""
    late = product.department.supplier.late
    return timedelta(days=max(0, product.department.lead_time_days + late[day.toordinal() * 7919 % 97 % len(late)]))


def _order(product: Product, ordered_on: date, day: date, units: float) -> tuple[dict[str, Any], dict[str, Any]]:
    """The row of a delivered order, and that of its receipt."""
    order = {
        "number": order_numbers.readable(ordered_on, product.supplier, day.toordinal() % 7 + 2),
        "product_id": product.id,
        "supplier": product.supplier,
        "quantity": units,
        "received": units,
        "status": OrderStatus.RECEIVED,
        "ordered_on": ordered_on,
        "expected_on": ordered_on + timedelta(days=product.lead_time_days),
        "agreed": agreements.asked_for(product, None).of_so_many(units),
        "created_at": clock.now(),
    }
    return order, {"received_on": day, "quantity": units, "created_at": clock.now()}

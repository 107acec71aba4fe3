"""What to order of each product: worked out after every training and every change of stock or terms, and stored."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import bulk_insert
from app.db.expressions import among
from app.models import OrderAdvice, Product
from services.catalogue import product_service
from services.forecasts import forecast_service
from services.forecasts.forecast_service import Served
from services.replenishment.advice import advising, order_case
from services.replenishment.advice.advising import Advised
from services.replenishment.lists import listed_advice
from utils import clock, currencies

# Products worked out together; what they need in memory does not grow with the catalogue.
TOGETHER = 500
# The level is kept for what was promised, and not read again: an advice shows its own.
STORED = [field.name for field in fields(Advised) if field.name != "service_level"]
# The columns that they go to.
_COLUMNS = {name: sa.inspect(OrderAdvice).c[name].name for name in STORED}
# Built once: for a single product, building the query would take longer than answering it. Ids as in `among`.
_STORED = sa.select(*(getattr(OrderAdvice, name) for name in STORED)).where(
    OrderAdvice.product_id.in_(sa.bindparam("ids", expanding=True, literal_execute=True))
)


def refresh(session: Session, product_ids: Iterable[int]) -> None:
    """Work out and store the advice on these products anew, in the caller's transaction.

    A product without a model has none. The products are held until it ends: advice that rests on what two changes
    left, each for itself, would be wrong.
    """
    wanted = sorted(set(product_ids))
    for first in range(0, len(wanted), TOGETHER):
        ids = wanted[first : first + TOGETHER]
        products = product_service.held(session, ids)
        advised = advising.advise(order_case.gather(session, products))
        session.execute(sa.delete(OrderAdvice).where(among(OrderAdvice.product_id, ids)))
        bulk_insert.insert_records(session, OrderAdvice, [_row(own) for own in advised])


def _row(advised: Advised) -> dict[str, Any]:
    kept = {"service_level": advised.service_level, "computed_at": clock.now()}
    return {column: getattr(advised, name) for name, column in _COLUMNS.items()} | kept


def recommendations(
    session: Session, products: Sequence[Product], served: dict[int, Served]
) -> dict[int, dict[str, Any]]:
    """The advice on these products by id, as the list has it: what is stored, else worked out from these forecasts."""
    stored = session.execute(_STORED, {"ids": [product.id for product in products]})
    found = {row.product_id: Advised(**row._mapping, service_level=math.nan) for row in stored}
    missing = [product for product in products if product.id not in found and product.id in served]
    if missing:
        # Stored forecasts may have been read in part only.
        whole = {**served, **forecast_service.champions(session, missing, order_case.FORECAST_DAYS)}
        found |= {own.product_id: own for own in advising.advise(order_case.of(session, missing, whole))}
    listed = listed_advice.as_listed(session, {product.id: product for product in products}, found)
    return {key: document(own) for key, own in listed.items()}


def document(advised: Advised) -> dict[str, Any]:
    """An advice as plain JSON values, without the product."""
    return {
        "kind": advised.kind,
        "quantity": advised.quantity,
        "needed": round(advised.needed, 2),
        "expected_demand": round(advised.expected_demand, 2),
        "for_kits": round(advised.for_kits, 2),
        "safety_stock": round(advised.needed - advised.expected_demand, 2),
        "on_hand": None if advised.on_hand is None else round(advised.on_hand, 2),
        "arriving": round(advised.arriving, 2),
        "missing": advised.missing,
        "will_expire": round(advised.will_expire, 2),
        "order_waste": round(advised.order_waste, 2),
        "supplier": advised.supplier,
        "order_by": _iso(advised.order_by),
        "arrives_on": _iso(advised.arrives_on),
        "next_arrival_on": _iso(advised.next_arrival_on),
        "stock_out_date": _iso(advised.stock_out_date),
        "days_of_cover": None if advised.days_of_cover is None else round(advised.days_of_cover, 1),
        "money_at_risk": currencies.rounded(advised.money_at_risk),
        "cost": None if advised.cost is None else currencies.rounded(advised.cost),
        "excess_units": advised.excess_units,
        "excess_value": None if advised.excess_value is None else currencies.rounded(advised.excess_value),
        "as_of": advised.as_of.isoformat(),
        "reason": advised.reason,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

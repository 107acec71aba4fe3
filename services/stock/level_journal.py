"""Levels of stock before and after something that can be undone, and the way back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product, PurchaseOrder, Receipt, StockLevel
from services.stock import stock_levels
from utils.language import _


@dataclass(frozen=True)
class Seen:
    """levels -- (units, counted) by product id and day, from the first day on that may change

    on_hand -- by product id; receipts -- the id of the last receipt of any product
    """

    levels: dict[tuple[int, date], tuple[float, bool]]
    on_hand: dict[int, float | None]
    receipts: int


def look(session: Session, product_ids: Collection[int], first: date) -> Seen:
    """How the stock of these products is now."""
    session.flush()
    own = sa.select(StockLevel.product_id, StockLevel.day, StockLevel.on_hand, StockLevel.counted)
    levels = session.execute(own.where(among(StockLevel.product_id, product_ids), StockLevel.day >= first))
    on_hand = session.execute(sa.select(Product.id, Product.on_hand).where(among(Product.id, product_ids)))
    last = session.scalar(sa.select(sa.func.max(Receipt.id)))
    return Seen({(own, day): (units, counted) for own, day, units, counted in levels}, dict(on_hand.all()), last or 0)


def changed(before: Seen, after: Seen) -> dict[str, Any]:
    """What is to be kept of a change, as plain values of JSON."""
    keys = sorted(key for key in after.levels if before.levels.get(key) != after.levels[key])
    return {
        "levels": [[own, day.isoformat(), before.levels.get((own, day)), after.levels[own, day]] for own, day in keys],
        "on_hand": {str(own): before.on_hand.get(own) for own, _ in keys},
        "receipts": after.receipts,
    }


def moved(before: Seen, after: Seen) -> dict[str, Any]:
    """The same of goods that came or left, which any count of a later day has seen: with those there are."""
    kept = changed(before, after)
    counts = ((own, day) for (own, day), (_units, is_count) in after.levels.items() if is_count)
    moved_of = products(kept)
    return kept | {"counts": [[own, day.isoformat()] for own, day in sorted(counts) if own in moved_of]}


def rests(session: Session, kept: dict[str, Any]) -> list[str]:
    """What has come to rest on these levels since, in words."""
    skus = _skus(session, kept)
    now = {key: [units, counted] for key, (units, counted) in _now(session, kept).levels.items()}
    reasons = [
        _("the stock of {sku} on {day} was told or changed again", sku=skus[own], day=day)
        for own, day, _before, after in kept["levels"]
        if own in skus and now.get((own, date.fromisoformat(day))) != after
    ]
    reasons += [
        _("the stock of {sku} on {day} was told or changed again", sku=skus[own], day=day)
        for own, day in _counted_since(kept, now)
        if own in skus
    ]
    return reasons + [
        _("{units} of {sku} came in on {day}", units=units, sku=skus[own], day=day)
        for own, day, units in _came_in(session, kept)
    ]


def _counted_since(kept: dict[str, Any], now: Mapping[tuple[int, date], Sequence[Any]]) -> list[tuple[int, str]]:
    """Counts of later days that were made since goods moved, by product and day."""
    if "counts" not in kept:
        return []
    known = {(own, day) for own, day in kept["counts"]} | {(own, day) for own, day, *_ in kept["levels"]}
    first = {own: day for own, day, *_ in reversed(kept["levels"])}
    counts = ((own, day.isoformat()) for (own, day), (_units, is_count) in now.items() if is_count)
    return [(own, day) for own, day in sorted(counts) if (own, day) not in known and day > first[own]]


def put_back(session: Session, kept: dict[str, Any]) -> int:
    """Have the levels as they were; returns how many changed."""
    levels = {(own, date.fromisoformat(day)): was for own, day, was, _ in kept["levels"]}
    there = _skus(session, kept)
    stock_levels.restore(session, {key: was and tuple(was) for key, was in levels.items() if key[0] in there})
    # Of a product that has no level any more, nothing else says what it had.
    known = sa.exists().where(StockLevel.product_id == Product.id)
    silent = session.scalars(sa.select(Product).where(among(Product.id, products(kept)), ~known))
    for product in silent:
        product.on_hand = kept["on_hand"][str(product.id)]
    session.flush()
    return len(levels)


def products(kept: dict[str, Any]) -> set[int]:
    """The ids of the products that these levels are of."""
    return {own for own, *_ in kept["levels"]}


def _skus(session: Session, kept: dict[str, Any]) -> dict[int, str]:
    return dict(session.execute(sa.select(Product.id, Product.sku).where(among(Product.id, products(kept)))).all())


def _now(session: Session, kept: dict[str, Any]) -> Seen:
    first = min((day for _, day, *_ in kept["levels"]), default="9999-12-31")
    return look(session, products(kept), date.fromisoformat(first))


def _came_in(session: Session, kept: dict[str, Any]) -> list[tuple[int, date, float]]:
    """Receipts since that were added to these levels."""
    first: dict[int, str] = {}
    for own, day, *_units in kept["levels"]:
        first[own] = min(day, first.get(own, day))
    query = sa.select(PurchaseOrder.product_id, Receipt.received_on, Receipt.quantity).join(
        PurchaseOrder, PurchaseOrder.id == Receipt.order_id
    )
    later = query.where(Receipt.id > kept["receipts"], among(PurchaseOrder.product_id, first))
    return [(own, day, units) for own, day, units in session.execute(later) if day.isoformat() >= first[own]]

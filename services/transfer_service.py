"""Before anything is bought: what one place has too much of, and another needs."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import OrderAdvice, Product
from services.pages import Page, position
from services.sku import AT, item_of


@dataclass(frozen=True, slots=True)
class Place:
    """An item in one place, with the advice on it; `needed` until the order after the next arrives."""

    product: Product
    advice: OrderAdvice

    @property
    def name(self) -> str:
        """Of the place: its location, or what stands behind the @ of its code."""
        return self.product.location or self.product.sku.rpartition(AT)[2]

    @property
    def spare(self) -> int:
        """Whole units it can give away and still reach its own service level."""
        if self.advice.kind == "order":
            return 0
        return max(0, math.floor(self.product.on_hand - self.advice.needed))

    @property
    def missing(self) -> int:
        """Whole units it would have to order, before packs and minimums."""
        if self.advice.kind != "order":
            return 0
        return max(0, min(self.advice.quantity, math.ceil(self.advice.needed - self.product.on_hand)))


@dataclass(frozen=True, slots=True)
class Transfer:
    """Units of an item to carry from one place to another."""

    item: str
    source: Place
    target: Place
    quantity: int

    @property
    def money_at_risk(self) -> float:
        """The share of the target's money at risk that these units save."""
        return self.target.advice.money_at_risk * min(1.0, self.quantity / max(1, self.target.missing))

    @property
    def reason(self) -> str:
        """One sentence with all the figures."""
        left = self.target.missing - self.quantity
        return (
            f"{self.target.name} misses {self.target.missing}; {self.source.name} has "
            f"{self.source.product.on_hand:g} on hand and needs {self.source.advice.needed:.3g}: "
            f"move {self.quantity} before ordering{f' the other {left}' if left else ''}."
        )


def list_transfers(limit: int, cursor: str | None) -> Page[Transfer]:
    """All suggestions, most money at risk first."""
    first = position(cursor, 1, int)[0] if cursor else 0
    with snapshot() as session:
        transfers = suggestions(session)
    return Page.of(transfers[first : first + limit + 1], limit, lambda _: [first + limit])


def suggestions(session: Session, item: str | None = None) -> list[Transfer]:
    """What to carry where, of one item or all, most money at risk first; no unit is promised twice."""
    by_item = defaultdict(list)
    for place in _places(session, item):
        by_item[item_of(place.product.sku, place.product.location)].append(place)
    found = [
        transfer
        for own, places in by_item.items()
        if len(places) > 1 and item in (None, own)
        for transfer in _between(own, places)
    ]
    return sorted(found, key=lambda transfer: (-transfer.money_at_risk, transfer.target.product.sku))


def _places(session: Session, item: str | None) -> Iterator[Place]:
    query = sa.select(Product, OrderAdvice).join(OrderAdvice, OrderAdvice.product_id == Product.id)
    if item is None:
        query = query.where(sa.or_(Product.sku.contains(AT), Product.location != ""))
    else:
        query = query.where(Product.sku.startswith(item, autoescape=True))
    for product, advice in session.execute(query.order_by(Product.sku)):
        yield Place(product, advice)


def _between(item: str, places: Sequence[Place]) -> Iterator[Transfer]:
    """Those with the most money at risk are served first, each from whoever has the most to give."""
    spare: dict[Any, int] = {place.product.id: place.spare for place in places}
    for target in sorted(places, key=lambda place: -place.advice.money_at_risk):
        missing = target.missing
        for source in sorted(places, key=lambda place: -spare[place.product.id]):
            quantity = min(missing, spare[source.product.id])
            if quantity > 0:
                yield Transfer(item, source, target, quantity)
                spare[source.product.id] -= quantity
                missing -= quantity

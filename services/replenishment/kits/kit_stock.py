"""How many can be sold now: what is on hand, and of a kit also what can be put together of its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, whole
from app.models import Product
from services.catalogue import kits
from services.replenishment.supply import stock_now
from services.replenishment.supply.stock_now import OnHand
from utils import clock

# Parts of a unit that arithmetic leaves over.
ROUNDING = 1e-9


def available(products: Sequence[Product], stocks: Mapping[int, OnHand]) -> dict[int, float | None]:
    """Of these products, whose stock is known, by id; None: nobody knows, of one of its parts for example."""
    found = {own.id: stocks[own.id].units for own in products}
    assembled = [own for own in products if own.components is not None]
    if assembled:
        # Who sees a kit is told how many there are, wherever its parts lie.
        with snapshot() as session, whole(session) as wider:
            found |= _of_kits(wider, assembled)
    return found


def _of_kits(session: Session, assembled: Sequence[Product]) -> dict[int, float | None]:
    known = kits.read(session)
    skus = known.below(own.id for own in assembled) | {own.sku for own in assembled}
    owners = session.scalars(sa.select(Product).where(Product.sku.in_(sorted(skus)))).all()
    stocks = stock_now.read(session, owners)
    units = {own.sku: stocks[own.id].units for own in owners}
    shop = _Shop(known.parts_on(clock.today()), units)
    return {own.id: shop.most(own.sku) for own in assembled}


@dataclass(frozen=True)
class _Shop:
    """parts -- of each kit; units -- on hand, None: unknown; both by code"""

    parts: Mapping[str, Mapping[str, float]]
    units: Mapping[str, float | None]

    def most(self, sku: str) -> float | None:
        """The most whole kits that can be had; None: of something in them nobody knows how much is there."""
        below, skus = [sku], set[str]()
        while below:
            skus.add(own := below.pop())
            below += self.parts.get(own, {}).keys() - skus
        if any(own not in self.parts and self.units.get(own) is None for own in skus):
            return None
        low, high = 0, 1
        while self.has(sku, high):
            low, high = high, 2 * high
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.has(sku, middle) else (low, middle)
        return float(low)

    def has(self, sku: str, wanted: float) -> bool:
        """Whether so many can be had: what is there first, the rest of it put together."""
        left = {own: max(0.0, units or 0.0) for own, units in self.units.items()}

        def take(own: str, number: float) -> bool:
            there = min(number, left.get(own, 0.0))
            left[own] = left.get(own, 0.0) - there
            missing = number - there
            if missing <= ROUNDING:
                return True
            return own in self.parts and all(take(part, missing * each) for part, each in self.parts[own].items())

        return take(sku, wanted)

"""How many kits can be put together, by what there is of their parts, until more of these can come."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product
from services.catalogue.kits import Kit, Kits
from services.replenishment import product_supply, supply_calendar
from services.replenishment.product_supply import Supply
from services.replenishment.supply_calendar import Rhythm
from utils import clock


@dataclass(frozen=True)
class Parts:
    """of -- what goes into one of each kit; there -- units of a part by the end of each day, inf from the day on which
    what is ordered now can come; without those of which nobody knows how many there are; both by code"""

    of: Mapping[str, Mapping[str, float]]
    there: Mapping[str, np.ndarray]

    def most(self, sku: str, but: Collection[str]) -> np.ndarray | None:
        """The kits that can be put together by each day, by all their parts but these; None: any number."""
        known = ((self.there[part], each) for part, each in self.of.get(sku, {}).items() if part not in but)
        kits = [np.floor(there / each) for there, each in known if len(there) > 1]
        days = max((len(own) for own in kits), default=0)
        return np.min([_padded(own, days) for own in kits], axis=0) if kits else None


def read(session: Session, known: Kits, above: Mapping[str, Kit]) -> Parts:
    """The parts of these kits, but of those whose customers wait: what is lacking puts them off."""
    if not above:
        return Parts({}, {})
    today = known.parts_on(clock.today())
    waits = sa.select(Product.sku).where(Product.sku.in_(sorted(above)), Product.backorders)
    of = {sku: today.get(sku, {}) for sku in above.keys() - set(session.scalars(waits))}
    skus = {part for parts in of.values() for part in parts if part not in known.by_sku}
    owners = session.scalars(sa.select(Product).where(Product.sku.in_(sorted(skus)))).all()
    supplies = product_supply.read(session, owners)
    there = {own.sku: _there(own, supplies[own.id]) for own in owners if supplies[own.id].on_hand is not None}
    return Parts({sku: {own: each for own, each in parts.items() if own in there} for sku, parts in of.items()}, there)


def _there(part: Product, own: Supply) -> np.ndarray:
    units = np.full(_soonest(part, own) + 1, max(0.0, own.on_hand or 0.0))
    for day, quantity in own.arriving(clock.today(), part.on_order):
        units[day:] += quantity
    units[-1] = np.inf
    return units


def _soonest(part: Product, own: Supply) -> int:
    """Days until what is ordered of anybody today is there."""
    today, now = clock.today(), clock.now()
    found = []
    for offer in own.offers:
        calendar = own.calendar_of(offer.supplier)
        placed = supply_calendar.placed(calendar, now, today)
        rhythm = Rhythm(own.leads[offer.supplier].mean_days, part.review_days)
        found.append(math.ceil(supply_calendar.cycle(calendar, rhythm, placed, today).lead))
    return min(found)


def _padded(kits: np.ndarray, days: int) -> np.ndarray:
    return np.pad(kits, (0, days - len(kits)), constant_values=np.inf)

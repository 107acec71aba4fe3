"""What kits are put together of may be lacking: what there is of it until more can come, and who else asks for it."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product
from forecasting.replenishment.kits import Part, Use
from services.catalogue.kits import Kit, Kits
from services.replenishment.supply import product_supply, supply_calendar
from services.replenishment.supply.product_supply import Supply
from services.replenishment.supply.supply_calendar import Rhythm
from utils import clock

# Parts of a unit that arithmetic leaves over.
ROUNDING = 1e-9
# Beside none of the kits: by all of them.
NONE = ""


@dataclass(frozen=True)
class Parts:
    """of -- what goes into one of each kit; came -- units of a part by the day from which they are there, until what is
    ordered now can come; without parts of which nobody knows how many there are
    alone -- what is sold of a part by itself; beside -- units of it by day that are taken beside a kit, by that kit;
    all by code"""

    of: Mapping[str, Mapping[str, float]]
    came: Mapping[str, np.ndarray]
    alone: Mapping[str, tuple[Use, ...]] = field(default_factory=dict)
    beside: Mapping[str, Mapping[str, np.ndarray]] = field(default_factory=dict)

    def lacking(self, sku: str, way: Collection[str]) -> tuple[Part, ...]:
        """The parts of a kit that may be lacking; way -- from the product whose demand is looked for to this kit"""
        own, *_ = way
        return tuple(
            Part(each, self.came[part], self._asked(part, sku), self.alone.get(part, ()), part == own)
            for part, each in self.of.get(sku, {}).items()
            if len(self.came.get(part, ())) and (part == own or part not in way)
        )

    def _asked(self, part: str, sku: str) -> np.ndarray:
        """What other kits take."""
        taken = self.beside.get(part, {})
        return taken[sku if sku in taken else NONE] if taken else np.zeros(len(self.came[part]))


def read(session: Session, known: Kits, above: Mapping[str, Kit]) -> Parts:
    """The parts of these kits, but of those whose customers wait: what is lacking puts them off."""
    if not above:
        return Parts({}, {})
    waits = sa.select(Product.sku).where(Product.sku.in_(sorted(above)), Product.backorders)
    skus = known.below(kit.product_id for kit in above.values())
    owners = session.scalars(sa.select(Product).where(Product.sku.in_(sorted(skus)))).all()
    supplies = product_supply.read(session, owners)
    there = {own.sku: _came(own, supplies[own.id]) for own in owners if supplies[own.id].on_hand is not None}
    packed = {own.sku: max(0.0, supplies[own.id].on_hand or 0.0) for own in owners}
    bought = {sku: came for sku, came in there.items() if sku not in known.by_sku}
    shop = _Shop(known.parts_on(clock.today()), bought, packed)
    of = {sku: shop.parts(sku) for sku in above.keys() - set(session.scalars(waits))}
    assembled = {sku: came for sku in skus & known.by_sku.keys() if (came := shop.assembled(sku)) is not None}
    return Parts(of, bought | assembled)


@dataclass(frozen=True)
class _Shop:
    """of -- what goes into one of each kit; came -- of what is bought, see `Parts`; packed -- units on hand; by code"""

    of: Mapping[str, Mapping[str, float]]
    came: Mapping[str, np.ndarray]
    packed: Mapping[str, float]

    def parts(self, sku: str, way: tuple[str, ...] = ()) -> dict[str, float]:
        """What goes into one of a kit; of a kit within it, of which none is packed, what goes into that."""
        found = defaultdict[str, float](float)
        for part, each in self.of.get(sku, {}).items():
            if part in (*way, sku):
                continue
            is_packed = part not in self.of or self.packed.get(part, 0.0) > 0
            for own, units in ({part: 1.0} if is_packed else self.parts(part, (*way, sku))).items():
                found[own] += each * units
        return found

    def assembled(self, sku: str, way: tuple[str, ...] = ()) -> np.ndarray | None:
        """A kit within others as if it were bought: what is packed, and what can be put together; None: any number."""
        within = {part: self._came(part, (*way, sku)) for part in self.of.get(sku, {}) if part not in (*way, sku)}
        known = {part: np.cumsum(came) for part, came in within.items() if came is not None and len(came)}
        if not known:
            return None
        days = max(map(len, known.values()))
        by_then = [_padded(np.floor(units / self.of[sku][part] + ROUNDING), days) for part, units in known.items()]
        return np.diff(self.packed.get(sku, 0.0) + np.min(by_then, axis=0), prepend=0.0)

    def _came(self, sku: str, way: tuple[str, ...]) -> np.ndarray | None:
        return self.assembled(sku, way) if sku in self.of else self.came.get(sku)


def _padded(units: np.ndarray, days: int) -> np.ndarray:
    return np.pad(units, (0, days - len(units)), constant_values=np.inf)


def _came(part: Product, own: Supply) -> np.ndarray:
    units = np.zeros(_soonest(part, own))
    there = [(0, max(0.0, own.on_hand or 0.0)), *own.arriving(clock.today(), part.on_order)]
    for day, quantity in there:
        if day < len(units):
            units[max(0, day)] += quantity
    return units


def _soonest(part: Product, own: Supply) -> int:
    """Days until what is ordered of anybody today is there."""
    return min(_leads(part, own))


def _leads(part: Product, own: Supply) -> Iterator[int]:
    today, now = clock.today(), clock.now()
    for offer in own.offers:
        calendar = own.calendar_of(offer.supplier)
        placed = supply_calendar.placed(calendar, now, today)
        rhythm = Rhythm(own.leads[offer.supplier].mean_days, part.review_days)
        yield math.ceil(supply_calendar.cycle(calendar, rhythm, placed, today).lead)

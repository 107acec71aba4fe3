"""What sales of kits and recipes have taken of their parts."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product, PurchaseOrder, Receipt, Sale
from services.catalogue import kits
from services.catalogue.kits import Kits, Use
from utils import clock

ByDay = dict[date, float]


class Count(NamedTuple):
    """units -- that were there at the end of a day"""

    day: date
    units: float


# The last counts of these products, by id; of those that were counted.
Counts = Callable[[Sequence[int]], Mapping[int, Count]]


@dataclass(frozen=True)
class _Sold:
    """by_kit -- units by day; packed -- what was put together already, and came so since, by day: it is sold first, and
    takes no part then"""

    known: Kits
    by_kit: Mapping[str, ByDay]
    packed: Mapping[str, Count]
    came: Mapping[str, ByDay]

    def taken(self, sku: str, way: tuple[str, ...] = ()) -> ByDay:
        """Of what is under a code, by the kits it goes into."""
        found: ByDay = defaultdict(float)
        for use in self.known.uses.get(sku, ()):
            if use.kit.sku in (sku, *way):
                continue
            for day, units in self._put_together(use, (*way, sku)).items():
                if (use.first is None or use.first <= day) and (use.last is None or day <= use.last):
                    found[day] += use.quantity * units
        return found

    def _put_together(self, use: Use, way: tuple[str, ...]) -> ByDay:
        wanted = self.taken(use.kit.sku, way)
        for day, units in self.by_kit.get(use.kit.sku, {}).items():
            wanted[day] += units
        counted = self.packed.get(use.kit.sku)
        return wanted if counted is None else _beyond(wanted, counted, self.came.get(use.kit.sku, {}))


def taken(session: Session, products: Sequence[Product], last_counts: Counts) -> dict[int, float]:
    """Units of these products that have gone into kits since they were counted, by id; without those of which none
    has."""
    known = kits.read(session)
    above = known.above(product.sku for product in products)
    if not above:
        return {}
    counts = last_counts([product.id for product in products])
    ids = {kit.product_id: kit.sku for kit in above.values()}
    packed = {ids[product_id]: count for product_id, count in last_counts(list(ids)).items()}
    days = [count.day for count in (*counts.values(), *packed.values())]
    if not counts:
        return {}
    sold = _Sold(known, _by_day(session, ids, min(days)), packed, _came(session, ids, min(days)))
    found = ((own.id, sold.taken(own.sku)) for own in products if own.id in counts and own.sku in known.uses)
    since = {key: sum(units for day, units in by_day.items() if day > counts[key].day) for key, by_day in found}
    return {product_id: units for product_id, units in since.items() if units}


def _by_day(session: Session, ids: Mapping[int, str], after: date) -> dict[str, ByDay]:
    """Sales of days that are over, by kit."""
    columns = (Sale.product_id, Sale.day, Sale.quantity - Sale.returned)
    own = among(Sale.product_id, ids), Sale.day > after, Sale.day < clock.today()
    found: dict[str, ByDay] = defaultdict(dict)
    for product_id, day, units in session.execute(sa.select(*columns).where(*own)):
        found[ids[product_id]][day] = units
    return found


def _came(session: Session, ids: Mapping[int, str], after: date) -> dict[str, ByDay]:
    """Units of kits that came in packed, by kit."""
    columns = PurchaseOrder.product_id, Receipt.received_on
    own = among(PurchaseOrder.product_id, ids), Receipt.received_on > after
    query = sa.select(*columns, sa.func.sum(Receipt.quantity)).join(Receipt).where(*own).group_by(*columns)
    found: dict[str, ByDay] = defaultdict(dict)
    for product_id, day, units in session.execute(query):
        found[ids[product_id]][day] = units
    return found


def _beyond(wanted: ByDay, counted: Count, came: ByDay) -> ByDay:
    """What was not packed, since it was counted; before that nobody knows what was."""
    left, found = max(0.0, counted.units), {}
    for day in sorted(day for day in {*wanted, *came} if day > counted.day):
        left += came.get(day, 0.0)
        packed = min(left, wanted.get(day, 0.0))
        left -= packed
        found[day] = wanted.get(day, 0.0) - packed
    return found

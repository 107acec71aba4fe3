"""The calendars by which products come: of their suppliers, and of the shop that takes them in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.models import Product
from services.catalogue import suppliers
from services.histories import event_calendar
from services.replenishment.supply.supply_calendar import LONGEST_DAYS, Calendar
from utils import clock


@dataclass(frozen=True)
class Calendars:
    """suppliers -- by their name; absent -- by product id the days on which its shop is closed, in their order"""

    suppliers: Mapping[str, Calendar]
    absent: Mapping[int, Sequence[date]]

    def of(self, product_id: int, supplier: str) -> Calendar:
        """By which this supplier delivers this product."""
        own = self.suppliers[supplier]
        return own.without(self.absent[product_id]) if product_id in self.absent else own


def of_suppliers(session: Session, names: Iterable[str]) -> defaultdict[str, Calendar]:
    """When these suppliers take orders and deliver, by name; without an entry of theirs on any day."""
    known = suppliers.named(session, set(names))
    return defaultdict(Calendar, {name: Calendar.of(supplier) for name, supplier in known.items()})


def read(session: Session, products: Sequence[Product], names: Iterable[str]) -> Calendars:
    """Those of these products and suppliers, with announced closures."""
    first = clock.today()
    closed = event_calendar.closed_days(session, products, first, first + timedelta(days=LONGEST_DAYS))
    absent = {
        product_id: [first + timedelta(days=int(day)) for day in days.nonzero()[0]]
        for product_id, days in closed.items()
        if days.any()
    }
    return Calendars(of_suppliers(session, names), absent)

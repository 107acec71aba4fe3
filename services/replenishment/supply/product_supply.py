"""What there is of a product, how long more takes, what is on its way, and when which supplier delivers it for what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from app.models import Product
from services.replenishment.supply import calendars, offers, stock_now, supply, targets
from services.replenishment.supply.offers import Offer
from services.replenishment.supply.supply import Arrival, LeadTime
from services.replenishment.supply.supply_calendar import Calendar
from services.replenishment.supply.targets import Carried, Expiring


@dataclass(frozen=True, slots=True)
class Supply:
    """on_hand -- units, None: unknown; expiring -- of them by their last day
    lead -- from order to arrival, of the usual supplier; leads -- of each that offers it, by name
    calendar_of -- by the supplier's name
    """

    on_hand: float | None
    expiring: Expiring
    lead: LeadTime
    leads: Mapping[str, LeadTime]
    arrivals: Sequence[Arrival]
    offers: Sequence[Offer]
    calendar_of: Callable[[str], Calendar]

    def arriving(self, today: date, on_order: float) -> tuple[tuple[int, float], ...]:
        """What is on its way, by days from today, each on a day on which it can come. Without purchase orders, all
        that is on order comes by the end of the lead time."""
        if self.arrivals:
            coming = ((self.calendar_of(some.supplier), some) for some in self.arrivals if not some.given_up)
            return tuple(((calendar.delivery(some.day) - today).days, some.quantity) for calendar, some in coming)
        return ((max(0, int(self.lead.mean_days) - 1), on_order),) if on_order else ()

    def carried(self, today: date) -> Carried:
        """Of that, what comes from other places: the day it comes, its last day, both from today, and how many."""
        return tuple(
            ((self.calendar_of(some.supplier).delivery(some.day) - today).days, (last_day - today).days, units)
            for some in self.arrivals
            if not some.given_up
            for last_day, units in some.lots
        )

    def last_of(self, supplier: str) -> date | None:
        """The day on which the last of what is on its way from a supplier can come; None: nothing is."""
        calendar = self.calendar_of(supplier)
        coming = (own.day for own in self.arrivals if own.supplier == supplier and not own.given_up)
        return max((calendar.delivery(day) for day in coming), default=None)

    @property
    def given_up(self) -> tuple[float, date] | None:
        """Units that nobody relies on any more, and since when they are due."""
        lost = [arrival for arrival in self.arrivals if arrival.given_up]
        return (sum(arrival.quantity for arrival in lost), lost[0].day) if lost else None


def read(session: Session, products: Sequence[Product]) -> dict[int, Supply]:
    """The supply of each of these products, by product id."""
    arrivals = supply.arrivals(session, [product.id for product in products])
    offered = offers.read(session, products)
    leads = lead_times(session, products, offered)
    senders = {arrival.supplier for own in arrivals.values() for arrival in own}
    known = calendars.read(session, products, senders | {one.supplier for own in offered.values() for one in own})
    stocks = stock_now.read(session, products)
    expiring = targets.expiring(session, products, stocks)
    return {
        own.id: Supply(
            on_hand=stocks[own.id].units,
            expiring=expiring.get(own.id, ()),
            lead=of_one(leads[own.id], own.supplier),
            leads=leads[own.id],
            arrivals=arrivals[own.id],
            offers=offered[own.id],
            calendar_of=partial(known.of, own.id),
        )
        for own in products
    }


def lead_times(
    session: Session, products: Sequence[Product], offered: Mapping[int, Sequence[Offer]]
) -> dict[int, dict[str, LeadTime]]:
    """How long each of these products takes from each supplier that offers it, by product id and name."""
    stated = {
        (own.id, offer.supplier): float(own.lead_time_days) if offer.lead_days is None else offer.lead_days
        for own in products
        for offer in offered[own.id]
    }
    found: dict[int, dict[str, LeadTime]] = {own.id: {} for own in products}
    for (product_id, name), lead in supply.by_supplier(session, products, stated).items():
        found[product_id][name] = lead
    return found


def of_one(leads: Mapping[str, LeadTime], *names: str) -> LeadTime:
    """The lead time of the first of these suppliers that has one, else of the first that there is."""
    return next((leads[name] for name in names if name in leads), next(iter(leads.values())))


def lead_time_of(session: Session, product: Product, supplier: str) -> dict[str, Any]:
    """Which lead time counts of the supplier that is advised: the stated one, and what deliveries have taught."""
    offered = offers.read(session, [product])
    lead = of_one(lead_times(session, [product], offered)[product.id], supplier)
    own = next((offer.lead_days for offer in offered[product.id] if offer.supplier == supplier), None)
    return {
        "counts": product.lead_time_from,
        "days": round(lead.mean_days, 2),
        "stated_days": product.lead_time_days if own is None else round(own),
        "learned_days": None if lead.observed_days is None else round(lead.observed_days, 2),
        "learned_from_orders": lead.receipts,
    }

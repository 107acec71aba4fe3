"""What a planner looks up about a product: its life, its kits, and when its supplier takes orders and delivers."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.models import Product
from services.catalogue import kits, suppliers
from services.replenishment.kits import kit_stock
from services.replenishment.supply import stock_now, supply_calendar
from services.replenishment.supply.supply_calendar import Calendar
from utils import clock


@dataclass(frozen=True, slots=True)
class ProductTerms:
    """available -- how many can be sold now, None: unknown; goes_into -- codes of kits, and how many units in one
    order_days, delivery_days -- of its supplier, None: any; cut_off -- "11:00", None: midnight
    next_order_on -- the first day on which it takes an order; closed -- its shutdowns to come
    """

    available: float | None
    goes_into: dict[str, float]
    order_days: list[str] | None
    delivery_days: list[str] | None
    cut_off: str | None
    next_order_on: date
    closed: list[tuple[date, date]]


def of(session: Session, product: Product) -> ProductTerms:
    supplier = suppliers.named(session, {product.supplier}).get(product.supplier)
    calendar = Calendar.of(supplier) if supplier else Calendar()
    stocks = stock_now.read(session, [product])
    today = clock.today()
    return ProductTerms(
        available=kit_stock.available([product], stocks)[product.id],
        goes_into={kit.sku: kit.parts[product.sku] for kit in kits.every(session).values() if product.sku in kit.parts},
        order_days=supplier.order_days if supplier else None,
        delivery_days=supplier.delivery_days if supplier else None,
        cut_off=supplier.cut_off if supplier else None,
        next_order_on=supply_calendar.placed(calendar, clock.now(), today),
        closed=[span for span in calendar.closed if span[1] >= today],
    )

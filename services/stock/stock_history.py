"""What was on hand day by day: recording it, reading it."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from app.models import StockLevel
from services.catalogue import product_service
from services.catalogue.product_fields import Sku, StockUnits
from services.paging import Page
from services.replenishment.renewal import advice_refresh
from services.sales import day_history
from services.sales.day_history import HistoryQuery
from services.sales.sales_service import SaleDay
from services.stock import stock_levels
from utils import clock


class StockRow(BaseModel):
    """What one product had on hand at the end of one day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    product_sku: Sku
    date: SaleDay = Field(default_factory=clock.today, examples=["2026-03-01"], description="Left out: today.")
    on_hand: StockUnits = Field(description="Units in stock at the end of the day.", examples=[40])


def record_levels(rows: Sequence[StockRow]) -> dict[str, Any]:
    """Write these levels, all or none. Of two rows for one product and day the last counts.

    Unknown products are created. Returns received, recorded, duplicates, products_created, and whether the advice on
    so many products follows in the background (advice_pending).
    """
    newest = {(row.product_sku, row.date): row.on_hand for row in rows}
    with advice_refresh.change() as made:
        session = made.session
        ids, created = product_service.ensure(session, {sku for sku, _ in newest})
        stock_levels.record(session, {(ids[sku], day): units for (sku, day), units in newest.items()})
        made.touches(ids.values())
    return {
        "received": len(rows),
        "recorded": len(newest),
        "duplicates": len(rows) - len(newest),
        "products_created": created,
        "advice_pending": made.is_pending,
    }


def history(query: HistoryQuery, limit: int, cursor: str | None) -> Page[StockLevel]:
    """The days with a level, oldest first. Raises NotFound, InvalidInput."""
    return day_history.page(StockLevel, query, limit, cursor)

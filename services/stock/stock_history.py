"""What was on hand day by day: recording it, reading it."""

from collections.abc import Sequence
from datetime import date
from typing import IO, Any

from pydantic import BaseModel, ConfigDict, Field

from app.models import StockLevel
from services.catalogue import product_service
from services.catalogue.product_fields import Sku, StockUnits
from services.files import tables
from services.files.fields import CODE, DAY, NUMBER, Form, Wanted
from services.files.options import USUAL, FileOptions
from services.paging import Page
from services.replenishment import advice_refresh
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
    return {"received": len(rows)} | _record(rows)


def import_levels(stream: IO[bytes], options: FileOptions = USUAL) -> dict[str, Any]:
    """Write the levels of a file, but for the rows that cannot be read; without days they are today's.

    Raises InvalidInput for a file that cannot be read, or has no row that can be taken.
    """
    today = clock.today()
    table = tables.read(stream, _form(today), options)
    levels = table.checked(StockRow, date=today)
    table.refuse_nothing()
    return table.report() | _record(levels)


def history(query: HistoryQuery, limit: int, cursor: str | None) -> Page[StockLevel]:
    """The days with a level, oldest first. Raises NotFound, InvalidInput."""
    return day_history.page(StockLevel, query, limit, cursor)


def _record(rows: Sequence[StockRow]) -> dict[str, Any]:
    newest = {(row.product_sku, row.date): row.on_hand for row in rows}
    with advice_refresh.change() as made:
        session = made.session
        ids, created = product_service.ensure(session, {sku for sku, _ in newest})
        stock_levels.record(session, {(ids[sku], day): units for (sku, day), units in newest.items()})
        made.touches(ids.values())
    return {
        "recorded": len(newest),
        "duplicates": len(rows) - len(newest),
        "products_created": created,
        "advice_pending": made.is_pending,
    }


def _form(today: date) -> Form:
    day = Wanted("date", DAY, may_be_absent=True, latest=today)
    return Form((Wanted("product_sku", CODE), day, Wanted("on_hand", NUMBER)), today, stores=True)

"""What was sold: recording it, reading it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from app.db import snapshot, transaction
from app.models import Sale
from services import product_service, sale_days, sales_merge
from services.errors import InvalidInput
from services.pages import Page, position
from services.product_fields import Money, Sku, Units

COLUMNS = ("line", "sku", "day", "quantity", "in_stock", "price", "promo")


def _day(value: Any) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    return sale_days.from_iso(value if isinstance(value, str) else "")


Day = Annotated[datetime.date, BeforeValidator(_day)]
SaleDay = Annotated[Day, AfterValidator(lambda day: sale_days.checked(day, sale_days.latest()))]
Flag = Annotated[bool, Field(strict=True)]


class SaleRow(BaseModel):
    """What one product sold on one day. What is left out stays as it is known, or is usual: in stock, no promotion."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    product_sku: Sku
    date: SaleDay = Field(examples=["2026-03-01"])
    quantity: Units = Field(description="Units sold.", examples=[12])
    in_stock: Flag | None = Field(None, description="False: it could not be bought all day long.")
    price: Money | None = Field(None, description="Price of one unit that day.", examples=[2.5])
    promo: Flag | None = Field(None, description="It was on promotion.")


@dataclass(frozen=True)
class HistoryQuery:
    """first, last -- days, both included; None for no bound."""

    sku: str
    first: datetime.date | None = None
    last: datetime.date | None = None


def record_sales(rows: Sequence[SaleRow]) -> dict[str, int]:
    """Write these days, all or none: new ones are added, known ones changed. Of two rows for one day the last counts.

    Unknown products are created. Returns received, inserted, updated, unchanged, duplicates and products_created.
    """
    with transaction() as session:
        sales_merge.begin(session)
        sales_merge.stage(session, COLUMNS, [_staged(line, row) for line, row in enumerate(rows)])
        counts = sales_merge.merge(session)
    return {"received": len(rows)} | counts.as_dict()


def history(query: HistoryQuery, limit: int, cursor: str | None) -> Page[Sale]:
    """The days with a row, oldest first. Raises NotFound, InvalidInput."""
    if query.first and query.last and query.first > query.last:
        raise InvalidInput("'from' is after 'to'; swap them.", "invalid_period")
    with snapshot() as session:
        product = product_service.find_product(session, query.sku)
        days = sa.select(Sale).where(Sale.product_id == product.id).order_by(Sale.day)
        if query.first:
            days = days.where(Sale.day >= query.first)
        if query.last:
            days = days.where(Sale.day <= query.last)
        if cursor:
            days = days.where(Sale.day > _cursor_day(cursor))
        sales = session.scalars(days.limit(limit + 1)).all()
    return Page.of(sales, limit, lambda last: [last.day.isoformat()])


def _staged(line: int, row: SaleRow) -> tuple[Any, ...]:
    price = None if row.price is None else float(row.price)
    return (line, row.product_sku, row.date.isoformat(), row.quantity, row.in_stock, price, row.promo)


def _cursor_day(cursor: str) -> datetime.date:
    try:
        return sale_days.from_iso(position(cursor, 1)[0])
    except ValueError:
        raise InvalidInput("This cursor belongs to another list; start again without it.", "invalid_cursor") from None

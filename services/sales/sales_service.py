"""What was sold: recording it, reading it."""

from collections.abc import Sequence
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.db import snapshot, transaction
from app.db.expressions import among
from app.models import Product, Sale
from services import days
from services.catalogue.product_fields import Money, NewSku, StockUnits
from services.paging import Page
from services.sales import day_history, sales_merge, spans
from services.sales.day_history import HistoryQuery
from services.sales.sales_merge import Declared
from services.sales.sources import DEFAULT_NAME
from utils import clock

COLUMNS = ("line", "sku", "day", "quantity", "in_stock", "price", "promo", "span")


SaleDay = Annotated[days.Day, AfterValidator(lambda day: days.checked(day, clock.today()))]
Flag = Annotated[bool, Field(strict=True)]
Span = Annotated[int, Field(ge=1, le=spans.LONGEST, strict=True)]


class SaleRow(BaseModel):
    """What one product sold on one day. What is left out stays as it is known, or is usual: in stock, no promotion."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    product_sku: NewSku
    date: SaleDay = Field(examples=["2026-03-01"])
    quantity: StockUnits = Field(description="Units sold; below zero: units that came back.", examples=[12])
    in_stock: Flag | None = Field(None, description="False: it could not be bought all day long.")
    price: Money | None = Field(None, description="Price of one unit that day.", examples=[2.5])
    promo: Flag | None = Field(None, description="It was on promotion.")
    span_days: Span | None = Field(
        None, description="Days that this is the total of, from `date` on: 7, a week. It is spread evenly over them."
    )


def record_sales(rows: Sequence[SaleRow], source: str = DEFAULT_NAME) -> dict[str, Any]:
    """Write these days of one source, all or none: new ones are added, known ones replaced. Rows of one product and
    day add up; what other sources have told of the day stays, and adds up with it.

    Unknown products are created. Returns received and the counts of the merge.
    """
    are_declared = any(row.span_days for row in rows)
    with transaction() as session:
        sales_merge.begin(session)
        sales_merge.stage(session, COLUMNS, [_staged(line, row) for line, row in enumerate(rows)])
        counts = sales_merge.merge(session, Declared(source, spans.DAY if are_declared else None))
    # Rows of a program say neither names nor categories.
    said = {name: count for name, count in counts.as_dict().items() if not name.endswith("_given")}
    return {"received": len(rows)} | said


def history(query: HistoryQuery, limit: int, cursor: str | None) -> Page[Sale]:
    """The days with a row, oldest first. Raises NotFound, InvalidInput."""
    return day_history.page(Sale, query, limit, cursor)


def newest_spans(products: Sequence[Product]) -> dict[int, int]:
    """Of how many days the newest sales of these products are totals, by id; 1: days' own figures."""
    latest = sa.select(sa.func.max(Sale.day)).where(Sale.product_id == Product.id).correlate(Product).scalar_subquery()
    newest = sa.and_(Sale.product_id == Product.id, Sale.day == latest)
    query = sa.select(Product.id, Sale.span).join(Sale, newest)
    with snapshot() as session:
        return dict(session.execute(query.where(among(Product.id, [product.id for product in products]))).all())


def _staged(line: int, row: SaleRow) -> tuple[Any, ...]:
    price = None if row.price is None else float(row.price)
    day = row.date.isoformat()
    return (line, row.product_sku, day, row.quantity, row.in_stock, price, row.promo, row.span_days)

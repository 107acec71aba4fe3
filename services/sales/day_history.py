"""What is kept of a product day by day, page by page."""

import datetime
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa

from app.db import snapshot
from app.models import Sale, StockLevel
from services import days
from services.catalogue import product_service
from services.errors import InvalidInput
from services.paging import Page, position
from utils.language import _

Record = TypeVar("Record", Sale, StockLevel)


@dataclass(frozen=True)
class HistoryQuery:
    """first, last -- days, both included; None for no bound."""

    sku: str
    first: datetime.date | None = None
    last: datetime.date | None = None


def page(kept: type[Record], query: HistoryQuery, limit: int, cursor: str | None) -> Page[Record]:
    """The days with a row, oldest first. Raises NotFound, InvalidInput."""
    if query.first and query.last and query.first > query.last:
        raise InvalidInput.at("/from", _("'from' is after 'to'; swap them."), "invalid_period")
    with snapshot() as session:
        product = product_service.find_product(session, query.sku)
        days = sa.select(kept).where(kept.product_id == product.id).order_by(kept.day)
        if query.first:
            days = days.where(kept.day >= query.first)
        if query.last:
            days = days.where(kept.day <= query.last)
        if cursor:
            days = days.where(kept.day > _cursor_day(cursor))
        rows = session.scalars(days.limit(limit + 1)).all()
    return Page.of(rows, limit, lambda last: [last.day.isoformat()])


def _cursor_day(cursor: str) -> datetime.date:
    try:
        return days.from_iso(position(cursor, 1)[0])
    except ValueError:
        raise InvalidInput.at(
            "/cursor", _("This cursor belongs to another list; start again without it."), "invalid_cursor"
        ) from None

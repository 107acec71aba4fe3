"""Goods that came back: they undo earlier sales.

A day's returns net with its sales. What came back beyond these is taken off the days before, the most recent first:
that is when it was sold.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Sale
from services.histories import sales_rows
from services.histories.sales_rows import SalesRows

# As its partial index says it.
_CAME_BACK = sa.text("sales.returned > 0")


def netted(session: Session, rows: SalesRows, product_ids: Sequence[int], until: date) -> SalesRows:
    """The sales of these products less what came back of them by the last day."""
    back = _came_back(session, product_ids, until)
    return _less(rows, back)[0] if back else rows


def carried(session: Session, days: Sequence[tuple[int, date]], until: date) -> tuple[float, float]:
    """Of the units that came back on these days of products beyond what was sold on them: those that undo a sale of a
    day before, and those for which there is none.
    """
    product_ids = sorted({product_id for product_id, _ in days})
    back = _came_back(session, product_ids, until)
    _, rest = _less(sales_rows.read(session, product_ids, until), back)
    asked = set(days)
    units = sum(units for product_id, day, units in back if (product_id, day) in asked)
    beyond = sum(left for (product_id, day, _), left in zip(back, rest, strict=True) if (product_id, day) in asked)
    return units - beyond, beyond


def _came_back(session: Session, product_ids: Sequence[int], until: date) -> list[tuple[int, date, float]]:
    query = sa.select(Sale.product_id, Sale.day, Sale.returned).where(
        among(Sale.product_id, product_ids), _CAME_BACK, Sale.day <= until
    )
    rows = session.execute(query.order_by(Sale.product_id, Sale.day))
    return [(product_id, day, units) for product_id, day, units in rows]


def _less(rows: SalesRows, back: Sequence[tuple[int, date, float]]) -> tuple[SalesRows, list[float]]:
    """The rows without what came back, and of each return the units for which there was no sale."""
    quantities, rest = rows.quantities.copy(), []
    for product_id, day, units in back:
        first, end = np.searchsorted(rows.product_ids, [product_id, product_id + 1])
        place = first + np.searchsorted(rows.days[first:end], np.datetime64(day))
        rest.append(float(taken_back(quantities, slice(first, place), units)))
    return replace(rows, quantities=quantities), rest


def taken_back(quantities: np.ndarray, sold: slice, units: float) -> float:
    """Take units off the latest of the quantities sold before they came back; those for which there was no sale."""
    place = sold.stop
    while units > 0 and place > sold.start:
        place -= 1
        # An unknown quantity undoes nothing.
        if quantities[place] > 0:
            taken = min(quantities[place], units)
            quantities[place] -= taken
            units -= taken
    return units

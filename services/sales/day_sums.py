"""Lines of a day add up, and so do the sources of a day."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import any_of, rounded

# What rounding errors of a sum leave behind; no shop sells less.
_DIGITS = 6


def added_up(session: Session, rows: Any) -> dict[str, sa.ColumnElement[Any]]:
    """What rows of one product and day say together, as aggregates over columns of these names.

    Quantities add up; in stock and on promotion if any is; the price is the mean by units, or the price of all;
    the longest span.
    """
    is_one = sa.func.count(rows.quantity) == 1
    total = sa.func.sum(rows.quantity)
    worth = sa.func.sum(rows.price * sa.func.abs(rows.quantity))
    units = sa.func.sum(sa.case((rows.price.is_not(None), sa.func.abs(rows.quantity))))
    highest = sa.func.max(rows.price)
    has_one_price = sa.or_(sa.func.min(rows.price) == highest, units == 0)
    return {
        "quantity": sa.case((is_one, total), else_=rounded(session, total, _DIGITS)),
        "in_stock": any_of(session, rows.in_stock),
        "price": sa.case((has_one_price, highest), else_=rounded(session, worth / sa.func.nullif(units, 0), 4)),
        "promo": any_of(session, rows.promo),
        "span": sa.func.max(rows.span),
    }

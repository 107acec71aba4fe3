"""Products whose sales are told as totals of weeks or months: the engine reads them week by week."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Sale
from services.histories.sales_rows import SalesRows

WEEK = 7
# As its partial index says it.
_IS_SHARE = sa.text("sales.span > 1")
# Who has told of single days for so long is forecast by day again: as long as one cut-off of a backtest, twice.
DAYS_OF_THEIR_OWN = timedelta(days=56)


@dataclass(frozen=True, slots=True)
class Totals:
    """Of one product: the first and the last day that is a share of a total; weekday -- on which its weeks begin."""

    first: date
    last: date
    weekday: int


def noted(session: Session, product_ids: Sequence[int], until: date) -> dict[int, Totals]:
    """Those of the products, by id, that were told as totals up to this day, or until shortly before it.

    A week begins as the first total did; those that stand for months are cut into weeks that end with the last.
    """
    weekly = sa.func.min(sa.case((Sale.span == WEEK, Sale.day)))
    query = (
        sa.select(Sale.product_id, sa.func.min(Sale.day), sa.func.max(Sale.day), weekly)
        .where(_IS_SHARE, among(Sale.product_id, product_ids), Sale.day <= until)
        .group_by(Sale.product_id)
    )
    return {
        product_id: Totals(first, last, (week or last + timedelta(days=1)).weekday())
        for product_id, first, last, week in session.execute(query)
        if last + DAYS_OF_THEIR_OWN >= until
    }


def last_noted(rows: SalesRows, product_ids: Collection[int], until: date) -> date:
    """The last day that any of these products was told of: a week still to come is no week without a sale."""
    # A day that is only known to have been without stock is told by nobody.
    own = np.isin(rows.product_ids, list(product_ids)) & rows.in_stock
    return rows.days[own].max().item() if own.any() else until

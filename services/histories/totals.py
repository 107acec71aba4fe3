"""Products whose sales are told as totals of weeks or months: the engine reads them week by week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product, Sale

WEEK = 7
# As its partial index says it.
_IS_SHARE = sa.text("sales.span > 1")
# Who has told of single days for so long is forecast by day again: as long as one cut-off of a backtest, twice.
DAYS_OF_THEIR_OWN = timedelta(days=56)


@dataclass(frozen=True, slots=True)
class Totals:
    """Of one product: the last day that it was told of, and the weekday on which its weeks begin."""

    last: date
    weekday: int


@dataclass(frozen=True, slots=True)
class _Declared:
    """Of one product: the last day that is a share of a total that is over, the last day of all that it was told of,
    and the first of a week's total."""

    share: date
    newest: date
    week: date | None


def noted(session: Session, product_ids: Sequence[int], until: date) -> dict[int, Totals]:
    """Those of the products, by id, that were told as totals up to this day, or until shortly before they, or others
    like them, were told by day.

    Weeks are known as far as those of any other product are, and so are months: a period that nobody has told of yet is
    none without a sale. A week begins as the first total did; months are cut into weeks that end with the last.
    """
    found = _declared(session, product_ids, until)
    out = {}
    for of_weeks in (True, False):
        alike = {product_id: own for product_id, own in found.items() if (own.week is not None) == of_weeks}
        shares = max((own.share for own in alike.values()), default=until)
        newest = max((own.newest for own in alike.values()), default=until)
        for product_id, own in alike.items():
            if own.share + DAYS_OF_THEIR_OWN >= newest:
                weekday = (own.week or shares + timedelta(days=1)).weekday()
                out[product_id] = Totals(max(shares, own.newest), weekday)
    return out


def _declared(session: Session, product_ids: Sequence[int], until: date) -> dict[int, _Declared]:
    week = sa.func.min(sa.case((Sale.span == WEEK, Sale.day)))
    query = (
        sa.select(Sale.product_id, sa.func.min(Sale.day), sa.func.max(Sale.day), week)
        .where(_IS_SHARE, among(Sale.product_id, product_ids), Sale.day <= until)
        .group_by(Sale.product_id)
    )
    shares = {product_id: own for product_id, *own in session.execute(query)}
    # A day that is only known to have been without stock is told by nobody. Each is looked up from its end.
    of_it = (Sale.product_id == Product.id, Sale.day <= until, Sale.in_stock)
    newest = sa.select(sa.func.max(Sale.day)).where(*of_it).scalar_subquery()
    found = session.execute(sa.select(Product.id, newest).where(among(Product.id, shares))) if shares else ()
    out = {}
    for product_id, day in found:
        first, last, week_begins = shares[product_id]
        over = last if week_begins else _over(first, last)
        out[product_id] = _Declared(over, day if day and day > last else over, week_begins)
    return out


def _over(first: date, last: date) -> date:
    """The end of the last of these months that is over: who tells of a running one may not have told all of it, for a
    file may be older than its import. Of one that is all there is, its last share."""
    end = (last + timedelta(days=1)).replace(day=1) - timedelta(days=1)
    return end if end >= first else last

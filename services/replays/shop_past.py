"""What the shop was asked for on the days that are run again, and of which products that is known."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product, Sale
from forecasting.catalogue_model import sample
from forecasting.replenishment.rules import WEEK, Past
from services.histories import event_calendar, stock_outs, totals

# A product takes part if it had been sold for so long by the first day that is run.
LEARNT_FROM_DAYS = 56
# Days before it that rules of thumb look back at.
LOOKED_BACK_DAYS = 91
# More products than this would take longer than anybody waits for: so many are drawn, always the same ones.
MOST_PRODUCTS = 2000


@dataclass(frozen=True, slots=True)
class ShopPast:
    """Some products on the days from `opens` on. left_out -- how many others there are, by why they are not among them

    past -- what was asked for, days before the opening included; estimated -- units that nobody could have sold, since
    nothing was there, and that are taken to have been asked for, (products,)
    """

    products: Sequence[Product]
    opens: date
    past: Past
    estimated: np.ndarray
    left_out: dict[str, int]

    @property
    def asked(self) -> np.ndarray:
        """(products, days)"""
        return self.past.sold[:, self.past.opens :]

    def day(self, number: int) -> date:
        return self.opens + timedelta(days=number)

    def select(self, rows: np.ndarray, why: str) -> "ShopPast":
        """The products at these positions; the others are left out for a reason."""
        products = [self.products[row] for row in rows]
        gone = len(self.products) - len(rows)
        left_out = self.left_out | ({why: gone} if gone else {})
        return ShopPast(
            products, self.opens, Past(self.past.sold[rows], self.past.opens), self.estimated[rows], left_out
        )


def first_sale(session: Session) -> date | None:
    """The first day on which anything was sold."""
    return session.scalar(sa.select(sa.func.min(Sale.day)).where(Sale.quantity > 0))


def read(session: Session, opens: date, last: date, ids: Sequence[int] | None = None) -> ShopPast:
    """What was asked for of the products that can be run again from one day to another, both included; ids -- of these
    alone, None: of all"""
    products, left_out = _taking_part(session, opens, last, ids)
    first = opens - timedelta(days=LOOKED_BACK_DAYS)
    own = [product.id for product in products]
    rows = stock_outs.marked(session, own, last, first)
    shape = len(own), (last - first).days + 1
    sold, short = np.zeros(shape), np.zeros(shape, dtype=bool)
    place = np.searchsorted(own, rows.product_ids), (rows.days - np.datetime64(first)).astype(int)
    sold[place], short[place] = rows.quantities, ~rows.in_stock
    closed = np.zeros(shape, dtype=bool)
    for product_id, days in event_calendar.closed_days(session, products, first, last).items():
        closed[np.searchsorted(own, product_id)] = days
    asked = _asked(sold, short & ~closed, closed)
    estimated = (asked - sold)[:, LOOKED_BACK_DAYS:].sum(axis=1)
    return ShopPast(products, opens, Past(asked, LOOKED_BACK_DAYS), estimated, left_out)


def _taking_part(
    session: Session, opens: date, last: date, ids: Sequence[int] | None
) -> tuple[list[Product], dict[str, int]]:
    """Products in the order of their ids, and how many are left out, by why."""
    sold = Sale.product_id == Product.id, Sale.quantity > 0
    first = sa.select(sa.func.min(Sale.day)).where(*sold).scalar_subquery()
    newest = sa.select(sa.func.max(Sale.day)).where(*sold).scalar_subquery()
    query = sa.select(Product, first, newest).order_by(Product.id)
    found = session.execute(query if ids is None else query.where(among(Product.id, ids))).all()
    weekly = totals.noted(session, [product.id for product, *_ in found], last)
    kits = session.scalars(sa.select(Product.components).where(Product.components.is_not(None)))
    in_kits = {part["product_sku"] for components in kits for part in components or ()}
    why: dict[int, str | None] = {}
    for product, begun, ended in found:
        why[product.id] = _why_not(product, begun, ended, opens)
        if product.components is not None or product.sku in in_kits:
            why[product.id] = "kits"
        elif product.id in weekly:
            why[product.id] = "totals"
    chosen = [product for product, *_ in found if why[product.id] is None]
    left_out = Counter(reason for reason in why.values() if reason)
    drawn = [chosen[position] for position in sample([product.sku for product in chosen], MOST_PRODUCTS)]
    if len(drawn) < len(chosen):
        left_out["not_drawn"] = len(chosen) - len(drawn)
    return drawn, dict(left_out)


def _why_not(product: Product, begun: date | None, ended: date | None, opens: date) -> str | None:
    if begun is None or ended is None or begun > opens - timedelta(days=LEARNT_FROM_DAYS):
        return "too_new"
    is_gone = ended < opens - timedelta(days=LOOKED_BACK_DAYS) or (product.ends_on and product.ends_on < opens)
    return "no_longer_sold" if is_gone else None


def _asked(sold: np.ndarray, short: np.ndarray, closed: np.ndarray) -> np.ndarray:
    """What was asked for: what was sold, and on days without stock what the same weekdays with stock sold on average.

    That is no more than a guess, the same for all that are compared. Of what is sold in whole units, whole units.
    """
    known = ~short & ~closed & (np.cumsum(sold, axis=1) > 0)
    usual = np.zeros(sold.shape)
    for weekday in range(WEEK):
        own = slice(weekday, None, WEEK)
        count = known[:, own].sum(axis=1, keepdims=True)
        total = np.where(known[:, own], sold[:, own], 0.0).sum(axis=1, keepdims=True)
        usual[:, own] = total / np.maximum(count, 1)
    more = np.where(short, np.maximum(usual - sold, 0.0), 0.0)
    whole = (sold == np.rint(sold)).all(axis=1, keepdims=True)
    in_units = np.diff(np.floor(np.cumsum(more, axis=1) + 1e-9), axis=1, prepend=0.0)
    return np.asarray(sold + np.where(whole, in_units, more))

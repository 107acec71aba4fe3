"""What rows that do not say it are: days' own figures, or totals of weeks or months.

One weekday alone, week after week, is told of by who adds up weeks, and by who opens on one day. The source decides:
who tells of other days as well, for whichever product, tells of days. Nothing sells on the first days of months alone:
what comes so at once are totals of months, unless the same products have other days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product, Sale, SalePart
from services.sales import spans
from services.sales.spans import DAY, MONTH, WEEK
from services.sales.staged_tables import staged
from utils import clock

# Fewer days of one weekday, or of a month's end, may be chance.
LEAST_TOTALS = {WEEK: 4, MONTH: 3}
# So many that come at once are totals, whatever is said of other products.
MONTHS_AT_ONCE = 4
# Rows that came one by one are looked at together as far back as this.
LOOK_BACK = {WEEK: timedelta(weeks=26), MONTH: timedelta(days=366)}
# After so long a pause what comes is judged anew.
LONGEST_PAUSE = timedelta(days=62)
SHORTEST_MONTH = MONTH - 3
# Of a week that is not over yet: less than this share of the last one is a day of somebody who tells of days now.
LEAST_OF_RUNNING = 0.5

_own = sa.func.coalesce(staged.c.span, DAY) == DAY
_is_staged = sa.exists().where(staged.c.sku == Product.sku)


@dataclass(frozen=True)
class _Rows:
    """Days' own figures that one source has told of: of the staged products, or of all."""

    session: Session
    source_id: int

    def days(self, first: date, last: date) -> list[date]:
        """On which there are figures of the staged products, newest first."""
        found = sa.union(
            *(
                sa.select(kept.day).join(Product, Product.id == kept.product_id).where(_is_staged, *self._own(kept))
                for kept in (Sale, SalePart)
            )
        ).subquery()
        query = sa.select(found.c.day).where(found.c.day.between(first, last)).order_by(found.c.day.desc())
        return list(self.session.scalars(query))

    def are_between(self, first: date, last: date, days: Sequence[date], of_all: bool) -> bool:
        """Whether there are figures between two days, but not on these of them: of any product, or of those staged."""
        if not of_all:
            return not set(days).issuperset(self.days(first, last))
        between = Sale.day.between(first, last), Sale.day.not_in(days)
        own = sa.exists().where(Sale.product_id == Product.id, *between, *self._own(Sale))
        return bool(self.session.scalar(sa.select(sa.exists().where(own).select_from(Product))))

    def stage(self, days: Sequence[date]) -> None:
        """Have the figures of the staged products on these days told again, unless they are told anew."""
        anew = sa.select(staged.c.sku, staged.c.day)
        columns = ["sku", "day", "quantity", "in_stock", "price", "promo"]
        for kept in (Sale, SalePart):
            quantity: Any = Sale.quantity - Sale.returned if kept is Sale else SalePart.quantity
            query = (
                sa.select(Product.sku, kept.day, quantity, kept.in_stock, kept.price, kept.promo)
                .join(Product, Product.id == kept.product_id)
                .where(_is_staged, kept.day.in_(days), sa.tuple_(Product.sku, kept.day).not_in(anew), *self._own(kept))
            )
            self.session.execute(staged.insert().from_select(columns, query))

    def _own(self, kept: Any) -> tuple[sa.ColumnElement[bool], ...]:
        return kept.source_id == self.source_id, kept.span == DAY


def recognise(session: Session, source_id: int) -> int:
    """Mark what is staged as totals if its days, with those told before, are one weekday, week after week, or the first
    or last of months, and this source tells of no other days then. Returns the days of a total, 1: they are days' own.

    Those told before become totals with them. Where the products' sales are totals already, any further one is, too.
    """
    days = sorted(session.scalars(sa.select(staged.c.day).where(_own).distinct()))
    rows = _Rows(session, source_id)
    for span in (WEEK, MONTH):
        if days and _fit(days, span):
            run = _run(rows, days, span)
            at_once = span == MONTH and len(days) >= MONTHS_AT_ONCE
            if _are_totals(rows, run, span, of_all=not at_once) or _continue(rows, days, span):
                rows.stage(run)
                return spans.mark(session, span)
    return DAY


def _fit(days: Sequence[date], span: int) -> bool:
    """Whether these can all be days that totals go by."""
    if span == WEEK:
        return len({day.weekday() for day in days}) == 1
    return all(map(_is_first, days)) or all(map(_is_last, days))


def _run(rows: _Rows, days: Sequence[date], span: int) -> list[date]:
    """The days with those before them that fit, back to the first that does not; in order."""
    run = list(days)
    for day in rows.days(days[0] - LOOK_BACK[span], days[0] - timedelta(days=1)):
        if not _fit([day, *run], span):
            break
        run.insert(0, day)
    return run


def _are_totals(rows: _Rows, run: Sequence[date], span: int, of_all: bool) -> bool:
    gaps = sorted((later - earlier).days for earlier, later in pairwise(run))
    if len(run) < LEAST_TOTALS[span] or gaps[len(gaps) // 2] > span:
        return False
    first, (last, length) = spans.period(run[0], span)[0], spans.period(run[-1], span)
    return not rows.are_between(first, last + timedelta(days=length - 1), run, of_all)


def _continue(rows: _Rows, days: Sequence[date], span: int) -> bool:
    """Whether the products' sales up to now are such totals, and these go on with them."""
    of_span = Sale.span == WEEK if span == WEEK else Sale.span.between(SHORTEST_MONTH, MONTH)
    # As the partial index says it.
    shares = sa.text("sales.span > 1"), of_span, Sale.day < days[-1] + timedelta(days=span)
    query = sa.select(sa.func.min(Sale.day), sa.func.max(Sale.day)).join(Product, Product.id == Sale.product_id)
    begin, end = rows.session.execute(query.where(_is_staged, *shares)).one()
    first, _ = spans.period(days[0], span)
    if begin is None or end + LONGEST_PAUSE < first or (span == WEEK and (first - begin).days % WEEK):
        return False
    # Who has told of other days since tells of days now.
    since = rows.days(end + timedelta(days=1), days[-1])
    return _fit([*since, *days], span) and (_is_over(days[-1], span) or _is_much(rows.session, days[-1], end, span))


def _is_over(day: date, span: int) -> bool:
    first, length = spans.period(day, span)
    return first + timedelta(days=length - 1) <= clock.today()


def _is_much(session: Session, day: date, last_share: date, span: int) -> bool:
    """Whether what is told of a running week or month may be all of it, seeing what the last one was."""
    of_products = sa.select(sa.func.sum(Sale.quantity)).join(Product, Product.id == Sale.product_id).where(_is_staged)
    usual = session.scalar(of_products.where(Sale.day == last_share)) or 0.0
    now = session.scalar(sa.select(sa.func.sum(staged.c.quantity)).where(_own, staged.c.day == day)) or 0.0
    return bool(now >= LEAST_OF_RUNNING * usual * span)


def _is_first(day: date) -> bool:
    return day.day == 1


def _is_last(day: date) -> bool:
    return _is_first(day + timedelta(days=1))

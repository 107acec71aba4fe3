"""Totals of weeks and months: recognised, and spread evenly over their days."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import later
from app.models import Product, Sale
from services.sales.staged_tables import spread, staged

DAY, WEEK, MONTH = 1, 7, 31
NAMES = {DAY: "day", WEEK: "week", MONTH: "month"}
LONGEST = 31
# Fewer days of one weekday may be chance.
LEAST_TOTALS = 4
# A total named after one of these weekdays is that of the week which ends with it; after another, which begins.
_ENDS_A_WEEK = {4, 5, 6}


def recognise(session: Session) -> int:
    """Mark what is staged as totals if all its days are one weekday, week after week, or the first or last of months,
    and these products are sold on no other days. Returns the days of a total at the most, 1: they are days' own.

    Fewer of them are totals as well where the products' sales are totals up to the day before.
    """
    own = sa.func.coalesce(staged.c.span, DAY) == DAY
    days = sorted(session.scalars(sa.select(staged.c.day).where(own).distinct()))
    span = _span_of(days) or _continued(session, days)
    return DAY if not span or _is_sold_between(session, days[0], span) else mark(session, span)


def mark(session: Session, span: int) -> int:
    """Make of all that is staged as days' own figures totals of weeks or months, or leave them."""
    own = sa.func.coalesce(staged.c.span, DAY) == DAY
    days = session.scalars(sa.select(staged.c.day).where(own, sa.literal(span) > DAY).distinct()).all()
    # Those moved onto another day that is still to come must not be moved again: they are marked by then.
    for day in days:
        first, length = _period(day, span)
        session.execute(sa.update(staged).where(own, staged.c.day == day).values(day=first, span=length))
    return span


def spread_totals(session: Session, until: date) -> int:
    """Replace each total by its shares of the days it is of, none after `until`. Returns the totals there were."""
    is_total = staged.c.span > DAY
    totals = session.scalar(sa.select(sa.func.count()).where(is_total)) or 0
    if not totals:
        return 0
    ahead = sa.union_all(*(sa.select(sa.literal(days).label("days")) for days in range(LONGEST))).subquery()
    day = later(session, staged.c.day, ahead.c.days)
    shares = sa.func.count().over(partition_by=(staged.c.line, staged.c.sku, staged.c.day))
    columns: dict[str, sa.ColumnElement[Any]] = {column.name: column for column in staged.c} | {
        "day": day,
        "quantity": staged.c.quantity / shares,
    }
    shared = sa.select(*columns.values()).where(is_total, ahead.c.days < staged.c.span, day <= until)
    session.execute(spread.insert().from_select(list(columns), shared))
    session.execute(sa.delete(staged).where(is_total))
    session.execute(staged.insert().from_select(list(columns), sa.select(*spread.c[tuple(columns)])))
    return totals


def _span_of(days: Sequence[date]) -> int | None:
    """What all of these days are the totals of, if they are any."""
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    if len(days) < LEAST_TOTALS:
        return None
    if all(gap % WEEK == 0 for gap in gaps) and gaps[len(gaps) // 2] == WEEK:
        return WEEK
    return MONTH if all(map(_is_first, days)) or all(map(_is_last, days)) else None


def _continued(session: Session, days: Sequence[date]) -> int | None:
    """What the totals that these days follow are of: the products' sales of the day before are shares of such."""
    for day in days[:1]:
        for span in (WEEK, MONTH) if _is_first(day) or _is_last(day) else (WEEK,):
            before = _period(day, span)[0] - timedelta(days=1)
            shortest = WEEK if span == WEEK else MONTH - 3
            if session.scalar(sa.select(_sold(Sale.day == before, Sale.span.between(shortest, span)))):
                return span
    return None


def _period(day: date, span: int) -> tuple[date, int]:
    """The first day of what a total of this day is of, and how many days."""
    if span == WEEK:
        return (day - timedelta(days=WEEK - 1) if day.weekday() in _ENDS_A_WEEK else day), WEEK
    first = day.replace(day=1)
    following = (first + timedelta(days=LONGEST)).replace(day=1)
    return first, (following - first).days


def _is_sold_between(session: Session, day: date, span: int) -> bool:
    """Whether any of the products has figures of days that are no such totals."""
    if span == WEEK:
        other = sa.extract("dow", Sale.day) != day.isoweekday() % WEEK
    else:
        other = sa.extract("day", Sale.day) != 1 if _is_first(day) else sa.extract("day", Sale.day) < MONTH - 3
    return bool(session.scalar(sa.select(_sold(Sale.span == DAY, other))))


def _sold(*conditions: sa.ColumnElement[bool]) -> sa.Exists:
    named = sa.select(staged.c.sku).where(staged.c.sku == Product.sku).exists()
    return sa.exists().where(Sale.product_id == Product.id, named, *conditions)


def _is_first(day: date) -> bool:
    return day.day == 1


def _is_last(day: date) -> bool:
    return _is_first(day + timedelta(days=1))

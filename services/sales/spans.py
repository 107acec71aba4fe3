"""Totals of weeks and months: spread evenly over their days."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import later
from services.sales.staged_tables import spread, staged

DAY, WEEK, MONTH = 1, 7, 31
NAMES = {DAY: "day", WEEK: "week", MONTH: "month"}
LONGEST = 31
# A total named after one of these weekdays is that of the week which ends with it; after another, which begins.
_ENDS_A_WEEK = {4, 5, 6}


def mark(session: Session, span: int) -> int:
    """Make of all that is staged as days' own figures totals of weeks or months, or leave them."""
    own = sa.func.coalesce(staged.c.span, DAY) == DAY
    days = session.scalars(sa.select(staged.c.day).where(own, sa.literal(span) > DAY).distinct()).all()
    # Those moved onto another day that is still to come must not be moved again: they are marked by then.
    for day in days:
        first, length = period(day, span)
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


def period(day: date, span: int) -> tuple[date, int]:
    """The first day of what a total of this day is of, and how many days."""
    if span == WEEK:
        return (day - timedelta(days=WEEK - 1) if day.weekday() in _ENDS_A_WEEK else day), WEEK
    first = day.replace(day=1)
    following = (first + timedelta(days=LONGEST)).replace(day=1)
    return first, (following - first).days

"""How the shop stands, in a handful of figures and the lines that matter most."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import OrderAdvice, Product
from services import remembered
from services.remembered import Remembered
from services.replenishment.advice.advising import DEAD, EXCESS, ORDER, UNKNOWN
from services.replenishment.lists import advice_lines, large_enough
from services.replenishment.lists.advice_lines import Line
from utils import clock

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Overview:
    """products -- all there are; advised -- those with a model; the rest by order advice, money in money

    without_cost -- products to order whose cost is unknown and missing in `cost`
    first -- lines of what to order: those with most money at risk
    """

    products: int
    advised: int
    to_order: int
    cost: float
    without_cost: int
    money_at_risk: float
    running_out: int
    too_much: int
    tied_up: float
    first: Sequence[Line] = ()


_seen: Remembered[Overview] = Remembered(remembered.advice, remembered.products, remembered.suppliers, most=20)


def overview(shown: int = 0) -> Overview:
    """The figures, as the advice was last worked out, 0 where there is none, and so many lines of what to order."""
    with snapshot() as session:
        return _seen.get(session, shown, lambda: _overview(session, shown))


def _overview(session: Session, shown: int) -> Overview:
    products = session.scalars(sa.select(sa.func.count()).select_from(Product)).one()
    raised, rest = _raised(session)
    figures = (
        sa.func.count(),
        _number(rest),
        _total(OrderAdvice.cost, rest),
        _number(rest, OrderAdvice.cost.is_(None)),
        _total(OrderAdvice.money_at_risk, rest),
        _number(*_running_out()),
        _number(_TOO_MUCH),
        _total(OrderAdvice.excess_value, _TOO_MUCH),
    )
    query = sa.select(*figures).select_from(OrderAdvice)
    now = Overview(products, *session.execute(query if rest is _ORDER else query.join(Product)).one())
    first = _first_to_order(session, raised, rest, shown)
    return replace(
        now,
        to_order=now.to_order + len(raised),
        cost=now.cost + sum(line.cost or 0.0 for line in raised),
        without_cost=now.without_cost + sum(line.cost is None for line in raised),
        money_at_risk=now.money_at_risk + sum(line.money_at_risk for line in raised),
        first=first,
    )


_ORDER = OrderAdvice.kind == ORDER
_TOO_MUCH = OrderAdvice.kind.in_((EXCESS, DEAD))


def uncounted() -> int:
    """Products of which an order would be advised if anybody had said how much is on hand."""
    with snapshot() as session:
        query = sa.select(sa.func.count()).select_from(OrderAdvice).where(OrderAdvice.kind == UNKNOWN)
        return session.scalars(query).one()


def _raised(session: Session) -> tuple[list[Line], sa.ColumnElement[bool]]:
    """The lines to suppliers whose minimum the advice does not reach, as in the list; and what holds of all others."""
    lines, names = large_enough.raised(session)
    return lines, sa.and_(_ORDER, advice_lines.SUPPLIER.not_in(names)) if names else _ORDER


def _first_to_order(session: Session, raised: Sequence[Line], rest: sa.ColumnElement[bool], number: int) -> list[Line]:
    if not number:
        return []
    most = sa.select(OrderAdvice.product_id).where(rest).order_by(OrderAdvice.money_at_risk.desc())
    ids = session.scalars((most if rest is _ORDER else most.join(Product)).limit(number)).all()
    lines = [*advice_lines.read(session, Product.id.in_(ids)), *raised]
    return advice_lines.with_transfers(session, advice_lines.ranked(lines)[:number])


def _running_out() -> tuple[sa.ColumnElement[bool], ...]:
    return (OrderAdvice.stock_out_date <= clock.today() + SOON,)


def _number(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((sa.and_(*conditions), 1)))


def _total(column: Any, condition: sa.ColumnElement[bool]) -> sa.ColumnElement[float]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, column))), 0.0)

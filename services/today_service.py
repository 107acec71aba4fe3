"""How the shop stands, in a handful of figures and the lines that matter most."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from app.db import snapshot
from app.models import OrderAdvice, Product
from services import order_lines
from services.advice_service import DEAD, EXCESS, ORDER
from services.order_lines import Line
from utils import clock

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Standing:
    """products -- all there are; advised -- those with a model; the rest by order advice, money in money

    without_cost -- products to order whose cost is unknown and missing in `cost`
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


def standing() -> Standing:
    """The figures, as the advice was last worked out; 0 where there is none."""
    figures = (
        sa.func.count(),
        _number(_ORDER),
        _total(OrderAdvice.cost, _ORDER),
        _number(_ORDER, OrderAdvice.cost.is_(None)),
        _total(OrderAdvice.money_at_risk, _ORDER),
        _number(*_running_out()),
        _number(_TOO_MUCH),
        _total(OrderAdvice.excess_value, _TOO_MUCH),
    )
    with snapshot() as session:
        products = session.scalar(sa.select(sa.func.count()).select_from(Product))
        return Standing(products, *session.execute(sa.select(*figures).select_from(OrderAdvice)).one())


def to_order(number: int) -> list[Line]:
    """The products with most money at risk."""
    return _first(number, OrderAdvice.money_at_risk.desc(), _ORDER)


def running_out(number: int) -> list[Line]:
    """Products whose shelf expected demand empties within SOON, the soonest first."""
    return _first(number, (OrderAdvice.stock_out_date, OrderAdvice.money_at_risk.desc()), *_running_out())


def too_much(number: int) -> list[Line]:
    """Products of which more is there than the next months need, most money tied up first."""
    return _first(number, sa.func.coalesce(OrderAdvice.excess_value, 0).desc(), _TOO_MUCH)


_ORDER = OrderAdvice.kind == ORDER
_TOO_MUCH = OrderAdvice.kind.in_((EXCESS, DEAD))


def _running_out() -> tuple[sa.ColumnElement[bool], ...]:
    return (OrderAdvice.stock_out_date <= clock.today() + SOON,)


def _number(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((sa.and_(*conditions), 1)))


def _total(column: Any, condition: sa.ColumnElement[bool]) -> sa.ColumnElement[float]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, column))), 0.0)


def _first(number: int, order: Any, *conditions: sa.ColumnElement[bool]) -> list[Line]:
    keys = order if isinstance(order, tuple) else (order,)
    ids = sa.select(OrderAdvice.product_id).where(*conditions).order_by(*keys, OrderAdvice.product_id).limit(number)
    with snapshot() as session:
        wanted = session.scalars(ids).all()
        found = {line.product_id: line for line in order_lines.read(session, Product.id.in_(wanted))}
    return [found[key] for key in wanted]

"""Exceptions that the order advice shows: what runs out, expires or is too much, and what nobody has counted."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import days_between
from app.models import OrderAdvice, Product, PurchaseOrder
from app.models.order_advice import AdviceKind
from app.models.stock import OrderStatus
from services.attention.found import Found, Kind, product_link
from utils import clock
from utils.language import _, ngettext

# Of units that nobody gets while a shelf is empty: for less than one there is nothing to save.
LEAST_LOST = 1.0
_MARGIN = sa.func.coalesce(
    sa.cast(Product.unit_price, sa.Double) - sa.func.coalesce(OrderAdvice.unit_cost, 0.0), OrderAdvice.unit_cost, 0.0
)
_COST = sa.func.coalesce(OrderAdvice.unit_cost, sa.cast(Product.unit_cost, sa.Double), 0.0)
_WORTH = sa.func.coalesce(sa.cast(Product.unit_price, sa.Double), _COST)
_DAILY = OrderAdvice.yearly_demand / 365
_SUPPLIER = sa.func.coalesce(OrderAdvice.supplier, Product.supplier)


def runs_out(session: Session, most: int | None) -> Iterator[Found]:
    """Empty before an order of today could arrive, and for so long that somebody goes away without a unit.

    Not where it has been ordered: what comes as early does as much as an order of today would.
    """
    # Its last day is still sold on in part.
    lasts = sa.func.coalesce(
        OrderAdvice.days_of_cover, days_between(session, OrderAdvice.as_of, OrderAdvice.stock_out_date)
    )
    units = _DAILY * (days_between(session, OrderAdvice.as_of, OrderAdvice.arrives_on) - lasts)
    money, today = units * _MARGIN, clock.today()
    columns = OrderAdvice.stock_out_date, OrderAdvice.arrives_on, money, _SUPPLIER
    empty = OrderAdvice.stock_out_date < OrderAdvice.arrives_on, OrderAdvice.kind == AdviceKind.ORDER
    for sku, name, out_on, arrives_on, lost, supplier in _dearest(
        session, most, columns, money, *empty, units >= LEAST_LOST, ~_is_ordered(session)
    ):
        days = (arrives_on - out_on).days
        reason = ngettext(
            "Empty from {out_on}, and an order of today comes on {arrives_on}: {count} day without stock.",
            "Empty from {out_on}, and an order of today comes on {arrives_on}: {count} days without stock.",
            days,
            out_on=out_on,
            arrives_on=arrives_on,
        )
        compared = float(max(0, (out_on - today).days)), float((arrives_on - today).days)
        yield Found(Kind.RUNS_OUT, sku, name, lost, reason, product_link(sku), supplier, compared)


def _is_ordered(session: Session) -> sa.ColumnElement[bool]:
    """Whether more than what is still advised comes no later than an order of today, and lasts until that."""
    coming = PurchaseOrder.quantity - PurchaseOrder.received
    until_ours = days_between(session, PurchaseOrder.expected_on, OrderAdvice.arrives_on)
    own = PurchaseOrder.product_id == OrderAdvice.product_id, PurchaseOrder.status == OrderStatus.OPEN
    when = PurchaseOrder.expected_on.between(OrderAdvice.stock_out_date, OrderAdvice.arrives_on)
    enough = coming > OrderAdvice.quantity, coming >= _DAILY * until_ours
    return sa.exists().where(*own, when, *enough)


def too_much(session: Session, most: int | None) -> Iterator[Found]:
    value = OrderAdvice.excess_value
    columns = OrderAdvice.excess_units, OrderAdvice.days_of_cover, value, OrderAdvice.on_hand, OrderAdvice.kind
    kinds = OrderAdvice.kind.in_((AdviceKind.EXCESS, AdviceKind.DEAD)), value > 0
    for sku, name, units, cover, tied_up, there, kind in _dearest(session, most, columns, value, *kinds):
        more = ngettext("{count} unit more than needed.", "{count} units more than needed.", round(units))
        reason = f"{more} {_lasts(kind, cover)}"
        compared = None if there is None else (there, max(0.0, there - units))
        yield Found(Kind.TOO_MUCH, sku, name, tied_up, reason, product_link(sku), compared=compared)


def _lasts(kind: str, cover: float | None) -> str:
    if kind == AdviceKind.DEAD:
        return _("It is not expected to sell.")
    if cover is None:
        return _("What is there lasts beyond the forecast.")
    return ngettext("What is there lasts for {count} day.", "What is there lasts for {count} days.", int(cover))


def expires(session: Session, most: int | None) -> Iterator[Found]:
    money = OrderAdvice.will_expire * _COST
    columns = OrderAdvice.will_expire, money, sa.func.coalesce(OrderAdvice.on_hand, 0.0) + OrderAdvice.arriving
    for sku, name, units, value, there in _dearest(session, most, columns, money, OrderAdvice.will_expire >= 1):
        reason = ngettext(
            "{count} unit of what is there and on its way will expire before it is sold.",
            "{count} units of what is there and on its way will expire before they are sold.",
            round(units),
        )
        yield Found(Kind.EXPIRES, sku, name, value, reason, product_link(sku), compared=(there, units))


def data_missing(session: Session, most: int | None) -> Iterator[Found]:
    """Sold, and nobody knows how many are there: nothing can be ordered."""
    money = OrderAdvice.expected_demand * _WORTH
    columns = OrderAdvice.expected_demand, money
    unknown = OrderAdvice.kind == AdviceKind.UNKNOWN, OrderAdvice.expected_demand >= 1
    for sku, name, units, value in _dearest(session, most, columns, money, *unknown):
        reason = _(
            "Nobody has said how many are on hand; {units} are expected to be asked for until the next order.",
            units=round(units),
        )
        yield Found(Kind.DATA_MISSING, sku, name, value, reason, product_link(sku, ""))


def _dearest(
    session: Session, most: int | None, columns: tuple[Any, ...], money: Any, *conditions: sa.ColumnElement[bool]
) -> list[tuple[Any, ...]]:
    """Code, name and these columns of the products whose advice is like this."""
    query = sa.select(Product.sku, Product.name, *columns).join(OrderAdvice, OrderAdvice.product_id == Product.id)
    query = query.where(*conditions).order_by(money.desc(), Product.id).limit(most)
    return [tuple(row) for row in session.execute(query)]

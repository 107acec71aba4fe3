"""Purchase orders: what is on its way, line by line."""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import OrderHead, Product, PurchaseOrder
from services.access.signed_in import SignedIn
from services.errors import Conflict, Fault, InvalidInput
from services.orders.history import order_approval, order_authors, order_seen, order_steps, order_undo
from services.orders.history.order_steps import Doing
from services.orders.lines import (
    confirmations,
    named_lines,
    order_heads,
    order_lines,
    transfer_stock,
    whole_units,
)
from services.orders.lines.order_fields import OrderChange, OrderChanges, TakenOff
from services.orders.lines.order_lines import CANCELLED, DRAFT, OPEN, RECEIVED, Line, find, held, settle, subject
from services.paging import Page, position
from services.replenishment.renewal import advice_refresh
from services.seen import check
from utils.language import _

# What they need in memory does not grow with the list.
TOGETHER = 1000


@dataclass(frozen=True)
class OrderFilter:
    """supplier, number -- exact; overdue -- True: open and expected before today, False: all others."""

    status: str | None = None
    product_sku: str | None = None
    supplier: str | None = None
    overdue: bool | None = None
    number: str | None = None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        given = [
            (PurchaseOrder.status, self.status),
            (Product.sku, self.product_sku),
            (PurchaseOrder.supplier, self.supplier),
            (PurchaseOrder.number, self.number),
        ]
        conditions = [column == value for column, value in given if value is not None]
        if self.overdue is not None:
            overdue = order_lines.is_overdue()
            conditions.append(overdue if self.overdue else ~overdue)
        return conditions


def list_orders(filters: OrderFilter, limit: int, cursor: str | None) -> Page[Line]:
    """The lines that fit, in the order they are expected. Raises InvalidInput for an unknown cursor."""
    query = order_lines.query().where(*filters.conditions())
    if cursor:
        query = query.where(sa.tuple_(PurchaseOrder.expected_on, PurchaseOrder.id) > sa.tuple_(*place(cursor)))
    with snapshot() as session:
        lines = [Line(*row) for row in session.execute(query.limit(limit + 1))]
    return Page.of(lines, limit, lambda last: [last.order.expected_on.isoformat(), str(last.order.id)])


def all_orders(filters: OrderFilter) -> Iterator[Line]:
    """All lines that fit, in the order they are expected, read in parts."""
    places = (PurchaseOrder.expected_on, PurchaseOrder.id)
    ids = sa.select(PurchaseOrder.id).join(Product, Product.id == PurchaseOrder.product_id)
    with snapshot() as session:
        wanted = session.scalars(ids.where(*filters.conditions()).order_by(*places)).all()
    return chain.from_iterable(lines_of(wanted[first : first + TOGETHER]) for first in range(0, len(wanted), TOGETHER))


def get_order(order_id: int) -> Line:
    """A line with its receipts. Raises NotFound."""
    with snapshot() as session:
        return find(session, order_id)


def change_order(order_id: int, change: OrderChange, actor: SignedIn) -> Line:
    """Change an open line, or close it. Raises NotFound, Conflict, InvalidInput."""
    return change_orders({order_id: change}, actor)[0]


def change_orders(
    changes: Mapping[int, OrderChange], actor: SignedIn, seen: Mapping[int, Mapping[str, Any]] | None = None
) -> list[Line]:
    """Change these open lines, or close them, all or none.

    seen -- by line the fields that it was changed by the sight of; they have to be so still
    Raises NotFound, Conflict, InvalidInput, ChangedMeanwhile.
    """
    with advice_refresh.change() as made:
        lines = held(made.session, changes)
        for line in lines:
            known = (seen or {}).get(line.order.id, {})
            check(line.order, known, partial(order_authors.last, made.session, line.order))
        _change_all(made.session, lines, changes, Doing("change", actor))
        made.touches(order_lines.product_ids(lines))
    return lines


def change_lines(number: str, changes: OrderChanges, actor: SignedIn, seen: int | None = None) -> None:
    """Change some lines of an order, all or none; the others stay. Raises NotFound, Conflict, InvalidInput."""
    with advice_refresh.change() as made:
        order = order_heads.held(made.session, number)
        order_seen.check(made.session, order, seen)
        named = named_lines.changes(made.session, order, changes.lines)
        wanted = {own: line.to_change() for own, line in named.items()}
        lines = [line for line in order.lines if line.order.id in wanted]
        places = {own: f"/lines/{changes.lines.index(line)}" for own, line in named.items()}
        _change_all(made.session, lines, wanted, Doing("change", actor, changes.reason), places)
        made.touches(order_lines.product_ids(lines))


def _change_all(
    session: Session,
    lines: Sequence[Line],
    changes: Mapping[int, OrderChange],
    doing: Doing,
    places: Mapping[int, str] = {},
) -> None:
    """places -- by line where the change of it stands in what was said; none: it is all that was said"""
    whole = whole_units.sold_whole(session, [own.product for own in lines if _is_part(own, changes[own.order.id])])
    for number in sorted({line.order.number for line in lines}):
        own = [line for line in lines if line.order.number == number]
        head = order_heads.head_of(session, number)
        ordered = _ordered(own)
        were = {line.order.id: order_undo.state(line.order) for line in own}
        transfer_stock.check(session, _more_on_the_way(own, changes))
        with order_steps.noted(session, head, [line.order for line in own], doing) as step:
            for line in own:
                with said_at(places.get(line.order.id, "")):
                    if line.product.id in whole:
                        raise whole_units.refusal(line.product, changes[line.order.id].quantity or 0.0)
                    _change(line, changes[line.order.id], head, doing)
            if any(confirmations.is_other(were[line.order.id], order_undo.state(line.order)) for line in own):
                confirmations.lapse(head)
            step.subjects.extend(subject(line) for line in own)
        if any(line.order.quantity > ordered.get(line.order.id, math.inf) for line in own):
            order_approval.check_raised(session, order_heads.find(session, number))


@contextmanager
def said_at(place: str) -> Iterator[None]:
    """Have a refusal point to the part of what was said that it is about."""
    try:
        yield
    except InvalidInput as refusal:
        raise refusal.under(place) from None


def _is_part(line: Line, change: OrderChange) -> bool:
    """Whether it is to be of another quantity, which is not whole."""
    units = change.quantity
    return units is not None and units != line.order.quantity and not whole_units.is_whole(units)


def _ordered(lines: Sequence[Line]) -> dict[int, float]:
    """Units of the lines that their supplier has, by id."""
    return {line.order.id: line.order.quantity for line in lines if line.order.status == OPEN}


def _more_on_the_way(
    lines: Sequence[Line], changes: Mapping[int, OrderChange]
) -> Iterator[tuple[PurchaseOrder, float]]:
    """By how much these changes raise what is on its way of each line."""
    for line in lines:
        units = changes[line.order.id].quantity
        if line.order.status == OPEN and units is not None:
            yield line.order, units - line.order.quantity


def _change(line: Line, change: OrderChange, head: OrderHead, doing: Doing) -> None:
    order = line.order
    said = change.model_dump(exclude_unset=True, exclude_none=True)
    _check_changeable(order, said.get("status"))
    check_quantity(line, said.get("quantity", order.quantity))
    if order.status == DRAFT and doing.actor and said.get("quantity", order.quantity) != order.quantity:
        order_approval.written(head, doing.actor)
    for name, value in said.items():
        setattr(order, name, value)
    check_days(order.ordered_on, order.expected_on)
    if order.status == CANCELLED and order.received:
        raise Conflict(_("Some of it has come in; close it with the status 'received'."), "order_partly_received")
    if isinstance(change, TakenOff):
        order.quantity = 0.0
    settle(order)


def check_quantity(line: Line, units: float) -> None:
    """Raises Conflict for fewer units than have come."""
    order = line.order
    if units < order.quantity and units < order.received:
        message = _(
            "{received} of {sku} have come: order at least that, or close the line.",
            received=order.received,
            sku=line.product.sku,
        )
        raise Conflict(message, "less_than_has_come")


def check_days(ordered_on: date, expected_on: date) -> None:
    """Raises InvalidInput for goods that would come before they were ordered."""
    if expected_on < ordered_on:
        message = _("It was ordered on {ordered_on} and cannot be expected before.", ordered_on=ordered_on)
        raise InvalidInput(message, "expected_before_ordered", (Fault("/expected_on", message),))


def place(cursor: str) -> tuple[sa.ColumnElement[date], sa.ColumnElement[int]]:
    """The day and the id of an order that a cursor stands for. Raises InvalidInput."""
    day, number = position(cursor, 2)
    try:
        # As bytes, so that it is a number that a database can hold.
        int(number).to_bytes(8, signed=True)
        return sa.literal(date.fromisoformat(day), sa.Date), sa.literal(int(number))
    except (ValueError, OverflowError):
        raise InvalidInput.at(
            "/cursor", _("This cursor belongs to another list; start again without it."), "invalid_cursor"
        ) from None


def lines_of(order_ids: Sequence[int]) -> list[Line]:
    """Those of these lines that are still there, in their order."""
    # In any order: else a database that lacks statistics walks through all lines in theirs for these few.
    lines = order_lines.query().where(PurchaseOrder.id.in_(order_ids)).order_by(None)
    with snapshot() as session:
        found = {row[0].id: row for row in session.execute(lines)}
    return [Line(*found[order_id]) for order_id in order_ids if order_id in found]


def _check_changeable(order: PurchaseOrder, to: str | None) -> None:
    if order.status not in (DRAFT, OPEN):
        raise Conflict(
            _("This order is {status}; only an open one can be changed.", status=str(order.status)),
            "purchase_order_closed",
        )
    if order.status == DRAFT and to == RECEIVED:
        raise Conflict(_("This order is a draft, of which nothing can come; send it, or cancel it."), "order_is_draft")

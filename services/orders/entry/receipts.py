"""Goods that come in: noted with their order, and added to what is on hand."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product, PurchaseOrder, Receipt
from services.access import audit
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.errors import Conflict, InvalidInput
from services.files import tables
from services.files.tables import IMPORT, Asked
from services.files.writing.spreadsheet import is_same
from services.journal import imported
from services.journal.imported import Imported
from services.orders.history import order_authors, order_steps, receipt_undo
from services.orders.history.order_steps import Doing
from services.orders.lines import order_fields, order_heads, order_lines, receipt_checks, transfer_stock
from services.orders.lines.order_book import hold_sources, known_orders
from services.orders.lines.order_fields import NewReceipt, ReceivedLine
from services.orders.lines.order_lines import OPEN, Line, find, held, settle, subject
from services.replenishment.renewal import advice_refresh
from services.seen import check
from services.stock import level_journal, stock_levels
from utils import clock
from utils.language import _

# Each row of a file writes several times; its sender waits.
MOST_ROWS = 10_000
RECORDED, UNCHANGED = "recorded", "unchanged"


@dataclass(frozen=True)
class Book:
    """What a file of receipts is about: the products by code, and the orders by number and product id.

    totals -- units known to have come in, by order id and day
    whole -- ids of the products of which no part of a unit can come; counted -- those that the rows so far are about
    arrived -- units to add to the stock, by product id and day
    """

    products: Mapping[str, Product]
    orders: Mapping[tuple[str, int], PurchaseOrder]
    totals: Mapping[tuple[int, date], float]
    whole: Container[int]
    counted: set[tuple[int, date]] = field(default_factory=set)
    arrived: defaultdict[tuple[int, date], float] = field(default_factory=lambda: defaultdict(float))


def receive(order_id: int, receipt: NewReceipt, actor: SignedIn) -> Line:
    """Note goods that came in for a line, also more than were ordered. Raises NotFound, Conflict, InvalidInput."""
    return receive_all({order_id: receipt}, actor)[0]


def receive_all(
    came: Mapping[int, NewReceipt], actor: SignedIn, seen: Mapping[int, Mapping[str, Any]] | None = None
) -> list[Line]:
    """Note goods that came in for these lines, all or none.

    seen -- by line the fields that it was received by the sight of; they have to be so still
    Raises NotFound, Conflict where nothing is awaited, InvalidInput, ChangedMeanwhile.
    """
    with advice_refresh.change() as made:
        session = made.session
        lines = held(session, came)
        for line in lines:
            known = (seen or {}).get(line.order.id, {})
            check(line.order, known, partial(order_authors.last, made.session, line.order))
        for number in sorted({line.order.number for line in lines}):
            _receive_order(session, [line for line in lines if line.order.number == number], came, actor)
        made.touches(order_lines.product_ids(lines))
        noted = [find(session, line.order.id) for line in lines]
    return noted


def _receive_order(session: Session, lines: Sequence[Line], came: Mapping[int, NewReceipt], actor: SignedIn) -> None:
    """Note goods for these lines of one order, as a step that can be undone."""
    orders = [line.order for line in lines]
    head = order_heads.head_of(session, orders[0].number)
    days = {line.order.id: came[line.order.id].received_on or clock.today() for line in lines}
    whole = receipt_checks.whole(session, [(line, came[line.order.id].quantity) for line in lines])
    with order_steps.noted(session, head, orders, Doing("receive", actor)) as step:
        with receipt_undo.watched(session, orders, days.values()) as kept:
            for line in lines:
                units, day = came[line.order.id].quantity, days[line.order.id]
                if reason := receipt_checks.not_awaited(line.order) or receipt_checks.all_came(line.order):
                    raise Conflict(reason, "receipt_refused")
                receipt_checks.check(line, day, units, units, whole)
                _book(session, line, day, units)
                stock_levels.add(session, {(line.product.id, day): units})
                step.subjects.append(f"{units:g} on {day} for {subject(line)}")
        step.more["receipts"] = kept["receipts"]
        step.stock.append(kept["stock"])


def import_receipts(stream: IO[bytes], actor: SignedIn | None, asked: Asked = IMPORT) -> dict[str, Any]:
    """Note what came in by line and day, as a file has it, but for rows that cannot be taken.

    A row is all that came in for its line on its day: the same again changes nothing, another quantity corrects it.
    Raises InvalidInput for a file that cannot be read, or has no row that can be taken.
    """
    table = tables.read(stream, order_fields.receipt_form(clock.today()), asked.options, MOST_ROWS)
    rows = table.checked(ReceivedLine)
    with advice_refresh.change() as made:
        session = made.session
        book = _open(session, rows)
        orders, days = list(book.orders.values()), [row.received_on for row in rows]
        with receipt_undo.watched(session, orders, days) as kept, transfer_stock.followed(session, orders) as moved:
            outcomes = _set_all(session, book, rows, None if asked.dry_run else actor)
        refused = table.refused(outcomes)
        table.refuse_nothing(refused)
        made.touches({product_id for product_id, _ in book.arrived})
        made.touches({own for part in moved for own in level_journal.products(part)})
        counts = {name: outcomes.count(name) for name in (RECORDED, UNCHANGED)}
        report = imported.settle(made, Imported(receipt_undo.KIND, table.report(refused) | counts, kept), asked, actor)
    return report | {"advice_pending": made.is_pending}


def _set_all(
    session: Session, book: Book, rows: Sequence[ReceivedLine], actor: SignedIn | None
) -> list[str | InvalidInput]:
    outcomes: list[str | InvalidInput] = []
    for row in rows:
        try:
            outcomes.append(_set(session, book, row))
        except InvalidInput as refusal:
            outcomes.append(refusal)
    if RECORDED in outcomes:
        stock_levels.add(session, book.arrived)
        audit.note(session, actor, "purchase_order.receive", f"{outcomes.count(RECORDED)} rows of a file")
    return outcomes


def _open(session: Session, rows: Sequence[ReceivedLine]) -> Book:
    skus, numbers = {row.product_sku for row in rows}, {row.number for row in rows}
    hold_sources(session, skus, numbers)
    products = product_service.held_by_sku(session, skus)
    orders = known_orders(session, numbers)
    totals = _totals(session, [order.id for order in orders.values()])
    lines = [(line, row.quantity) for row in rows if (line := _found(row, products, orders))]
    return Book(products, orders, totals, receipt_checks.whole(session, lines))


def _set(session: Session, book: Book, row: ReceivedLine) -> str:
    line, day = _line_of(row, book), row.received_on
    known = book.totals.get((line.order.id, day), 0.0)
    if (line.order.id, day) in book.counted:
        raise receipt_checks.refusal(
            "received_on", _("A row above says what came in that day; put all of it into one.")
        )
    book.counted.add((line.order.id, day))
    if is_same(row.quantity, known):
        return UNCHANGED
    missing = row.quantity - known
    reason = receipt_checks.not_awaited(line.order, missing)
    if reason:
        raise receipt_checks.refusal("number", reason)
    receipt_checks.check(line, day, row.quantity, missing, book.whole)
    _book(session, line, day, missing)
    book.arrived[line.product.id, day] += missing
    return RECORDED


def _line_of(row: ReceivedLine, book: Book) -> Line:
    line = _found(row, book.products, book.orders)
    if line is None:
        raise receipt_checks.refusal(
            "number",
            _(
                "There is no order {number!r} of {sku!r}; enter it first.",
                number=row.number,
                sku=row.product_sku,
            ),
        )
    return line


def _found(
    row: ReceivedLine, products: Mapping[str, Product], orders: Mapping[tuple[str, int], PurchaseOrder]
) -> Line | None:
    product = products.get(row.product_sku)
    order = orders.get((row.number, product.id)) if product else None
    return Line(order, product) if product and order else None


def _totals(session: Session, order_ids: Sequence[int]) -> dict[tuple[int, date], float]:
    received = sa.select(Receipt).where(among(Receipt.order_id, order_ids))
    totals = defaultdict[tuple[int, date], float](float)
    for receipt in session.scalars(received):
        totals[receipt.order_id, receipt.received_on] += receipt.quantity
    return totals


def _book(session: Session, line: Line, day: date, units: float) -> None:
    """Less than 0 units: a correction, after which a line that was full may be open again."""
    order = line.order
    session.add(Receipt(order_id=order.id, received_on=day, quantity=units, created_at=clock.now()))
    # A line that was closed before all had come stays closed.
    was_full = order.received >= order.quantity
    order.received += units
    if was_full and order.received < order.quantity:
        order.status = OPEN
    settle(order)

"""One line of an order that is entered: new, a change of one that is open, or nothing new."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.models import Product, PurchaseOrder
from services.errors import Conflict, Fault, InvalidInput
from services.files.writing.spreadsheet import is_same
from services.orders.entry.purchase_orders import check_days, check_quantity
from services.orders.history import order_undo
from services.orders.lines import whole_units
from services.orders.lines.order_book import Book, expected
from services.orders.lines.order_fields import FiledLine, OrderLine
from services.orders.lines.order_lines import DRAFT, OPEN, Line, settle
from utils import clock
from utils.language import _

INSERTED, UPDATED, UNCHANGED = "inserted", "updated", "unchanged"


@dataclass(frozen=True)
class Entered:
    """A line as it now is, and what became of it: inserted, updated or unchanged.

    was -- how an updated line was before
    """

    line: Line
    outcome: str
    was: Mapping[str, Any] | None = None


def enter(book: Book, line: OrderLine) -> Entered:
    """Into a new or an open order. Raises InvalidInput for a line that cannot be taken."""
    product = book.products.get(line.product_sku)
    if product is None:
        raise _refusal(
            "product_sku",
            _(
                "There is no product {sku!r}; import its sales, or create it (POST /products).",
                sku=line.product_sku,
            ),
        )
    key = (line.number, product.id)
    if key in book.entered:
        raise _refusal(
            "number",
            _(
                "Order {number} of {sku} is entered above; use another number for this.",
                number=line.number,
                sku=product.sku,
            ),
        )
    entered = _entered(book, _to_come(line, book.orders.get(key)), product)
    book.entered.add(key)
    return entered


def _to_come(line: OrderLine, order: PurchaseOrder | None) -> OrderLine:
    """The line with what has come here and is still to come as its quantity, where a file says how far it has come.
    Raises InvalidInput where nothing of a new one is to come."""
    is_open = order is None or order.status == OPEN
    if not isinstance(line, FiledLine) or not line.says_how_far or not is_open:
        return line
    received = order.received if order else 0.0
    if not (quantity := received + line.still_to_come(received)):
        raise _refusal(
            "quantity",
            _("All of order {number} has come, by the file: nothing of it is on its way.", number=line.number),
        )
    return line.model_copy(update={"quantity": quantity})


def _entered(book: Book, line: OrderLine, product: Product) -> Entered:
    order = book.orders.get((line.number, product.id))
    _check_status(book, line.number)
    is_new_figure = order is None or not is_same(order.quantity, line.quantity)
    if is_new_figure and product.id in book.whole and not whole_units.is_whole(line.quantity):
        raise whole_units.refusal(product, line.quantity)
    if order is None:
        return Entered(Line(_new_order(book, line, product), product), INSERTED)
    said = line.model_dump(include={"quantity", "ordered_on", "expected_on", "supplier"}, exclude_none=True)
    changes = {name: value for name, value in said.items() if not is_same(getattr(order, name), value)}
    if not changes:
        return Entered(Line(order, product), UNCHANGED)
    if order.status != book.status:
        raise _refusal(
            "number",
            _(
                "Order {number} of {sku} is {status}; use another number.",
                number=order.number,
                sku=product.sku,
                status=str(order.status),
            ),
        )
    check_days(changes.get("ordered_on", order.ordered_on), changes.get("expected_on", order.expected_on))
    _check_quantity(Line(order, product), line.quantity)
    was = order_undo.state(order)
    for name, value in changes.items():
        setattr(order, name, value)
    if "supplier" in changes:
        order.agreed = None
    settle(order)
    return Entered(Line(order, product), UPDATED, was)


def _check_quantity(line: Line, units: float) -> None:
    """Raises InvalidInput for fewer units than have come."""
    try:
        check_quantity(line, units)
    except Conflict as conflict:
        raise _refusal("quantity", str(conflict)) from None


def _check_status(book: Book, number: str) -> None:
    """Raises InvalidInput where a draft and what is ordered, or goods that another place sends, would stand under one
    number."""
    if number in book.transfers:
        raise _refusal(
            "number",
            _("Order {number} is a transfer; change it there (PATCH /purchase-orders/{number}).", number=number),
        )
    if book.status != DRAFT and number in book.drafts:
        raise _refusal(
            "number", _("Order {number} is a draft; change it there (PATCH /purchase-orders/{number}).", number=number)
        )
    if book.status == DRAFT and number not in book.drafts and any(own == number for own, _ in book.orders):
        raise _refusal("number", _("Order {number} is no draft; use another number.", number=number))


def _new_order(book: Book, line: OrderLine, product: Product) -> PurchaseOrder:
    ordered_on, expected_on = line.ordered_on or clock.today(), line.expected_on
    if expected_on is None:
        expected_on = expected(book, product, line.supplier, ordered_on)
    check_days(ordered_on, expected_on)
    return PurchaseOrder(
        number=line.number,
        product_id=product.id,
        supplier=product.supplier if line.supplier is None else line.supplier,
        quantity=line.quantity,
        received=0.0,
        status=book.status,
        ordered_on=ordered_on,
        expected_on=expected_on,
        created_at=clock.now(),
    )


def _refusal(field: str, reason: str) -> InvalidInput:
    return InvalidInput(reason, faults=(Fault(f"/{field}", reason),))

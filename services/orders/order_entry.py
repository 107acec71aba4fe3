"""Entering purchase orders, a few or a file of them: the same again changes nothing."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product, PurchaseOrder
from app.models.stock import OrderStatus
from services.access import audit
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.errors import Conflict, Fault, InvalidInput
from services.files import tables
from services.files.spreadsheet import is_same
from services.files.tables import IMPORT, Asked
from services.histories import opening_days
from services.journal import imported
from services.journal.imported import Imported
from services.orders import agreements, beginning, order_fields, order_undo, whole_units
from services.orders.order_fields import FiledLine, OrderLine
from services.orders.order_lines import DRAFT, OPEN, Line, settle
from services.orders.order_steps import Doing
from services.orders.purchase_orders import check_days, check_quantity
from services.replenishment import advice_refresh, calendars, offers, supply, supply_calendar
from services.replenishment.calendars import Calendars
from services.replenishment.offers import Offer
from services.replenishment.supply import LeadTime
from services.replenishment.supply_calendar import Rhythm
from utils import clock
from utils.language import _

NUMBERS_AT_ONCE = 10_000
INSERTED, UPDATED, UNCHANGED = "inserted", "updated", "unchanged"


@dataclass(frozen=True)
class Entered:
    """A line as it now is, and what became of it: inserted, updated or unchanged.

    was -- how an updated line was before
    """

    line: Line
    outcome: str
    was: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class EnteredLines:
    """advice_pending -- they are about so many products that the advice on these follows in the background"""

    lines: list[Entered]
    advice_pending: bool


@dataclass(frozen=True)
class Book:
    """The products, by code, and the orders, by number and product id, that some new lines are about.

    closed -- by product id the days on which nobody takes in what comes
    calendars -- when suppliers take orders and deliver; offers -- of each product's suppliers, by its id
    status -- of new lines
    whole -- ids of the products of which no part of a unit can be ordered
    entered -- what lines before said already: of two deliveries under one number, one would be lost
    """

    products: Mapping[str, Product]
    lead_times: Mapping[int, LeadTime]
    closed: Mapping[int, Container[date]]
    calendars: Calendars
    offers: Mapping[int, Sequence[Offer]]
    orders: Mapping[tuple[str, int], PurchaseOrder]
    status: OrderStatus = OPEN
    whole: Container[int] = frozenset()
    entered: set[tuple[str, int]] = field(default_factory=set)

    @cached_property
    def drafts(self) -> set[str]:
        """The numbers of orders that are not sent yet."""
        return {order.number for order in self.orders.values() if order.status == DRAFT}

    @cached_property
    def transfers(self) -> set[str]:
        """The numbers of orders that bring goods from another place."""
        return {order.number for order in self.orders.values() if order.source_id is not None}


def enter_orders(lines: Sequence[OrderLine], actor: SignedIn, draft: bool = False) -> EnteredLines:
    """Enter these lines, all or none; an open line of the same number and product is changed.

    draft -- nothing is ordered yet
    Raises InvalidInput for unknown products and closed lines.
    """
    with advice_refresh.change() as made:
        session = made.session
        outcomes = _write(session, lines, actor, DRAFT if draft else OPEN)
        faults = tuple(
            Fault(f"/lines/{index}{fault.pointer}", fault.detail)
            for index, outcome in enumerate(outcomes)
            if isinstance(outcome, InvalidInput)
            for fault in outcome.faults
        )
        if faults:
            message = "; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults[:3])
            raise InvalidInput(_("Nothing was entered. {message}", message=message), "order_lines_refused", faults)
        _note(session, _entered_ones(outcomes), Doing(beginning.DRAFT if draft else beginning.ORDER, actor))
        made.touches(_changed(outcomes))
    return EnteredLines([outcome for outcome in outcomes if isinstance(outcome, Entered)], made.is_pending)


def import_orders(stream: IO[bytes], actor: SignedIn | None, asked: Asked = IMPORT) -> dict[str, Any]:
    """Enter the lines of a file, but for those that cannot be taken.

    Raises InvalidInput for a file that cannot be read, or has no line that can be taken.
    """
    table = tables.read(stream, order_fields.order_form(clock.today()), asked.options)
    lines = table.checked(FiledLine)
    with advice_refresh.change() as made:
        session = made.session
        outcomes = _write(session, lines, None if asked.dry_run else actor)
        made.touches(_changed(outcomes))
        refused = table.refused(outcomes)
        table.refuse_nothing(refused)
        report = table.report(refused) | counts(outcomes)
        report = imported.settle(made, Imported(order_undo.KIND, report, _kept(outcomes)), asked, actor)
    return report | {"advice_pending": made.is_pending}


def counts(outcomes: Sequence[Entered | InvalidInput]) -> dict[str, int]:
    """How many lines were inserted, updated and unchanged."""
    found = Counter(entered.outcome for entered in _entered_ones(outcomes))
    return {outcome: found[outcome] for outcome in (INSERTED, UPDATED, UNCHANGED)}


def enter(
    session: Session, lines: Sequence[OrderLine], actor: SignedIn, status: OrderStatus = OPEN
) -> list[Entered | InvalidInput]:
    """Enter these lines in the caller's transaction; the refusal in place of one that cannot be taken.

    status -- DRAFT: they are not ordered yet
    They may be of parts of a unit: what is on its way is so, whoever has said it.
    The advice on their products is worked out anew in it, however many they are.
    """
    outcomes = _write(session, lines, actor, status, by_hand=False)
    advice_refresh.follow_up(session, _changed(outcomes))
    return outcomes


def usual_days(session: Session, lines: Sequence[OrderLine]) -> dict[str, date]:
    """When each of these is expected, by its code, if it is ordered on its day."""
    book = _open(session, lines)
    today = clock.today()
    return {
        line.product_sku: _expected(book, book.products[line.product_sku], line.supplier, line.ordered_on or today)
        for line in lines
    }


def _write(
    session: Session,
    lines: Sequence[OrderLine],
    actor: SignedIn | None,
    status: OrderStatus = OPEN,
    by_hand: bool = True,
) -> list[Entered | InvalidInput]:
    book = _open(session, lines, status)
    if by_hand:
        book = replace(book, whole=_whole(session, lines, book.products))
    outcomes: list[Entered | InvalidInput] = []
    for line in lines:
        try:
            outcomes.append(_enter_line(book, line))
        except InvalidInput as refusal:
            outcomes.append(refusal)
    changed = [entered.line for entered in outcomes if isinstance(entered, Entered) and entered.outcome != UNCHANGED]
    session.add_all(line.order for line in changed)
    agreements.keep(session, changed)
    session.flush()
    if changed:
        numbers = ", ".join(sorted({line.order.number for line in changed}))
        audit.note(session, actor, "purchase_order.enter", f"{len(changed)} lines of {numbers}")
    return outcomes


def _note(session: Session, entered: Sequence[Entered], doing: Doing) -> None:
    """Have it in the history of the orders, by which it can be undone."""
    changed = [own for own in entered if own.outcome != UNCHANGED]
    inserted = {own.line.order.id for own in changed if own.outcome == INSERTED}
    lines = sa.select(PurchaseOrder.number, PurchaseOrder.id)
    ours = PurchaseOrder.number.in_({own.line.order.number for own in changed})
    known = {number for number, own in session.execute(lines.where(ours)) if own not in inserted}
    beginning.begin(session, [own.line for own in changed if own.line.order.number not in known], doing)
    for number in sorted(known):
        own = [(one.line.order, one.was) for one in changed if one.line.order.number == number]
        beginning.go_on(session, number, own, doing)


def _changed(outcomes: Sequence[Entered | InvalidInput]) -> set[int]:
    """The ids of the products whose orders are not what they were."""
    return {own.line.product.id for own in _entered_ones(outcomes) if own.outcome != UNCHANGED}


def _kept(outcomes: Sequence[Entered | InvalidInput]) -> dict[str, Any]:
    """What it takes to undo them."""
    changed = (own for own in _entered_ones(outcomes) if own.outcome != UNCHANGED)
    return {"lines": [[own.line.order.id, own.was, order_undo.state(own.line.order)] for own in changed]}


def _entered_ones(outcomes: Sequence[Entered | InvalidInput]) -> list[Entered]:
    return [outcome for outcome in outcomes if isinstance(outcome, Entered)]


def _open(session: Session, lines: Sequence[OrderLine], status: OrderStatus = OPEN) -> Book:
    # Held before the orders are looked up: the same line may just be entered by someone else.
    by_sku = product_service.held_by_sku(session, {line.product_sku for line in lines})
    products = list(by_sku.values())
    lead_times = supply.lead_times(session, products)
    named = {line.supplier for line in lines if line.supplier} | {product.supplier for product in products}
    orders = known_orders(session, {line.number for line in lines})
    closed, known = _closed(session, lines, products), calendars.read(session, products, named)
    return Book(by_sku, lead_times, closed, known, offers.read(session, products), orders, status)


def _whole(session: Session, lines: Sequence[OrderLine], products: Mapping[str, Product]) -> set[int]:
    """Of the products of which parts of a unit are ordered, those that are sold in whole ones."""
    parts = {line.product_sku for line in lines if not whole_units.is_whole(line.quantity)}
    return whole_units.sold_whole(session, [products[sku] for sku in parts & products.keys()]) if parts else set()


def _closed(session: Session, lines: Sequence[OrderLine], products: Sequence[Product]) -> dict[int, set[date]]:
    """On which days goods of lines that do not say when they come cannot."""
    ordered = [line.ordered_on or clock.today() for line in lines if line.expected_on is None]
    if not ordered or not products:
        return {}
    longest = timedelta(days=supply.LONGEST_LEAD_DAYS + max(product.review_days for product in products))
    return opening_days.closed_days(session, products, min(ordered), max(ordered) + longest)


def known_orders(session: Session, numbers: Iterable[str]) -> dict[tuple[str, int], PurchaseOrder]:
    """The lines of these orders by number and product id, held until the transaction ends."""
    wanted, found = sorted(numbers), dict[tuple[str, int], PurchaseOrder]()
    for first in range(0, len(wanted), NUMBERS_AT_ONCE):
        part = PurchaseOrder.number.in_(wanted[first : first + NUMBERS_AT_ONCE])
        orders = sa.select(PurchaseOrder).where(part).order_by(PurchaseOrder.id).with_for_update()
        found |= {(order.number, order.product_id): order for order in session.scalars(orders)}
    return found


def _enter_line(book: Book, line: OrderLine) -> Entered:
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
        expected_on = _expected(book, product, line.supplier, ordered_on)
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


def _expected(book: Book, product: Product, supplier: str | None, ordered_on: date) -> date:
    sender = product.supplier if supplier is None else supplier
    calendar = book.calendars.of(product.id, sender)
    offered = next((own.lead_days for own in book.offers[product.id] if own.supplier == sender), None)
    sent_on = supply_calendar.placed(calendar, clock.now(), ordered_on)
    lead_days = book.lead_times[product.id].mean_days if offered is None else offered
    rhythm = Rhythm(lead_days, product.review_days)
    return supply.arrival_day(calendar, rhythm, sent_on, book.closed[product.id])


def _refusal(field: str, reason: str) -> InvalidInput:
    return InvalidInput(reason, faults=(Fault(f"/{field}", reason),))

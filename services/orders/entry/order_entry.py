"""Entering purchase orders, a few or a file of them: the same again changes nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import IO, Any

from sqlalchemy.orm import Session

from app.models.stock import OrderStatus
from services.access import audit
from services.access.signed_in import SignedIn
from services.errors import Fault, InvalidInput
from services.files import tables
from services.files.tables import IMPORT, Asked
from services.journal import imported
from services.journal.imported import Imported
from services.orders.entry import beginning, line_entry, raising
from services.orders.entry.line_entry import INSERTED, UNCHANGED, UPDATED, Entered
from services.orders.history import order_undo
from services.orders.history.order_steps import Doing
from services.orders.lines import agreements, confirmations, order_book, order_fields, order_prices
from services.orders.lines.order_fields import FiledLine, OrderLine
from services.orders.lines.order_lines import DRAFT, OPEN
from services.replenishment.renewal import advice_refresh
from utils import clock
from utils.language import _

# Of a file no more are listed.
MOST_WARNINGS = 20


@dataclass(frozen=True)
class EnteredLines:
    """advice_pending -- they are about so many products that the advice on these follows in the background

    warnings -- what is odd about quantities that were taken
    """

    lines: list[Entered]
    advice_pending: bool
    warnings: list[str]


def enter_orders(lines: Sequence[OrderLine], actor: SignedIn, draft: bool = False) -> EnteredLines:
    """Enter these lines, all or none; an open line of the same number and product is changed.

    draft -- nothing is ordered yet
    Raises InvalidInput for unknown products and closed lines, and Conflict where what is sent would be above the limit.
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
        if not draft:
            raising.check(session, _entered_ones(outcomes))
        _note(session, _entered_ones(outcomes), Doing(beginning.DRAFT if draft else beginning.ORDER, actor))
        made.touches(_changed(outcomes))
        warnings = _warnings(session, outcomes)
    return EnteredLines(_entered_ones(outcomes), made.is_pending, warnings)


def import_orders(stream: IO[bytes], actor: SignedIn | None, asked: Asked = IMPORT) -> dict[str, Any]:
    """Enter the lines of a file, but for those that cannot be taken.

    Raises InvalidInput for a file that cannot be read, or has no line that can be taken.
    """
    table = tables.read(stream, order_fields.order_form(clock.today()), asked.options)
    lines = table.checked(FiledLine)
    with advice_refresh.change() as made:
        session = made.session
        outcomes = raising.refused(session, _write(session, lines, None if asked.dry_run else actor))
        made.touches(_changed(outcomes))
        refused = table.refused(outcomes)
        table.refuse_nothing(refused)
        report = table.report(refused) | counts(outcomes)
        report["warnings"] = [*report["warnings"], *_warnings(session, outcomes)[:MOST_WARNINGS]]
        kept = _kept(session, outcomes)
        report = imported.settle(made, Imported(order_undo.KIND, report, kept), asked, actor)
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


def _write(
    session: Session,
    lines: Sequence[OrderLine],
    actor: SignedIn | None,
    status: OrderStatus = OPEN,
    by_hand: bool = True,
) -> list[Entered | InvalidInput]:
    book = order_book.opened(session, lines, status)
    if by_hand:
        book = replace(book, whole=order_book.sold_whole(session, lines, book.products))
    outcomes: list[Entered | InvalidInput] = []
    for line in lines:
        try:
            outcomes.append(line_entry.enter(book, line))
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
    known = raising.known_numbers(session, changed)
    beginning.begin(session, [own.line for own in changed if own.line.order.number not in known], doing)
    for number in sorted(known):
        own = [(one.line.order, one.was) for one in changed if one.line.order.number == number]
        beginning.go_on(session, number, own, doing)


def _changed(outcomes: Sequence[Entered | InvalidInput]) -> set[int]:
    """The ids of the products whose orders are not what they were."""
    return {own.line.product.id for own in _entered_ones(outcomes) if own.outcome != UNCHANGED}


def _kept(session: Session, outcomes: Sequence[Entered | InvalidInput]) -> dict[str, Any]:
    """What it takes to undo them; what suppliers had confirmed of them is to be confirmed anew."""
    changed = [own for own in _entered_ones(outcomes) if own.outcome != UNCHANGED]
    lines = [(own.line.order, own.was, order_undo.state(own.line.order)) for own in changed]
    other = [order.number for order, was, now in lines if confirmations.is_other(was, now)]
    return {
        "lines": [[order.id, was, now] for order, was, now in lines],
        "confirmed": confirmations.lapse_all(session, other),
    }


def _warnings(session: Session, outcomes: Sequence[Entered | InvalidInput]) -> list[str]:
    """What is odd about quantities that are new."""
    lines = [own.line for own in _entered_ones(outcomes) if own.outcome != UNCHANGED]
    priced = order_prices.by_supplier(session, lines)
    return [line.remark for own in priced for line in own.lines if line.remark]


def _entered_ones(outcomes: Sequence[Entered | InvalidInput]) -> list[Entered]:
    return [outcome for outcome in outcomes if isinstance(outcome, Entered)]

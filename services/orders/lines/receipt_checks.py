"""Which goods cannot have come."""

from collections.abc import Container, Iterable
from datetime import date

from sqlalchemy.orm import Session

from app.models import PurchaseOrder
from services.errors import Fault, InvalidInput
from services.orders.lines import agreements, whole_units
from services.orders.lines.order_lines import CANCELLED, DRAFT, OPEN, Line
from utils.language import _

# More than that, and than a few packs, is a slip of the hand, or a barcode; a pack too many is not.
MOST_TIMES, FEW_PACKS = 10, 3


def not_awaited(order: PurchaseOrder, more: float = 1.0) -> str:
    """Why goods of this line cannot have come, "": they can. more -- 0 or less: what was said to have come is put right

    More goods of a line that was closed by hand would teach a wrong lead time.
    """
    if order.status == DRAFT:
        return _("This order is a draft, of which nothing can have come; send it first.")
    if order.status == CANCELLED:
        return _("This order was cancelled; enter what came in under a new one.")
    if more > 0 and order.status != OPEN and order.received < order.quantity:
        came = _("{received} of {quantity}", received=order.received, quantity=order.quantity)
        return _("This order was closed with {came}; enter what came in under a new one.", came=came)
    return ""


def all_came(order: PurchaseOrder) -> str:
    """Why nothing is added to a line of which all has come: most likely it is noted already. "": more is to come."""
    if order.status == OPEN:
        return ""
    return _(
        "All of this line has come ({received} of {quantity}); enter what came besides under a new order.",
        received=order.received,
        quantity=order.quantity,
    )


def check(line: Line, day: date, units: float, more: float, whole: Container[int]) -> None:
    """Raises InvalidInput for goods that came before they were ordered, for a part of what comes whole only, and for so
    many that it is a slip of the hand. units -- as they were said; more -- than was known"""
    order = line.order
    if day < order.ordered_on:
        raise refusal(
            "received_on",
            _("It was ordered on {ordered_on} and cannot have come before.", ordered_on=order.ordered_on),
        )
    # A part that was ordered, or has come, was taken then: the rest of it comes, too.
    is_whole = all(whole_units.is_whole(own) for own in (order.quantity, order.received))
    if line.product.id in whole and is_whole and not whole_units.is_whole(units):
        raise whole_units.refusal(line.product, units)
    if more > 0 and order.received + more > _most(line):
        reason = _(
            "{units} of {sku} were ordered, and {came} would have come. If that is right, raise what is ordered first.",
            units=order.quantity,
            sku=line.product.sku,
            came=order.received + more,
        )
        raise refusal("quantity", reason)


def _most(line: Line) -> float:
    """Units of a line that may come without a question."""
    agreed = agreements.Agreed.of(line.order)
    pack = agreed.pack_size if agreed else line.product.pack_size
    return max(line.order.quantity * MOST_TIMES, line.order.quantity + pack * FEW_PACKS)


def whole(session: Session, came: Iterable[tuple[Line, float]]) -> set[int]:
    """Ids of the products of which parts of a unit are said to have come, though it is sold whole."""
    parts = [line.product for line, units in came if not whole_units.is_whole(units)]
    return whole_units.sold_whole(session, parts)


def refusal(field: str, reason: str) -> InvalidInput:
    """Of a row of a file or a part of a request."""
    return InvalidInput(reason, "receipt_refused", (Fault(f"/{field}", reason),))

"""Which lines of an order somebody means, by id or by product."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from services.catalogue import former_codes
from services.errors import Fault, InvalidInput
from services.orders.lines.order_fields import Confirmation, LineChange
from services.orders.lines.order_heads import WholeOrder
from services.orders.lines.order_lines import Line
from utils.language import _


def changes(session: Session, order: WholeOrder, wanted: Sequence[LineChange]) -> dict[int, LineChange]:
    """What to change, by the id of the line. Raises InvalidInput for a line that is not there, or is named twice."""
    asked = [line.product_sku for line in wanted if line.product_sku is not None]
    now_called = former_codes.now_called(session, asked)
    found: dict[int, LineChange] = {}
    for place, line in enumerate(wanted):
        own = _find(order.lines, line, now_called)
        if own is None:
            raise _not_there(order.number, line, place)
        if own in found:
            raise _twice(order.number, line.product_sku or str(line.id), f"/lines/{place}")
        found[own] = line
    return found


def check(order: WholeOrder, said: Confirmation) -> None:
    """Raises InvalidInput for a line that is not there, or is named twice."""
    known, named = {row.id for row in order.rows}, set()
    for place, line in enumerate(said.lines):
        if line.id not in known:
            message = _("Order {number} has no line {line}.", number=order.number, line=str(line.id))
            raise InvalidInput(message, "line_not_found", (Fault(f"/lines/{place}/id", message),))
        if line.id in named:
            raise _twice(order.number, str(line.id), f"/lines/{place}/id")
        named.add(line.id)


def _find(lines: Sequence[Line], wanted: LineChange, now_called: Mapping[str, str]) -> int | None:
    """The line of which all that is said is true; under a code that another product has by now, it is that one."""
    sku = wanted.product_sku
    codes = {sku, now_called.get(sku)} if sku is not None else set()
    fitting = [line for line in lines if wanted.id in (None, line.order.id)]
    if sku is not None:
        fitting = [line for line in fitting if line.product.sku in codes]
    return fitting[0].order.id if fitting else None


def _not_there(number: str, wanted: LineChange, place: int) -> InvalidInput:
    named = ", ".join(repr(own) for own in (wanted.id, wanted.product_sku) if own is not None)
    message = _("Order {number} has no line {line}.", number=number, line=named)
    return InvalidInput(message, "line_not_found", (Fault(f"/lines/{place}", message),))


def _twice(number: str, line: str, pointer: str) -> InvalidInput:
    message = _("Line {line} of order {number} is named twice; say all of it once.", line=line, number=number)
    return InvalidInput(message, "line_named_twice", (Fault(pointer, message),))

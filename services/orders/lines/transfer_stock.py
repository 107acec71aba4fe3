"""What a transfer takes from the stock of the place that gives, and brings back where it does not happen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product, PurchaseOrder
from services.errors import Conflict
from services.orders.lines import transfer_lots
from services.orders.lines.order_lines import OPEN, RECEIVED
from services.orders.lines.transfer_lots import Leaving
from services.replenishment.supply import stock_now
from services.stock import level_journal, stock_levels
from utils.language import _

# Parts of a unit that arithmetic leaves over.
ROUNDING = 1e-9
# What is kept of a step's stock, see `level_journal.changed`.
Kept = dict[str, Any]


def check(session: Session, units: Iterable[tuple[PurchaseOrder, float]]) -> None:
    """Raises Conflict where so many units more of these lines are to be taken from a place than are known to be there
    today."""
    wanted = defaultdict[int, float](float)
    for line, more in units:
        if line.source_id is not None and more > 0:
            wanted[line.source_id] += more
    if not wanted:
        return
    products = session.scalars(sa.select(Product).where(Product.id.in_(wanted))).all()
    there = stock_now.read(session, products)
    for product in products:
        on_hand = there[product.id].units
        if product.components is not None:
            # Of a kit of which none were counted none are packed.
            on_hand = on_hand or 0.0
        if on_hand is not None and wanted[product.id] > on_hand + ROUNDING:
            raise Conflict(
                _(
                    "Of {sku} there are {on_hand}, and {wanted} are to be sent: send fewer, or count its stock first.",
                    sku=product.sku,
                    on_hand=on_hand,
                    wanted=wanted[product.id],
                ),
                "not_enough_stock",
            )


def gone(line: PurchaseOrder) -> float:
    """Units that have left the place that gives: all of what is on its way, and in the end what came."""
    if line.source_id is None or line.status not in (OPEN, RECEIVED):
        return 0.0
    return max(line.quantity, line.received) if line.status == OPEN else line.received


@contextmanager
def followed(session: Session, lines: Sequence[PurchaseOrder]) -> Iterator[list[Kept]]:
    """Have the stock of the places that give follow what the block does with these lines; filled in when it ends."""
    transfers = [line for line in lines if line.source_id is not None]
    were = {line.id: _Left.of(line) for line in transfers}
    kept: list[Kept] = []
    yield kept
    leaving = [Leaving(line, were[line.id].units, gone(line)) for line in transfers]
    transfer_lots.note(session, leaving)
    now: defaultdict[tuple[int, date], float] = defaultdict(float)
    then = now.copy()
    for line in transfers:
        was, left = were[line.id], _Left.of(line)
        if line.source_id is not None and left != was:
            seen = left.unsaid - was.unsaid if left.sent == was.sent else 0.0
            now[line.source_id, line.ordered_on] -= left.units - was.units - seen
            then[line.source_id, line.ordered_on] -= seen
    if any((*now.values(), *then.values())):
        kept.append(_book(session, now, then))


class _Left(NamedTuple):
    """Of a transfer: units that have left, those that were sent, and those that came besides: nobody knew of these, but
    they left with the rest, and later counts have seen that."""

    units: float
    sent: float
    unsaid: float

    @classmethod
    def of(cls, line: PurchaseOrder) -> "_Left":
        return cls(gone(line), line.quantity, max(0.0, gone(line) - line.quantity))


def _book(session: Session, now: stock_levels.Levels, then: stock_levels.Levels) -> Kept:
    """Add these units, by product id and day, to the stock, as of now or of their day; what it takes to undo that."""
    products, first = {own for own, _ in (*now, *then)}, min(day for _, day in (*now, *then))
    before = level_journal.look(session, products, first)
    stock_levels.add(session, now, past_counts=True)
    stock_levels.add(session, then)
    return level_journal.moved(before, level_journal.look(session, products, first))


def together(parts: Sequence[Kept]) -> Kept:
    """What is kept of several products' stock as one."""
    return {
        "levels": [level for part in parts for level in part["levels"]],
        "on_hand": {own: units for part in parts for own, units in part["on_hand"].items()},
        "counts": [count for part in parts for count in part["counts"]],
        "receipts": max(part["receipts"] for part in parts),
    }

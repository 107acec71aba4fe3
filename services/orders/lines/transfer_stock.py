"""What a transfer takes from the stock of the place that gives, and brings back where it does not happen."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product, PurchaseOrder
from services.errors import Conflict
from services.orders.lines.order_lines import OPEN, RECEIVED
from services.stock import level_journal, stock_levels
from utils.language import _

# What is kept of a step's stock, see `level_journal.changed`.
Kept = dict[str, Any]


def check(session: Session, lines: Sequence[PurchaseOrder]) -> None:
    """Raises Conflict where these are to take more from a place than is known to be there."""
    wanted = defaultdict[int, float](float)
    for line in lines:
        if line.source_id is not None:
            wanted[line.source_id] += line.quantity
    if not wanted:
        return
    for product in session.scalars(sa.select(Product).where(Product.id.in_(wanted))):
        if product.on_hand is not None and wanted[product.id] > product.on_hand:
            raise Conflict(
                _(
                    "Of {sku} there are {on_hand}, and {wanted} are to be sent: send fewer, or count its stock first.",
                    sku=product.sku,
                    on_hand=product.on_hand,
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
    were = {line.id: gone(line) for line in transfers}
    kept: list[Kept] = []
    yield kept
    left: defaultdict[tuple[int, date], float] = defaultdict(float)
    for line in transfers:
        if line.source_id is not None and (more := gone(line) - were[line.id]):
            left[line.source_id, line.ordered_on] -= more
    if left:
        kept.append(book(session, left))


def book(session: Session, units: dict[tuple[int, date], float]) -> Kept:
    """Add these units, by product id and day, to the stock; what it takes to undo that."""
    products, first = {own for own, _ in units}, min(day for _, day in units)
    before = level_journal.look(session, products, first)
    stock_levels.add(session, units, past_counts=True)
    return level_journal.changed(before, level_journal.look(session, products, first))


def together(parts: Sequence[Kept]) -> Kept:
    """What is kept of several products' stock as one."""
    return {
        "levels": [level for part in parts for level in part["levels"]],
        "on_hand": {own: units for part in parts for own, units in part["on_hand"].items()},
        "receipts": max(part["receipts"] for part in parts),
    }

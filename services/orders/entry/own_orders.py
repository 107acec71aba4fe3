"""Orders that users of single locations may change: those of which all products are theirs.

Of a transfer that comes from elsewhere they note what came, and take that back; the rest is for who sees both places.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

import sqlalchemy as sa

from app.db import snapshot
from app.models import Product, PurchaseOrder
from services.access import locations
from services.catalogue import product_service
from services.errors import Fault, Forbidden, InvalidInput
from services.orders.entry import purchase_orders
from services.orders.entry.advice_orders import AdviceOrder
from services.orders.entry.transfer_orders import TransferLine
from services.orders.history import order_steps
from services.orders.lines import foreign_sources, order_heads
from services.orders.lines.order_fields import OrderLine
from utils.language import _

MOST_NAMED = 20


def of_order(number: str) -> AbstractContextManager[None]:
    """A block that changes this order. Raises NotFound, and Forbidden where it comes from elsewhere."""
    return locations.changing(lambda: _look(number))


def of_undo(number: str) -> AbstractContextManager[None]:
    """A block that takes its last step back. Raises NotFound, and Forbidden unless that is theirs to take."""
    return locations.changing(lambda: _look_at_last_step(number))


def of_lines(lines: Sequence[OrderLine]) -> AbstractContextManager[None]:
    """A block that enters these lines.

    Raises InvalidInput with a pointer to each of another product, or for an order that has others.
    """
    return locations.changing(lambda: _check_own(lines))


def of_rows(ids: Collection[int]) -> AbstractContextManager[None]:
    """A block that changes these lines. Raises NotFound, and Forbidden where one comes from elsewhere."""
    return locations.changing(lambda: _refuse_from_elsewhere(_numbers_of(ids)))


def of_receipt(ids: Collection[int]) -> AbstractContextManager[None]:
    """A block that notes what came for these lines. Raises NotFound where one of them is not theirs."""
    return locations.changing(lambda: _numbers_of(ids))


def of_transfer(lines: Sequence[TransferLine]) -> AbstractContextManager[None]:
    """A block that carries goods. Raises InvalidInput with a pointer to each product that is not theirs."""
    named = [
        (f"/lines/{place}/{end}", getattr(line, end))
        for place, line in enumerate(lines)
        for end in ("source_sku", "target_sku")
    ]
    return locations.changing(lambda: _refuse(_strange(named)))


@contextmanager
def of_advice(wanted: AdviceOrder) -> Iterator[AdviceOrder]:
    """A block that orders what is advised: of it, for users of single locations, what is advised of theirs.

    Raises InvalidInput with a pointer to each named product that is not theirs.
    """
    if not locations.seen():
        yield wanted
        return
    _refuse(_strange([("/product_skus", sku) for sku in sorted(wanted.named)]))
    with snapshot() as session:
        own = frozenset(session.scalars(sa.select(Product.sku)))
    with locations.of_no_product():
        yield replace(wanted, seen=own)


def _look(number: str) -> None:
    with snapshot() as session:
        order_heads.find(session, number)
    _refuse_from_elsewhere([number])


def _look_at_last_step(number: str) -> None:
    with snapshot() as session:
        order_heads.find(session, number)
        last = order_steps.last_steps(session, [number]).get(number)
    if last is None or last.action not in foreign_sources.STEPS:
        _refuse_from_elsewhere([number])


def _numbers_of(ids: Collection[int]) -> set[str]:
    """Of the orders that these lines are of. Raises NotFound."""
    with snapshot() as session:
        query = sa.select(PurchaseOrder.id, PurchaseOrder.number).where(PurchaseOrder.id.in_(ids))
        own: dict[int, str] = dict(session.execute(query).all())
    for other in set(ids) - own.keys():
        purchase_orders.get_order(other)
    return set(own.values())


def _refuse_from_elsewhere(numbers: Collection[str]) -> None:
    with snapshot() as session:
        found = sorted(foreign_sources.of(session, numbers))
    if found:
        reason = _(
            "Transfer {number} takes from the stock of another location: note what came of it; anything else is for"
            " who sees both.",
            number=found[0],
        )
        raise Forbidden(reason, locations.CODE)


def _check_own(lines: Sequence[OrderLine]) -> None:
    taken = _numbers(lines)
    with locations.of_no_product():
        taken = _numbers(lines) - taken
    faults = _strange([(f"/lines/{place}/product_sku", line.product_sku) for place, line in enumerate(lines)])
    faults += [
        Fault(f"/lines/{place}/number", _("Order {number} is of other locations too.", number=line.number))
        for place, line in enumerate(lines)
        if line.number in taken
    ]
    _refuse(faults)


def _strange(named: Sequence[tuple[str, str]]) -> list[Fault]:
    """Products, each with a pointer to where it is named, that are not theirs."""
    with snapshot() as session:
        own = product_service.ids_of(session, [sku for _place, sku in named])
    return [
        Fault(pointer, _("{sku!r} is no product of your locations.", sku=sku))
        for pointer, sku in named
        if sku not in own
    ]


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        reason = _("Some lines are not of your locations alone; nothing was stored.")
        raise InvalidInput(reason, "not_your_location", tuple(faults[:MOST_NAMED]))


def _numbers(lines: Sequence[OrderLine]) -> set[str]:
    """Those of their numbers that orders have, as far as they are seen."""
    named = {line.number for line in lines}
    with snapshot() as session:
        return set(session.scalars(sa.select(PurchaseOrder.number).where(PurchaseOrder.number.in_(named))))

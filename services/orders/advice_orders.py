"""Purchase orders made of what is advised today: one for each supplier."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import transaction
from app.models import OrderAdvice, Product, PurchaseOrder, Supplier
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.errors import Fault, InvalidInput
from services.orders import order_entry, order_numbers
from services.orders.order_entry import Entered
from services.orders.order_fields import OrderLine
from services.orders.purchase_orders import Line
from services.replenishment import advice_lines, advice_refresh, advice_service, reorder, supplier_minimums, supply
from services.replenishment.advice_lines import Choice
from services.replenishment.advice_lines import Line as AdvisedLine
from services.replenishment.reorder import Chosen
from utils import clock

EARLIER = "EARLIER"
NOTHING_TO_ORDER = "Nothing is to be ordered of it today."
OTHER_PART = "It is not of the supplier, category or location that was asked for."
CHANGED = "The list has changed since it was shown: look at it again."
NO_COST = "Its unit cost is unknown, so the budget cannot weigh it."
NO_MONEY = "The budget does not reach for it."


@dataclass(frozen=True)
class AdviceOrder:
    """What to order of the advice: product_skus -- of the chosen lines only these, None: all; budget -- None: all that
    is advised; prefix -- what the numbers begin with; shown -- the marks of the lines (see `Line.mark`) that whoever
    orders has seen, by code: any other line, or one that has changed, is not ordered; None: as they are now
    """

    choice: Choice = field(default_factory=Choice)
    budget: float | None = None
    product_skus: frozenset[str] | None = None
    prefix: str = order_numbers.PREFIX
    shown: Mapping[str, int] | None = None

    def holds(self, line: AdvisedLine) -> bool:
        """Whether the line is as it was shown."""
        return self.shown is None or self.shown.get(line.sku) == line.mark


@dataclass(frozen=True)
class SupplierOrder:
    """An order to one supplier; advised -- the advice behind each of its lines; remark -- None: nothing is amiss"""

    number: str
    supplier: str
    lines: list[Line]
    advised: list[AdvisedLine]
    remark: str | None

    @property
    def ordered_on(self) -> date:
        return max(line.order.ordered_on for line in self.lines)

    @property
    def expected_on(self) -> date:
        """When all of it should be there."""
        return max(line.order.expected_on for line in self.lines)

    @property
    def units(self) -> int:
        return sum(line.quantity for line in self.advised)

    @property
    def cost(self) -> float:
        """Of the lines whose cost is known."""
        return sum(line.cost or 0.0 for line in self.advised)

    @property
    def without_cost(self) -> int:
        """Lines whose cost is not known."""
        return sum(line.cost is None for line in self.advised)


class LeftOut(NamedTuple):
    """A product that was asked for and not ordered."""

    product_sku: str
    name: str
    reason: str


class Totals(NamedTuple):
    """Of all orders; without_cost -- lines whose cost is not known"""

    orders: int
    lines: int
    units: int
    cost: float
    without_cost: int


@dataclass(frozen=True)
class Ordered:
    """orders -- the dearest first"""

    orders: list[SupplierOrder]
    left_out: list[LeftOut]

    @property
    def totals(self) -> Totals:
        own = self.orders
        return Totals(
            orders=len(own),
            lines=sum(len(one.lines) for one in own),
            units=sum(one.units for one in own),
            cost=sum(round(one.cost, 2) for one in own),
            without_cost=sum(one.without_cost for one in own),
        )


def order(wanted: AdviceOrder, actor: SignedIn) -> Ordered:
    """Order what is advised, and work out the advice on it anew: without a budget nothing of it is left to order.

    A budget is spent anew each time, on what is left. Raises InvalidInput for an unknown product.
    """
    with transaction() as session:
        held = _hold(session, _choose(session, wanted).lines)
        # Once more: someone else may have ordered the same while we waited for them.
        chosen = _choose(session, wanted)
        lines = [line for line in chosen.lines if line.product_id in held and wanted.holds(line)]
        left_out = _left_out(session, wanted, lines, chosen)
        orders = _enter(session, wanted, lines, actor)
    return Ordered(orders, left_out)


def _choose(session: Session, wanted: AdviceOrder) -> Chosen:
    return reorder.choose(session, wanted.choice, wanted.budget, wanted.product_skus)


def _hold(session: Session, lines: Sequence[AdvisedLine]) -> set[int]:
    """Keep others from ordering these products, or giving their suppliers' orders a number, until we are done."""
    ids = {line.product_id for line in lines}
    first = sa.select(sa.func.min(Product.id)).join(OrderAdvice, OrderAdvice.product_id == Product.id)
    theirs = advice_lines.SUPPLIER.in_({line.supplier for line in lines})
    gates = session.scalars(first.where(theirs).group_by(advice_lines.SUPPLIER)).all()
    product_service.hold(session, ids | set(gates))
    if advice_refresh.is_due(session):
        advice_service.refresh(session, ids)
    return ids


def _enter(session: Session, wanted: AdviceOrder, lines: Sequence[AdvisedLine], actor: SignedIn) -> list[SupplierOrder]:
    suppliers = sorted({line.supplier for line in lines})
    numbers = _numbers(session, suppliers, wanted.prefix)
    earlier = _earlier(session, lines, numbers)
    entries = [
        OrderLine(
            number=numbers[line.supplier], product_sku=line.sku, quantity=float(line.quantity), supplier=line.supplier
        )
        for line in lines
    ] + earlier
    entered = [one.line for one in order_entry.enter(session, entries, actor) if isinstance(one, Entered)]
    terms = {own.name: own for own in session.scalars(sa.select(Supplier).where(Supplier.name.in_(suppliers)))}
    orders = []
    for name in suppliers:
        advised = [line for line in lines if line.supplier == name]
        own = [line for line in entered if line.order.number == numbers[name]]
        remark = supplier_minimums.below(advised, terms[name]) if name in terms else None
        orders.append(SupplierOrder(numbers[name], name, own, advised, remark))
    return sorted(orders, key=lambda own: (-own.cost, own.number))


def _numbers(session: Session, suppliers: Sequence[str], prefix: str) -> dict[str, str]:
    """A number for the order to each of them that no order has."""
    today = clock.today()
    like = PurchaseOrder.number.startswith(f"{prefix}-{today.isoformat()}-", autoescape=True)
    taken = set(session.scalars(sa.select(PurchaseOrder.number).where(like).distinct()))
    numbers = {}
    for supplier in suppliers:
        ordinal = 1
        while (number := order_numbers.readable(today, supplier, ordinal, prefix)) in taken:
            ordinal += 1
        taken.add(number)
        numbers[supplier] = number
    return numbers


def _earlier(session: Session, lines: Sequence[AdvisedLine], numbers: Mapping[str, str]) -> list[OrderLine]:
    """What the plain figure `on_order` of these products says, as lines of their own.

    Once a product has an open line that figure no longer counts: without them, the goods would be ordered again.
    """
    of_supplier = {line.product_id: numbers[line.supplier] for line in lines}
    products = product_service.held(session, of_supplier)
    arriving = supply.arrivals(session, of_supplier)
    earlier = []
    for own in products:
        if own.on_order and not arriving[own.id]:
            number = f"{EARLIER}-{of_supplier[own.id]}"
            earlier.append(OrderLine(number=number, product_sku=own.sku, quantity=own.on_order))
        own.on_order = 0.0
    return earlier


def _left_out(session: Session, wanted: AdviceOrder, lines: Sequence[AdvisedLine], chosen: Chosen) -> list[LeftOut]:
    unpaid = [LeftOut(line.sku, line.name, NO_COST if line.cost is None else NO_MONEY) for line in chosen.left_out]
    changed = [LeftOut(line.sku, line.name, CHANGED) for line in chosen.lines if not wanted.holds(line)]
    known = {line.sku for line in lines} | {sku for sku, _, _ in (*unpaid, *changed)}
    rest = _named(session, (wanted.product_skus or frozenset()) - known)
    missing = [LeftOut(own.sku, own.name, NOTHING_TO_ORDER if wanted.choice.fits(own) else OTHER_PART) for own in rest]
    return unpaid + changed + missing


def _named(session: Session, codes: frozenset[str]) -> list[Product]:
    """The products that were asked for by these codes, by code."""
    found = product_service.by_sku(session, codes)
    unknown = sorted(codes - found.keys())
    if unknown:
        reason = f"There is no product {unknown[0]!r}."
        raise InvalidInput(f"Nothing was ordered. {reason}", "product_not_found", (Fault("/product_skus", reason),))
    return [found[sku] for sku in sorted(found)]

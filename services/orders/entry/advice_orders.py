"""Purchase orders made of what is advised today: one for each supplier."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import transaction
from app.models import OrderAdvice, Product, Supplier
from app.models.stock import OrderStatus
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.errors import Fault, InvalidInput
from services.orders.entry import beginning, order_entry
from services.orders.entry.line_entry import Entered
from services.orders.history import order_approval
from services.orders.history.order_steps import Doing
from services.orders.lines import order_heads, order_numbers, plain_figures
from services.orders.lines.order_fields import MOST_UNITS, OrderLine
from services.orders.lines.order_lines import DRAFT, OPEN, Line
from services.orders.lines.order_states import State
from services.replenishment.lists import advice_lines, reorder, supplier_minimums
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.advice_lines import Line as AdvisedLine
from services.replenishment.lists.reorder import Chosen
from services.replenishment.renewal import advice_refresh, advice_service
from utils import currencies
from utils.language import N_, _

NOTHING_TO_ORDER = N_("Nothing is to be ordered of it today.")
OTHER_PART = N_("It is not of the supplier, category or location that was asked for.")
CHANGED = N_("The list has changed since it was shown: look at it again.")
TOO_MANY = N_("It is more than an order can hold: look at its terms.")
NO_COST = N_("Its unit cost is unknown, so the budget cannot weigh it.")
NO_MONEY = N_("The budget does not reach for it.")


@dataclass(frozen=True)
class AdviceOrder:
    """What to order of the advice: product_skus -- of the chosen lines only these, None: all; budget -- None: all that
    is advised; prefix -- what the numbers begin with; shown -- the marks of the lines (see `Line.mark`) that whoever
    orders has seen, by code: any other line, or one that has changed, is not ordered; None: as they are now
    draft -- nothing is ordered yet: somebody looks at it first; above the limit that is so anyway
    quantities -- units to order in place of what is advised, by code
    seen -- the codes that whoever orders sees, None: all; the list is made of these alone, as it was shown to them
    """

    choice: Choice = field(default_factory=Choice)
    budget: float | None = None
    product_skus: frozenset[str] | None = None
    prefix: str = order_numbers.PREFIX
    shown: Mapping[str, int] | None = None
    draft: bool = False
    quantities: Mapping[str, int] = field(default_factory=dict)
    seen: frozenset[str] | None = None

    @property
    def named(self) -> frozenset[str]:
        """The products that it names, by code."""
        return (self.product_skus or frozenset()) | self.quantities.keys()

    def by_hand(self, line: AdvisedLine) -> AdvisedLine:
        """The line in the quantity that is wanted of it."""
        units = self.quantities.get(line.sku, line.quantity)
        return line._replace(quantity=units, cost=line.cost_of(units))

    def fits(self, line: AdvisedLine) -> bool:
        """Whether an order can hold it: terms and stocks that are told wrongly make any quantity."""
        return self.by_hand(line).quantity <= MOST_UNITS

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
    state: State = State.SENT

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
            cost=sum(currencies.rounded(one.cost) for one in own),
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
        drafted = order_heads.drafted(session)
        lines = [
            line
            for line in chosen.lines
            if line.product_id in held and line.product_id not in drafted and wanted.holds(line) and wanted.fits(line)
        ]
        left_out = _left_out(session, wanted, lines, chosen, drafted)
        orders = _enter(session, wanted, lines, actor)
    return Ordered(orders, left_out)


def _choose(session: Session, wanted: AdviceOrder) -> Chosen:
    return reorder.choose(session, wanted.choice, wanted.budget, wanted.product_skus, wanted.seen)


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
    advised = {line.product_id: float(line.quantity) for line in lines}
    lines = [wanted.by_hand(line) for line in lines]
    suppliers = sorted({line.supplier for line in lines})
    numbers = order_numbers.free(session, suppliers, wanted.prefix)
    terms = {own.name: own for own in session.scalars(sa.select(Supplier).where(Supplier.name.in_(suppliers)))}
    of_each = {name: [line for line in lines if line.supplier == name] for name in suppliers}
    drafts = {name for name in suppliers if wanted.draft or order_approval.is_above_limit(_cost(of_each[name]))}
    to_order = [line for line in lines if line.supplier not in drafts]
    earlier = plain_figures.as_lines(session, {line.product_id: numbers[line.supplier] for line in to_order})
    entered = _entered(session, [_line(line, numbers) for line in to_order] + earlier, actor, OPEN)
    entered += _entered(session, [_line(line, numbers) for line in lines if line.supplier in drafts], actor, DRAFT)
    orders = []
    for name in suppliers:
        own = [line for line in entered if line.order.number == numbers[name]]
        is_draft = name in drafts
        doing = Doing(beginning.DRAFT if is_draft else beginning.ORDER, actor)
        beginning.begin(session, own, doing, advised)
        remark = supplier_minimums.below(of_each[name], terms[name]) if name in terms else None
        state = State.DRAFT if is_draft else State.SENT
        orders.append(SupplierOrder(numbers[name], name, own, of_each[name], remark, state))
    return sorted(orders, key=lambda own: (-own.cost, own.number))


def _entered(session: Session, lines: Sequence[OrderLine], actor: SignedIn, status: OrderStatus) -> list[Line]:
    found = order_entry.enter(session, lines, actor, status) if lines else []
    return [one.line for one in found if isinstance(one, Entered)]


def _line(line: AdvisedLine, numbers: Mapping[str, str]) -> OrderLine:
    number, quantity = numbers[line.supplier], float(line.quantity)
    return OrderLine(number=number, product_sku=line.sku, quantity=quantity, supplier=line.supplier)


def _cost(lines: Sequence[AdvisedLine]) -> float | None:
    costs = [line.cost for line in lines]
    return None if None in costs else sum(cost for cost in costs if cost is not None)


def _left_out(
    session: Session,
    wanted: AdviceOrder,
    lines: Sequence[AdvisedLine],
    chosen: Chosen,
    drafted: Mapping[int, str],
) -> list[LeftOut]:
    unpaid = [LeftOut(line.sku, line.name, _(NO_COST if line.cost is None else NO_MONEY)) for line in chosen.left_out]
    changed = [LeftOut(line.sku, line.name, _(CHANGED)) for line in chosen.lines if not wanted.holds(line)]
    waiting = [
        LeftOut(
            line.sku,
            line.name,
            _in_a_draft(wanted, drafted[line.product_id]),
        )
        for line in chosen.lines
        if line.product_id in drafted and wanted.holds(line)
    ]
    too_many = [
        LeftOut(line.sku, line.name, _(TOO_MANY))
        for line in chosen.lines
        if line.product_id not in drafted and wanted.holds(line) and not wanted.fits(line)
    ]
    known = {line.sku for line in lines} | {sku for sku, *_names in (*unpaid, *changed, *waiting, *too_many)}
    rest = _named(session, wanted.named - known)
    missing = [
        LeftOut(own.sku, own.name, _(NOTHING_TO_ORDER if wanted.choice.fits(own) else OTHER_PART)) for own in rest
    ]
    return unpaid + changed + waiting + too_many + missing


def _in_a_draft(wanted: AdviceOrder, number: str) -> str:
    # Which may be of other locations too.
    if wanted.seen is not None:
        return _("It is in a draft already: that is to be sent first, or cancelled.")
    return _("It is in the draft {number}: send that, or cancel it.", number=number)


def _named(session: Session, codes: frozenset[str]) -> list[Product]:
    """The products that were asked for by these codes, by code."""
    found = product_service.by_sku(session, codes)
    unknown = sorted(codes - found.keys())
    if unknown:
        reason = _("There is no product {sku!r}.", sku=unknown[0])
        raise InvalidInput(
            _("Nothing was ordered. {reason}", reason=reason), "product_not_found", (Fault("/product_skus", reason),)
        )
    return [found[sku] for sku in sorted(found)]

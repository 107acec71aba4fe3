"""What to order as a buyer goes through it: supplier by supplier, with what is set aside at first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Supplier
from services import remembered
from services.orders.lines import order_heads, order_prices
from services.orders.lines.order_prices import Rates
from services.remembered import Remembered
from services.replenishment.lists import advice_lines, reorder, supplier_minimums
from services.replenishment.lists.advice_lines import Line
from services.replenishment.lists.reorder import ListRequest, Totals
from services.replenishment.supply import whole_orders


@dataclass(frozen=True)
class Minimum:
    """asked -- what one order must at least be, there -- what the chosen lines come to"""

    asked: float
    there: float


@dataclass(frozen=True)
class Group:
    """The lines of one supplier, most money at risk first.

    minimums -- by measure, those that it asks for; rates -- at which costs in its currency are in the shop's here
    """

    supplier: str
    lines: Sequence[Line]
    chosen: Sequence[Line]
    minimums: Mapping[str, Minimum]
    rates: Rates

    @cached_property
    def cost(self) -> float:
        """Of the chosen lines whose cost is known."""
        return sum(line.cost or 0.0 for line in self.chosen)

    @cached_property
    def money_at_risk(self) -> float:
        return sum(line.money_at_risk for line in self.lines)

    @cached_property
    def units(self) -> int:
        """Of the chosen lines."""
        return sum(line.quantity for line in self.chosen)

    @cached_property
    def marks(self) -> Sequence[int]:
        """See `Line.mark`."""
        return [line.mark for line in self.lines]

    @cached_property
    def arrives_on(self) -> date | None:
        """When all of it should be there."""
        return max((line.arrives_on for line in self.lines if line.arrives_on), default=None)


@dataclass(frozen=True)
class Worksheet:
    """groups -- most money at risk first; drafted -- the draft that holds a product already, by its code

    aside -- codes of the lines that nobody orders unless somebody asks for it: goods of theirs can be moved here from
    another place instead, or they stand in a draft
    """

    groups: Sequence[Group]
    totals: Totals
    drafted: Mapping[str, str]
    aside: frozenset[str]

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]


_sheets: Remembered[Worksheet] = Remembered(remembered.advice, remembered.products, remembered.suppliers, most=2)


def read(request: ListRequest) -> Worksheet:
    """The whole list that is asked for."""
    with snapshot() as session:
        drafted = order_heads.drafted(session)
        asked = request.choice, request.budget, frozenset(drafted.items())
        return _sheets.get(session, asked, lambda: _read(session, request, drafted))


def _read(session: Session, request: ListRequest, by_id: Mapping[int, str]) -> Worksheet:
    """by_id -- of the products that stand in drafts, the number of the draft"""
    chosen = reorder.shown(session, request.choice, request.budget)
    lines = advice_lines.with_transfers(session, chosen.lines)
    drafted = {line.sku: by_id[line.product_id] for line in lines if line.product_id in by_id}
    aside = frozenset(line.sku for line in lines if line.sku in drafted or _is_moved(line))
    return Worksheet(_groups(session, lines, aside), reorder.totals(chosen), drafted, aside)


def _is_moved(line: Line) -> bool:
    """Whether other places can give all that is missing."""
    return bool(line.transfers) and not line.transfers[-1].left


def _groups(session: Session, lines: Sequence[Line], aside: frozenset[str]) -> list[Group]:
    by_supplier = defaultdict(list)
    for line in lines:
        by_supplier[line.supplier].append(line)
    terms = {own.name: own for own in session.scalars(sa.select(Supplier).where(Supplier.name.in_(by_supplier)))}
    groups = []
    for name, own in by_supplier.items():
        chosen = [line for line in own if line.sku not in aside]
        groups.append(Group(name, own, chosen, _minimums(chosen, terms.get(name)), _rates(terms.get(name))))
    return sorted(groups, key=lambda group: (-group.money_at_risk, group.supplier))


def _rates(supplier: Supplier | None) -> Rates:
    if supplier is None or not order_prices.is_foreign(supplier.currency):
        return {}
    return {supplier.currency or "": [supplier.exchange_rate or 1.0]}


def _minimums(lines: Sequence[Line], supplier: Supplier | None) -> dict[str, Minimum]:
    if supplier is None:
        return {}
    there = supplier_minimums.amounts(lines)
    return {measure: Minimum(amount, there[measure]) for measure, amount in whole_orders.least(supplier).items()}

"""What to order today, most money at risk first."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Supplier
from services import remembered
from services.paging import Page, position
from services.remembered import Remembered
from services.replenishment.advice.advising import ENOUGH, ORDER
from services.replenishment.advice.shop_words import in_shops_language
from services.replenishment.lists import advice_lines, budget_list, large_enough, supplier_minimums
from services.replenishment.lists.advice_lines import Choice, Line

T = TypeVar("T")
# The orders to all suppliers, which every list of them is a part of.
_orders: Remembered[list[Line]] = Remembered(remembered.advice, remembered.products, remembered.suppliers, most=2)


@dataclass(frozen=True)
class ListRequest:
    """budget -- None: all that is wanted; limit -- None: the whole list."""

    choice: Choice = field(default_factory=Choice)
    budget: float | None = None
    limit: int | None = 50
    cursor: str | None = None


@dataclass(frozen=True)
class Chosen:
    """lines -- to order, ranked; left_out -- lines that a budget does not pay for; at_most -- see `Totals`"""

    lines: list[Line]
    left_out: list[Line]
    at_most: float | None = None


@dataclass(frozen=True)
class Totals:
    """Of the whole list, not only of the page.

    units -- to order; cost -- of the lines whose cost is known; without_cost -- number of the others
    covered_at_most -- with a budget: money at risk that no list within it could cover more of
    left_out -- with a budget: lines it does not pay for, or whose cost is unknown
    """

    lines: int
    units: int
    cost: float
    money_at_risk: float
    without_cost: int
    excess_value: float
    covered_at_most: float | None = None
    left_out: int | None = None


@dataclass(frozen=True)
class OrderList:
    """lines -- the whole list, of which the page is a part"""

    page: Page[Line]
    totals: Totals
    lines: list[Line]


def order_list(request: ListRequest) -> OrderList:
    """The list, as it was last worked out. Raises InvalidInput for an unknown cursor."""
    with snapshot() as session:
        chosen = shown(session, request.choice, request.budget)
        page = part(chosen.lines, request.limit, request.cursor)
        if request.choice.kind == ORDER:
            page = replace(page, items=advice_lines.with_transfers(session, page.items))
    return OrderList(page, totals(chosen), chosen.lines)


def choose(
    session: Session,
    choice: Choice,
    budget: float | None = None,
    skus: Container[str] | None = None,
    seen: Container[str] | None = None,
) -> Chosen:
    """The lines of this choice within a budget; of these codes alone, if any are given, in the same quantities.

    seen -- None: all; else the list is made as for who sees these codes alone
    """
    return _chosen(session, _lines(session, choice, seen), budget, skus)


def shown(session: Session, choice: Choice, budget: float | None = None) -> Chosen:
    """The same for whoever looks, who need not have all lines read anew."""
    return _chosen(session, _shown_lines(session, choice), budget)


def with_and_without(session: Session, choice: Choice, budget: float | None) -> tuple[Chosen, Chosen]:
    """The lines of this choice, and those of them within a budget, for whoever looks."""
    lines = _shown_lines(session, choice)
    return _chosen(session, lines, None), _chosen(session, lines, budget)


def of_lines(session: Session, lines: Sequence[Line], choice: Choice, budget: float | None = None) -> Chosen:
    """The orders that these lines, of every kind, make: as `choose` makes them of the advice that is stored."""
    return _chosen(session, choice.among(large_enough.of_lines(session, lines)), budget)


@in_shops_language()
def _chosen(session: Session, lines: list[Line], budget: float | None, skus: Container[str] | None = None) -> Chosen:
    if budget is None and skus is None:
        return Chosen(advice_lines.ranked(lines), [])
    chosen = Chosen(lines, []) if budget is None else _within(lines, budget)
    kept = _of(skus, chosen.lines)
    suppliers = large_enough.with_minimums(session, {line.supplier for line in kept})
    left_out = advice_lines.ranked(_of(skus, chosen.left_out))
    return Chosen(advice_lines.ranked(_flagged(kept, suppliers)), left_out, chosen.at_most)


def _within(lines: Sequence[Line], budget: float) -> Chosen:
    bought = budget_list.good_within(lines, budget)
    paid = {line.product_id for line in bought.lines}
    return Chosen(bought.lines, [line for line in lines if line.product_id not in paid], bought.at_most)


def _of(skus: Container[str] | None, lines: list[Line]) -> list[Line]:
    return lines if skus is None else [line for line in lines if line.sku in skus]


def _lines(session: Session, choice: Choice, seen: Container[str] | None = None) -> list[Line]:
    """Lines of the kind and filter asked for; orders below their supplier's minimum are filled up first.

    A minimum holds for the whole order to a supplier, whatever part of it is shown.
    """
    if choice.kind not in (ORDER, ENOUGH):
        return advice_lines.read(session, *choice.conditions())
    enough = advice_lines.read(session, *choice.conditions()) if choice.kind == ENOUGH else []
    groups = large_enough.by_supplier(
        _of(seen, advice_lines.read(session, *Choice(supplier=choice.supplier).conditions()))
    )
    orders = large_enough.filled(session, groups, partial(large_enough.spare_of, session, seen=seen))
    return enough + choice.among(orders)


def _shown_lines(session: Session, choice: Choice) -> list[Line]:
    if choice.kind != ORDER:
        return _lines(session, choice)
    return choice.among(_orders.get(session, None, lambda: _lines(session, Choice())))


def _flagged(lines: Sequence[Line], suppliers: Sequence[Supplier]) -> list[Line]:
    """The lines, with a remark on orders that a budget leaves below their supplier's minimum."""
    groups = large_enough.by_supplier(lines)
    for supplier in suppliers:
        if supplier.name in groups:
            groups[supplier.name] = supplier_minimums.flagged(groups[supplier.name], supplier)
    return [line for group in groups.values() for line in group]


def part(lines: Sequence[T], limit: int | None, cursor: str | None) -> Page[T]:
    """A page of a list that is worked out whole. limit -- None: all that follows. Raises InvalidInput."""
    first = position(cursor, 1, int)[0] if cursor else 0
    if limit is None:
        return Page(lines[first:], None)
    return Page.of(lines[first : first + limit + 1], limit, lambda last: [first + limit])


def totals(chosen: Chosen) -> Totals:
    """The sums of a list."""
    lines = chosen.lines
    return Totals(
        lines=len(lines),
        units=sum(line.quantity for line in lines),
        cost=sum(line.cost or 0.0 for line in lines),
        money_at_risk=sum(line.money_at_risk for line in lines),
        without_cost=sum(line.cost is None for line in lines),
        excess_value=sum(line.excess_value or 0.0 for line in lines),
        covered_at_most=chosen.at_most,
        left_out=None if chosen.at_most is None else len(chosen.left_out),
    )

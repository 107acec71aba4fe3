"""Orders to all suppliers, each as large as its supplier takes it at least: a minimum holds for the whole order,
whatever part of it is shown."""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Sequence
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import OrderAdvice, Product, Supplier
from app.models.order_advice import AdviceKind
from services.replenishment.advice.shop_words import in_shops_language
from services.replenishment.lists import advice_lines, supplier_minimums
from services.replenishment.lists.advice_lines import Choice, Line
from services.replenishment.supply.whole_orders import MEASURES, Amounts

ROUNDING = 1e-9
# Lines by supplier.
Groups = defaultdict[str, list[Line]]


def with_minimums(session: Session, names: Container[str] | None = None) -> list[Supplier]:
    """The suppliers of these names, None: all, that ask for a minimum, by name."""
    asked = (Supplier.min_order_value, Supplier.min_order_units, Supplier.min_order_weight, Supplier.min_order_volume)
    minimum = sa.or_(*(column > 0 for column in asked))
    suppliers = session.scalars(sa.select(Supplier).where(minimum).order_by(Supplier.name)).all()
    return [supplier for supplier in suppliers if names is None or supplier.name in names]


def by_supplier(lines: Sequence[Line]) -> Groups:
    groups = defaultdict(list)
    for line in lines:
        groups[line.supplier].append(line)
    return groups


@in_shops_language()
def filled(session: Session, groups: Groups, spare_of: Callable[[Sequence[str]], Groups]) -> list[Line]:
    """The orders to each supplier, filled up to its minimum from its lines that are not due yet."""
    small = [own for own in with_minimums(session, groups) if supplier_minimums.short(groups[own.name], own)]
    spare = spare_of([supplier.name for supplier in small])
    raised = {own.name: supplier_minimums.filled_up(groups[own.name], spare[own.name], own) for own in small}
    return [line for group in (groups | raised).values() for line in group]


def of_lines(session: Session, lines: Sequence[Line]) -> list[Line]:
    """The same of these lines, of every kind."""
    kinds = AdviceKind.ORDER, AdviceKind.ENOUGH
    groups, spare = (by_supplier([line for line in lines if line.kind == kind]) for kind in kinds)
    return filled(session, groups, lambda _: spare)


def spare_of(session: Session, suppliers: Sequence[str], seen: Container[str] | None = None) -> Groups:
    """What may be ordered early of these suppliers, so that the order is large enough; seen -- of these codes alone"""
    if not suppliers:
        return defaultdict(list)
    enough = advice_lines.read(session, advice_lines.SUPPLIER.in_(suppliers), OrderAdvice.kind == AdviceKind.ENOUGH)
    return by_supplier(enough if seen is None else [line for line in enough if line.sku in seen])


def raised(session: Session) -> tuple[list[Line], list[str]]:
    """The orders to suppliers whose minimum the advice does not reach by itself, as the list has them, and the names
    of these suppliers: what is to be ordered of all others is the advice as it is stored."""
    names = too_small(session, with_minimums(session))
    if not names:
        return [], []
    wanted = advice_lines.SUPPLIER.in_(names), OrderAdvice.kind == AdviceKind.ORDER
    groups = by_supplier(advice_lines.read(session, *wanted))
    return Choice().among(filled(session, groups, partial(spare_of, session))), names


def too_small(session: Session, asking: Sequence[Supplier], instead: Sequence[Line] = ()) -> list[str]:
    """The names of these suppliers to whom an order goes that they do not take; instead -- lines in place of what is
    stored of their products"""
    there = _sums(session, [supplier.name for supplier in asking], [line.product_id for line in instead])
    for name, lines in by_supplier([line for line in instead if line.quantity]).items():
        own, others = supplier_minimums.amounts(lines), there.get(name, {})
        there[name] = {measure: own[measure] + others.get(measure, 0.0) for measure in own}
    return [own.name for own in asking if own.name in there and _may_be_short(there[own.name], own)]


def _sums(session: Session, names: Sequence[str], without: Collection[int]) -> dict[str, Amounts]:
    """What is advised to be ordered of these suppliers, added up by the database: of a few that is quickly read."""
    units = OrderAdvice.quantity
    summed = (OrderAdvice.cost, units, units * Product.unit_weight, units * Product.unit_volume)
    sums = [sa.func.coalesce(sa.func.sum(sa.cast(one, sa.Double)), 0.0) for one in summed]
    query = (
        sa.select(advice_lines.SUPPLIER, *sums)
        .join(Product, Product.id == OrderAdvice.product_id)
        .where(OrderAdvice.kind == AdviceKind.ORDER, advice_lines.SUPPLIER.in_(names))
        .where(sa.not_(among(Product.id, without)))
        .group_by(advice_lines.SUPPLIER)
    )
    return {name: dict(zip(MEASURES, amounts, strict=True)) for name, *amounts in session.execute(query)}


def _may_be_short(there: Amounts, supplier: Supplier) -> bool:
    # The database adds up in another order: its last digits decide nothing.
    return bool(supplier_minimums.lacking({name: own * (1 - ROUNDING) for name, own in there.items()}, supplier))

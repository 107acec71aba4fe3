"""The advice on single products as the list of orders has it: raised to what its supplier takes at least, or waiting
for that."""

from collections.abc import Mapping
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import OrderAdvice, Product
from app.models.order_advice import AdviceKind
from services.replenishment.advice.advising import Advised
from services.replenishment.lists import advice_lines, large_enough
from services.replenishment.lists.advice_lines import Line

LISTED = AdviceKind.ORDER, AdviceKind.ENOUGH


def as_listed(session: Session, products: Mapping[int, Product], advised: Mapping[int, Advised]) -> dict[int, Advised]:
    """This advice on products, by id, stored or supposed, among what is stored of all others."""
    names = {own.supplier for own in advised.values() if own.kind in LISTED}
    asking = large_enough.with_minimums(session, names) if names else []
    if not asking:
        return dict(advised)
    lines = [advice_lines.line(products[key], own) for key, own in advised.items() if own.kind in LISTED]
    small = large_enough.too_small(session, asking, lines)
    if not small:
        return dict(advised)
    of_others = advice_lines.SUPPLIER.in_(small), OrderAdvice.kind.in_(LISTED), sa.not_(among(Product.id, advised))
    others = advice_lines.read(session, *of_others)
    listed = {line.product_id: line for line in large_enough.of_lines(session, [*lines, *others])}
    return {key: _as(own, listed[key]) if key in listed else own for key, own in advised.items()}


def _as(advised: Advised, line: Line) -> Advised:
    return replace(advised, kind=line.kind, quantity=line.quantity, cost=line.cost, said=line.said)

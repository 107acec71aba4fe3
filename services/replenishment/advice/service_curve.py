"""What service costs at a supplier: the money in safety stock at each level, and where the shop stands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import OrderAdvice, Product
from services import remembered
from services.remembered import Remembered
from services.replenishment.advice import advising, order_case
from services.replenishment.advice.advising import Figures
from services.replenishment.advice.order_case import Case

LEVELS = (0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995)
# Of a supplier with more of them, those that sell most: the page is not to wait for the others.
MOST = 500


@dataclass(frozen=True, slots=True)
class Point:
    """level -- chance not to run out before the next delivery; money -- in safety stock, at cost"""

    level: float
    money: float


@dataclass(frozen=True, slots=True)
class Curve:
    """points -- if every product had the same level, lowest first; now -- as the products have them, their mean level
    weighed by what is sold of each, at cost; products -- so many are in it"""

    points: list[Point]
    now: Point
    products: int


# Whatever it rests on has the advice worked out anew.
_curves: Remembered[Curve | None] = Remembered(remembered.advice, remembered.products, remembered.suppliers, most=100)


def curve(supplier: str) -> Curve | None:
    """Of the products usually bought there; None where none has a forecast and a cost. Nothing is stored."""
    with snapshot() as session:
        return _curves.get(session, supplier, lambda: _curve(_cases(session, supplier)))


def _curve(cases: list[Case]) -> Curve | None:
    now = _with_cost(cases)
    if not now:
        return None
    # Of whom each is ordered as it is now.
    bought = [case for case, _ in now]
    costs = np.array([case.unit_cost or 0.0 for case in bought])
    money = advising.safety_stock(bought, LEVELS) @ costs
    points = [Point(level, own) for level, own in zip(LEVELS, money.tolist(), strict=True)]
    return Curve(points, Point(_mean_level(now), _money(now)), len(now))


def _cases(session: Session, supplier: str) -> list[Case]:
    wanted = sa.select(Product).join(OrderAdvice, OrderAdvice.product_id == Product.id)
    wanted = wanted.where(Product.supplier == supplier).order_by(OrderAdvice.yearly_demand.desc(), Product.id)
    products = session.scalars(wanted.limit(MOST)).all()
    # A kit is never ordered, but its parts are.
    return [case for case in order_case.gather(session, products) if not case.assembled] if products else []


def _with_cost(cases: Sequence[Case]) -> list[Figures]:
    return [(case, own) for case, own in advising.figures(cases) if case.unit_cost is not None] if cases else []


def _money(figures: Sequence[Figures]) -> float:
    return sum((own["needed"] - own["expected"]) * (case.unit_cost or 0.0) for case, own in figures)


def _mean_level(figures: Sequence[Figures]) -> float:
    weights = [own["yearly"] * (case.unit_cost or 0.0) for case, own in figures]
    if not sum(weights):
        return sum(own["level"] for _, own in figures) / len(figures)
    return sum(own["level"] * weight for (_, own), weight in zip(figures, weights, strict=True)) / sum(weights)

"""ABC by what products turn over, XYZ by how steady a week's demand is: worked out every night, by the forecast.

What kits turn over is turned over by their parts, which are what is kept: a kit has the class of so much turnover, and
adds nothing to it.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import OrderAdvice, Product
from utils.config import get_settings

# A are the first that make up so much of the turnover, B the next up to the other share, C the rest.
MOST, NEARLY_ALL = 0.80, 0.95
# Of the standard deviation of a week's demand to its mean: X below the first, Y below the other, Z beyond.
STEADY, UNSTEADY = 0.5, 1.0


class Classes(NamedTuple):
    abc: str | None
    xyz: str | None


NO_CLASSES = Classes(None, None)
_CLASSED = Product.abc_class, Product.xyz_class, Product.service_level
# Stands for no level, which is above one half, in comparisons.
NONE = 0.0


def level(classes: Classes) -> float | None:
    """The service level of a class, by CLASS_LEVELS: that of both letters, else of the first; None: it has none."""
    levels = get_settings().levels_by_class
    both = f"{classes.abc}{classes.xyz}"
    return levels.get(both, levels.get(classes.abc or ""))


def classify(session: Session) -> list[int]:
    """Put every product that has an advice into its classes; the ids of those whose service level is another now."""
    worth = OrderAdvice.yearly_demand * sa.func.coalesce(
        sa.cast(Product.unit_price, sa.Double), OrderAdvice.unit_cost, 1.0
    )
    kept = sa.case((Product.components.is_(None), worth), else_=0.0)
    columns = (Product.id, worth, kept, OrderAdvice.variation, *_CLASSED)
    rows = session.execute(sa.select(*columns).join(OrderAdvice, OrderAdvice.product_id == Product.id)).all()
    found = dict(zip([row[0] for row in rows], _classes(rows), strict=True))
    changed = defaultdict(list)
    for product_id, *_, abc, xyz, _ in rows:
        if found[product_id] != (abc, xyz):
            changed[found[product_id]].append(product_id)
    for own, ids in changed.items():
        session.execute(sa.update(Product).where(among(Product.id, ids)).values(abc_class=own.abc, xyz_class=own.xyz))
    asked = (row for row in rows if row.service_level is None)
    return [row.id for row in asked if level(found[row.id]) != level(Classes(row.abc_class, row.xyz_class))]


def rests_on_other_level() -> sa.ColumnElement[bool]:
    """Whether a product's advice rests on another service level of its class than there is."""
    pairs = [(abc, xyz) for abc in "ABC" for xyz in "XYZ"]
    known = {pair: own for pair in pairs if (own := level(Classes(*pair))) is not None}
    is_of = {pair: sa.and_(Product.abc_class == pair[0], Product.xyz_class == pair[1]) for pair in known}
    now = sa.case(*((is_of[pair], own) for pair, own in known.items()), else_=NONE) if known else sa.literal(NONE)
    counts = sa.case((Product.service_level.is_(None), now), else_=NONE)
    return sa.func.coalesce(OrderAdvice.class_level, NONE) != counts


def _classes(rows: Sequence[Any]) -> list[Classes]:
    """Of rows of an id, a worth, what of it is kept, and a variation."""
    total, before = sum(row[2] for row in rows), 0.0
    abc = {}
    for row in sorted(rows, key=lambda row: (-row[1], row[0])):
        share = before / total if total else 1.0
        abc[row[0]] = "A" if share < MOST else "B" if share < NEARLY_ALL else "C"
        before += row[2]
    return [Classes(abc[row[0]], _steadiness(row[3])) for row in rows]


def _steadiness(variation: float | None) -> str:
    return "Z" if variation is None or variation >= UNSTEADY else "Y" if variation >= STEADY else "X"

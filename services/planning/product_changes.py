"""What is said of products, made true of many at once."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from app.models import Product
from services.planning import replacing
from services.replenishment.advice_refresh import Change
from services.stock import stock_levels
from utils import clock

Said = Mapping[str, Any]
# Files carry 12 digits of a number.
AS_PRECISE = 1e-11


def differing(product: Product, said: Said) -> dict[str, Any]:
    """What of it is not so yet."""
    return {name: value for name, value in said.items() if not _is_same(getattr(product, name), value)}


def of_all(products: Sequence[Product], said: Said) -> list[tuple[Product, Said]]:
    """The same of each of them, without those of which all is so already."""
    found = ((product, differing(product, said)) for product in products)
    return [(product, changes) for product, changes in found if changes]


def make(made: Change, changes: Sequence[tuple[Product, Said]]) -> None:
    """Set these fields of these products, which are held; the levels of stock and the advice follow.

    Raises InvalidInput where another product is named that is not there.
    """
    for product, said in changes:
        replacing.check(made.session, product, said)
        for name, value in said.items():
            setattr(product, name, value)
        product.updated_at = clock.now()
    made.session.flush()
    for product, said in changes:
        made.touches(replacing.end_replaced(made.session, product, said))
    stock_levels.record_now(made.session, [product for product, said in changes if "on_hand" in said])
    made.touches(product.id for product, _ in changes)


def _is_same(now: Any, said: Any) -> bool:
    if isinstance(now, float) and isinstance(said, float):
        return math.isclose(now, said, rel_tol=AS_PRECISE)
    return bool(now == said)

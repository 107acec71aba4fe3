"""What is said of products, made true of many at once."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from app.models import Product
from services.replenishment.advice_refresh import Change
from services.stock import stock_levels
from utils import clock

Said = Mapping[str, Any]
# Files carry 12 digits of a number.
AS_PRECISE = 1e-11


def differing(product: Product, said: Said) -> dict[str, Any]:
    """What of it is not so yet."""
    return {name: value for name, value in said.items() if not _is_same(getattr(product, name), value)}


def make(made: Change, changes: Sequence[tuple[Product, Said]]) -> None:
    """Set these fields of these products, which are held; the levels of stock and the advice follow."""
    for product, said in changes:
        for name, value in said.items():
            setattr(product, name, value)
        product.updated_at = clock.now()
    made.session.flush()
    stock_levels.record_now(made.session, [product for product, said in changes if "on_hand" in said])
    made.touches(product.id for product, _ in changes)


def _is_same(now: Any, said: Any) -> bool:
    if isinstance(now, float) and isinstance(said, float):
        return math.isclose(now, said, rel_tol=AS_PRECISE)
    return bool(now == said)

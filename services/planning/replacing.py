"""What takes the place of what: checked when it is said, and the end of what is replaced."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product
from services.errors import Fault, InvalidInput
from utils import clock


def named(product: Product, said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The codes of others that are said of a product, each with the field it stands in."""
    like = (said.get("like") or {}).get("product_sku")
    found = {"/replaces": said.get("replaces"), "/like/product_sku": like}
    return [(field, sku) for field, sku in found.items() if sku]


def check(session: Session, product: Product, said: Mapping[str, Any]) -> None:
    """Raises InvalidInput where a product named is not there, or is the product itself, or was replaced by it."""
    for field, sku in named(product, said):
        other = session.scalar(sa.select(Product).where(Product.sku == sku))
        if other is None:
            raise _refused(field, f"There is no product {sku!r}. GET /products lists them.")
        if sku == product.sku or (field == "/replaces" and other.replaces == product.sku):
            raise _refused(field, f"{product.sku!r} cannot be {sku!r}, which it comes before itself.")


def end_replaced(session: Session, product: Product, said: Mapping[str, Any]) -> Sequence[int]:
    """What this product takes the place of is sold until the day before, if nobody has said how long; its id."""
    if not said.get("replaces"):
        return []
    replaced = session.scalar(sa.select(Product).where(Product.sku == product.replaces, Product.ends_on.is_(None)))
    if replaced is None:
        return []
    replaced.ends_on = _last_day(product.launch_on)
    if replaced.launch_on:
        replaced.ends_on = max(replaced.ends_on, replaced.launch_on)
    replaced.updated_at = clock.now()
    return [replaced.id]


def _last_day(launch_on: date | None) -> date:
    return (launch_on or clock.today() + timedelta(days=1)) - timedelta(days=1)


def _refused(field: str, reason: str) -> InvalidInput:
    return InvalidInput(reason, "unknown_product", (Fault(field, reason),))

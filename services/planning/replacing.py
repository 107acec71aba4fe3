"""What takes the place of what: checked when it is said, and the end of what is replaced."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product
from services.catalogue import product_service
from services.errors import Fault, InvalidInput
from utils import clock
from utils.language import _

Said = Mapping[str, Any]


def named(said: Said) -> list[tuple[str, str]]:
    """The codes of others that are said of a product, each with the field it stands in."""
    like = (said.get("like") or {}).get("product_sku")
    found = {"/replaces": said.get("replaces"), "/like/product_sku": like}
    return [(field, sku) for field, sku in found.items() if sku]


def check(session: Session, product: Product, said: Said) -> None:
    """Raises InvalidInput where a product named is not there, or is the product itself, or was replaced by it."""
    for refusal in refusals(session, {product.sku: said}).values():
        raise refusal


def refusals(session: Session, said: Mapping[str, Said]) -> dict[str, InvalidInput]:
    """Of what is said of several products, by code, what cannot be: the same for each of them.

    What names one that is only made by what cannot be is refused as well.
    """
    found: dict[str, InvalidInput] = {}
    replaced = _replaced(session, {other for own in said.values() for _, other in named(own)})
    naming = [sku for sku, own in said.items() if named(own)]
    while naming:
        made = {sku: own.get("replaces", replaced.get(sku, "")) for sku, own in said.items() if sku not in found}
        there = replaced | made
        more = {sku: refusal for sku in naming if sku not in found and (refusal := _refusal(sku, said[sku], there))}
        if not more:
            break
        found |= more
    return found


def _refusal(sku: str, said: Said, replaced: Mapping[str, str]) -> InvalidInput | None:
    """replaced -- by the code of each product there is: what it takes the place of"""
    for field, other in named(said):
        if other not in replaced:
            return _refused(field, _("There is no product {sku!r}. GET /products lists them.", sku=other))
        if other == sku:
            return _refused(field, _("{sku!r} is this product itself: name another.", sku=sku))
        if field == "/replaces" and replaced[other] == sku:
            return _refused(field, _("{other!r} takes the place of {sku!r} already.", sku=sku, other=other))
    return None


def _replaced(session: Session, skus: Collection[str]) -> dict[str, str]:
    products = product_service.by_sku(session, skus) if skus else {}
    return {sku: own.replaces for sku, own in products.items() if own.sku == sku}


def end_replaced(session: Session, product: Product, said: Said) -> Sequence[int]:
    """What this product takes the place of is sold until the day before, if nobody has said how long; its id."""
    replaced = to_be_ended(session, product, said)
    if replaced is None:
        return []
    replaced.ends_on = last_day(product, replaced)
    replaced.updated_at = clock.now()
    return [replaced.id]


def to_be_ended(session: Session, product: Product, said: Said) -> Product | None:
    """What this product takes the place of, if nobody has said how long that is sold."""
    if not said.get("replaces"):
        return None
    return session.scalar(sa.select(Product).where(Product.sku == product.replaces, Product.ends_on.is_(None)))


def last_day(product: Product, replaced: Product) -> date:
    """The day before this product, on which the one that it takes the place of is sold at all."""
    before = (product.launch_on or clock.today() + timedelta(days=1)) - timedelta(days=1)
    return max(before, replaced.launch_on or date.min)


def _refused(field: str, reason: str) -> InvalidInput:
    return InvalidInput(reason, "unknown_product", (Fault(field, reason),))

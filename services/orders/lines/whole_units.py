"""What is sold by the piece is not ordered in parts of one."""

import math
from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product, Sale
from services.errors import Fault, InvalidInput
from utils.language import _

# Less than this is rounding of the arithmetic, not a part of a unit.
ROUNDING = 1e-6


def is_whole(units: float) -> bool:
    return abs(units - round(units)) < ROUNDING


def sold_whole(session: Session, products: Collection[Product]) -> set[int]:
    """The ids of those of these products that are known to be sold by the piece: of which a part was never sold, and is
    not on the shelf. Where nothing was sold yet, nobody knows."""
    part = sa.func.max(sa.func.abs(Sale.quantity - sa.func.round(Sale.quantity)))
    whole = {own.id for own in products if is_whole(own.on_hand or 0.0)}
    query = sa.select(Sale.product_id).where(among(Sale.product_id, whole)).group_by(Sale.product_id)
    return set(session.scalars(query.having(part < ROUNDING))) if whole else set()


def check(session: Session, wanted: Iterable[tuple[Product, float]]) -> None:
    """Raises InvalidInput for a part of a unit of what is sold by the piece."""
    parts = [(product, units) for product, units in wanted if not is_whole(units)]
    whole = sold_whole(session, [product for product, _units in parts])
    for product, units in parts:
        if product.id in whole:
            raise refusal(product, units)


def refusal(product: Product, units: float) -> InvalidInput:
    """Says how many could be ordered instead."""
    fewer, more = math.floor(units), math.ceil(units)
    message = (
        _(
            "{sku} is sold in whole units only: {fewer} or {more}, not {units}.",
            sku=product.sku,
            fewer=fewer,
            more=more,
            units=units,
        )
        if fewer
        else _("{sku} is sold in whole units only: 1, not {units}.", sku=product.sku, units=units)
    )
    return InvalidInput(message, "whole_units_only", (Fault("/quantity", message),))

"""Products that an import has made: removed with it, unless somebody has used them since."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import affected
from app.db.expressions import among
from app.models import Event, Override, Product, PurchaseOrder, Sale, StockLevel
from utils.language import N_, _

Use = type[Sale | StockLevel | PurchaseOrder | Event | Override]
USES: dict[str, Use] = {
    N_("sales"): Sale,
    N_("stock"): StockLevel,
    N_("orders"): PurchaseOrder,
    N_("events"): Event,
    N_("overrides"): Override,
}


def used(session: Session, product_ids: Collection[int]) -> list[str]:
    """What these products are used for, in words."""
    reasons = []
    for what, model in USES.items():
        ours = sa.exists().where(model.product_id == Product.id)
        found = session.scalars(
            sa.select(Product.sku).where(among(Product.id, product_ids), ours).order_by(Product.sku)
        )
        reasons += [_("the new product {sku} has {what}", sku=sku, what=_(what)) for sku in found]
    return reasons


def remove(session: Session, product_ids: Collection[int]) -> int:
    """Delete them; returns how many were still there."""
    return affected(session, sa.delete(Product).where(among(Product.id, product_ids)))

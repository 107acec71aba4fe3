"""What products are called, for lists that know them by their codes."""

from collections.abc import Collection

import sqlalchemy as sa

from app.db import snapshot
from app.models import Product


def names(skus: Collection[str]) -> dict[str, str]:
    """By code; "" for one without a name, and for one there is no more."""
    with snapshot() as session:
        found = session.execute(sa.select(Product.sku, Product.name).where(Product.sku.in_(skus)))
        return dict.fromkeys(skus, "") | dict(found.all())

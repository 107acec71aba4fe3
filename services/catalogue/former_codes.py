"""Codes that products once had: files and programs go on using them."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import insert_into
from app.models import FormerCode, Product


def now_called(session: Session, skus: Sequence[str]) -> dict[str, str]:
    """The codes of today of the products that once had these."""
    query = sa.select(FormerCode.sku, Product.sku).join(Product, Product.id == FormerCode.product_id)
    return dict(session.execute(query.where(FormerCode.sku.in_(skus))).all())


def ids_of(session: Session, skus: Sequence[str]) -> dict[str, int]:
    """The ids of the products that once had these codes."""
    query = sa.select(FormerCode.sku, FormerCode.product_id).where(FormerCode.sku.in_(skus))
    return dict(session.execute(query).all())


def keep(session: Session, sku: str, product_id: int) -> None:
    """This product had this code until now."""
    insert = insert_into(session, FormerCode).values(sku=sku, product_id=product_id)
    session.execute(insert.on_conflict_do_update(index_elements=["sku"], set_={"product_id": product_id}))


def pass_on(session: Session, old_id: int, new_id: int) -> None:
    """What one product was once called, another is now."""
    session.execute(sa.update(FormerCode).where(FormerCode.product_id == old_id).values(product_id=new_id))


def forget(session: Session, sku: str) -> None:
    """A product has this code now."""
    session.execute(sa.delete(FormerCode).where(FormerCode.sku == sku))

"""Changing the catalogue."""

import logging
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import insert_into, transaction
from app.models import Product
from services.catalogue.product_fields import NewProduct, ProductFields
from services.catalogue.product_service import find_product, ids_of
from services.errors import Conflict
from services.forecasts import model_files
from services.replenishment import planning_service
from services.stock import stock_levels
from utils import clock

log = logging.getLogger(__name__)


def create_product(new: NewProduct) -> Product:
    """Raises Conflict if there is one of this code."""
    now = clock.now()
    product = Product(**new.model_dump(), created_at=now, updated_at=now)
    try:
        with transaction() as session:
            session.add(product)
            session.flush()
            if "on_hand" in new.model_fields_set:
                stock_levels.record_now(session, product)
    except IntegrityError:
        raise Conflict(
            f"There is already a product {new.sku!r}; PATCH /products/<sku> changes it.", "product_exists"
        ) from None
    return product


def update_product(sku: str, change: ProductFields) -> Product:
    """Change the fields that were set, and with them the advice what to order. Raises NotFound."""
    with transaction() as session:
        # Held: what comes in meanwhile must not be lost when the stock is written down.
        product = find_product(session, sku, hold=True)
        for name, value in change.model_dump(exclude_unset=True).items():
            setattr(product, name, value)
        product.updated_at = clock.now()
        session.flush()
        if "on_hand" in change.model_fields_set:
            stock_levels.record_now(session, product)
        planning_service.follow_up(session, [product.id])
    return product


def delete_product(sku: str) -> None:
    """Delete the product with its sales, models, forecasts and files. Raises NotFound."""
    with transaction() as session:
        product = find_product(session, sku)
        session.execute(sa.delete(Product).where(Product.id == product.id))
    try:
        model_files.forget(product.sku)
    except OSError as error:  # The product is gone; a file nobody asks for any more does no harm.
        log.warning("product.files_left", extra={"sku": product.sku, "error": str(error)})


def ensure(session: Session, skus: Iterable[str]) -> tuple[dict[str, int], int]:
    """The ids of these products, and how many of them had to be created."""
    wanted = set(skus)
    missing = sorted(wanted - ids_of(session, wanted).keys())
    now = clock.now()
    if missing:
        # Another process may create one of them in this moment: then it is there, which is all that is wanted.
        rows = [{"sku": sku, "created_at": now, "updated_at": now} for sku in missing]
        session.execute(insert_into(session, Product).on_conflict_do_nothing(), rows)
    return ids_of(session, wanted), len(missing)

"""Changing the catalogue."""

import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Product, PurchaseOrder
from app.models.stock import OrderStatus
from services.access.signed_in import SignedIn
from services.catalogue import former_codes, terms
from services.catalogue.product_fields import NewProduct, ProductFields
from services.catalogue.product_service import find_product
from services.catalogue.term_fields import TERMS
from services.errors import Conflict
from services.forecasts import model_files
from services.planning import assembling, product_authors, product_changes, replacing
from services.replenishment.renewal import advice_refresh
from services.sales import changed_products
from services.seen import check
from services.stock import stock_levels
from utils import clock
from utils.language import _

log = logging.getLogger(__name__)


def create_product(new: NewProduct) -> Product:
    """Raises Conflict if there is one of this code, InvalidInput where another is named that is not there."""
    now = clock.now()
    left_empty = [name for name in TERMS if name not in new.model_fields_set]
    product = Product(inherited=left_empty, created_at=now, updated_at=now)
    try:
        with advice_refresh.change() as made:
            session = made.session
            ((_product, said),) = assembling.settled(session, [(product, new.model_dump())])
            for name, value in said.items():
                setattr(product, name, value)
            replacing.check(session, product, said)
            session.add(product)
            terms.settle(session, [product])
            session.flush()
            former_codes.forget(session, product.sku)
            made.touches(replacing.end_replaced(session, product, said))
            if product.components:
                made.touches([product.id])
            if product_changes.LEARNT_FROM & new.model_fields_set:
                changed_products.note_products(session, [product.id])
            if "on_hand" in new.model_fields_set:
                stock_levels.record_now(session, [product])
    except IntegrityError:
        raise Conflict(
            _("There is already a product {sku!r}; PATCH /products/<sku> changes it.", sku=new.sku), "product_exists"
        ) from None
    return product


def update_product(
    sku: str, change: ProductFields, seen: Mapping[str, Any] | None = None, actor: SignedIn | None = None
) -> Product:
    """Change the fields that were set, and with them the advice what to order.

    seen -- fields that it was changed by the sight of; they have to be so still; actor -- who is noted for it
    Raises NotFound, ChangedMeanwhile.
    """
    with advice_refresh.change() as made:
        session = made.session
        # Held: what comes in meanwhile must not be lost when the stock is written down.
        product = find_product(session, sku, hold=True)
        check(product, seen or {}, partial(product_authors.last, session, product))
        before = product_authors.values(product, change.model_fields_set)
        product_changes.make(made, [(product, change.model_dump(exclude_unset=True))])
        product_authors.note(session, actor, product, before)
    return product


def delete_product(sku: str) -> None:
    """Delete the product with its sales, models, forecasts and files.

    Raises NotFound, and Conflict for a part of a kit and for what is on its way.
    """
    with advice_refresh.change() as made:
        session = made.session
        product = find_product(session, sku, hold=True)
        assembling.refuse_parts(session, [product])
        _refuse_on_its_way(session, product)
        made.touches(advice_refresh.parts(session, [product.id]))
        session.execute(sa.delete(Product).where(Product.id == product.id))
    try:
        model_files.forget(product.sku)
    except OSError as error:  # The product is gone; a file nobody asks for any more does no harm.
        log.warning("product.files_left", extra={"sku": product.sku, "error": str(error)})


def _refuse_on_its_way(session: Session, product: Product) -> None:
    """Its supplier, or the place that gives it, has the order: that would go on without the line."""
    either = sa.or_(PurchaseOrder.product_id == product.id, PurchaseOrder.source_id == product.id)
    lines = (
        sa.select(PurchaseOrder.number)
        .where(either, PurchaseOrder.status == OrderStatus.OPEN)
        .order_by(PurchaseOrder.id)
    )
    if (number := session.scalar(lines.limit(1))) is not None:
        raise Conflict(
            _(
                "{sku!r} is on its way in order {number}: receive, close or cancel that first.",
                sku=product.sku,
                number=number,
            ),
            "product_on_order",
        )

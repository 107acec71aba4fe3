"""Serving an older version of a model again, and ordering by it."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import transaction
from app.models import ModelVersion, Product
from services.catalogue import product_service
from services.errors import Conflict, NotFound
from services.forecasts import model_files, model_service
from services.replenishment.renewal import advice_refresh, advice_service
from utils.language import _


def roll_back(sku: str, number: int | None) -> dict[str, Any]:
    """Serve an older version, by default the one before the champion, and renew the advice what to order.

    Both or neither. Raises NotFound, and Conflict when there is no such version any more.
    """
    with transaction() as session:
        product = product_service.find_product(session, sku, hold=True)
        chosen = _serve(session, product, number)
        advice_service.refresh(session, [product.id])
        # Last: a full disk leaves the served model in place.
        document = model_files.read_version(product.sku, chosen.version) if chosen.has_document else None
        model_files.write(product.sku, document, model_service.meta(product.sku, chosen))
        parts = advice_refresh.parts(session, [product.id])
    advice_refresh.follow_parts(parts)
    return model_service.meta(product.sku, chosen)


def _serve(session: Session, product: Product, number: int | None) -> ModelVersion:
    current = model_service.champion(session, product.id)
    if current is None:
        raise NotFound(_("{sku!r} has no model yet.", sku=product.sku), "model_not_found")
    query = sa.select(ModelVersion).where(ModelVersion.product_id == product.id)
    wanted = ModelVersion.version < current.version if number is None else ModelVersion.version == number
    chosen = session.scalar(query.where(wanted).order_by(ModelVersion.version.desc()).limit(1))
    if chosen is None:
        raise Conflict(_("There is no such version; GET /models/<sku>/versions lists those kept."), "no_such_version")
    # Two steps: the index that allows one champion looks at every statement.
    current.is_champion = False
    session.flush()
    chosen.is_champion = True
    session.flush()
    return chosen

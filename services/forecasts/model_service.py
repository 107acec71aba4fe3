"""Model versions: exactly one per product is the champion."""

import logging
import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.db.expressions import among
from app.models import ModelVersion, Product
from forecasting import documents
from services.access import locations
from services.catalogue import product_service
from services.errors import NotFound
from services.forecasts import model_files
from services.histories import history_service
from services.paging import Page, position
from utils import clock
from utils.language import _

log = logging.getLogger(__name__)


def recipes(session: Session, products: Sequence[Product]) -> list[dict[str, float] | None]:
    """The recipes served today, one or none for each product, read with one query."""
    query = sa.select(ModelVersion.product_id, ModelVersion.recipe).where(
        among(ModelVersion.product_id, [product.id for product in products]), ModelVersion.is_champion
    )
    served: dict[int, dict[str, float]] = dict(session.execute(query).all())
    return [served.get(product.id) for product in products]


def newest(session: Session, product_id: int) -> ModelVersion:
    """The version trained last, whether it is served or not. Raises NoResultFound."""
    query = sa.select(ModelVersion).where(ModelVersion.product_id == product_id)
    return session.scalars(query.order_by(ModelVersion.version.desc()).limit(1)).one()


def champion(session: Session, product_id: int) -> ModelVersion | None:
    return session.scalar(
        sa.select(ModelVersion).where(ModelVersion.product_id == product_id, ModelVersion.is_champion)
    )


def list_versions(sku: str) -> list[dict[str, Any]]:
    """All versions kept of a product's model, newest first. Raises NotFound."""
    with snapshot() as session:
        product = product_service.find_product(session, sku)
        versions = session.scalars(
            sa.select(ModelVersion).where(ModelVersion.product_id == product.id).order_by(ModelVersion.version.desc())
        ).all()
    return [meta(product.sku, version) for version in versions]


def page_of_versions(sku: str, limit: int, cursor: str | None) -> Page[dict[str, Any]]:
    """The versions kept of a product's model, newest first. Raises NotFound, InvalidInput."""
    before = position(cursor, 1, int)[0] if cursor else math.inf
    versions = [version for version in list_versions(sku) if version["version"] < before]
    return Page.of(versions, limit, lambda last: [last["version"]])


def get_champion(sku: str) -> dict[str, Any]:
    """The version that is served. Raises NotFound."""
    for version in list_versions(sku):
        if version["is_champion"]:
            return version
    raise NotFound(
        _("{sku!r} has no model yet; POST /tasks/training/product/<sku> trains one.", sku=sku), "model_not_found"
    )


def prophet_document(sku: str) -> str:
    """Prophet's own model of this product, for any Prophet installation: the champion's file, or one made now; for who
    sees single locations only, of the sales that they see: the file has those of what it replaces day by day.

    Raises NotFound.
    """
    champion_meta = get_champion(sku)
    if champion_meta["has_document"] and not locations.seen():
        try:
            return model_files.read(sku)
        except OSError:
            log.warning("model.file_missing", extra={"sku": sku})
    with snapshot() as session:
        product = product_service.find_product(session, sku)
        until = date.fromisoformat(champion_meta["history_end"])
        (history,) = history_service.load_histories(session, [product], until)
    document = documents.write(history)
    if document is None:
        raise NotFound(_("{sku!r} has fewer than two days of sales, too few for Prophet.", sku=sku), "no_prophet_model")
    return document


def meta(sku: str, version: ModelVersion) -> dict[str, Any]:
    """What is known of a version, as plain JSON values.

    promotion -- how it did beside the recipe that was served when it was trained; None from before that was measured
    catalogue_models -- the version of what each family in its recipe had learnt across the catalogue
    """
    promotion = version.metrics.get("promotion")
    apart = ("promotion", "catalogue_models")
    return {
        "product_sku": sku,
        "version": version.version,
        "is_champion": version.is_champion,
        "model": version.method,
        "reason": version.reason,
        "confidence": version.confidence,
        "metrics": {name: figure for name, figure in version.metrics.items() if name not in apart},
        "recipe": version.recipe,
        "catalogue_models": version.metrics.get("catalogue_models", {}),
        "promoted": promotion is None or promotion["promoted"],
        "promotion": promotion,
        "correction_factor": version.correction_factor,
        "outliers": version.outliers,
        "has_document": version.has_document,
        "history_start": version.history_start.isoformat() if version.history_start else None,
        "history_end": version.history_end.isoformat(),
        "trained_at": clock.rfc3339(version.trained_at),
    }

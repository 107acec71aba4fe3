"""Model versions: exactly one per product is the champion."""

from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import ModelVersion, Product
from forecasting.history import History
from forecasting.trained import Trained
from services import forecast_store, model_files, product_service
from services.errors import Conflict, NotFound
from utils import clock
from utils.config import get_settings


def publish(session: Session, product: Product, history: History, until: date, trained: Trained) -> ModelVersion:
    """Make this training the product's champion: its row, its forecast and its files.

    In the caller's transaction; the files are written last, so that a full disk leaves the old model in place.
    Raises ModelsFolderError.
    """
    # One training at a time may give this product its next version.
    session.get(Product, product.id, with_for_update=True)
    latest = session.scalar(sa.select(sa.func.max(ModelVersion.version)).where(ModelVersion.product_id == product.id))
    session.execute(
        sa.update(ModelVersion)
        .where(ModelVersion.product_id == product.id, ModelVersion.is_champion)
        .values(is_champion=False)
    )
    version = unpublished(history, until, trained)
    version.product_id, version.version, version.is_champion = product.id, (latest or 0) + 1, True
    session.add(version)
    session.flush()
    session.add(forecast_store.pack(version.id, trained.forecast))
    _prune(session, product, version.version)
    session.flush()
    model_files.write(product.sku, trained.document, meta(product.sku, version))
    return version


def unpublished(history: History, until: date, trained: Trained) -> ModelVersion:
    """What a training says of itself, before it belongs to a product: version 0."""
    return ModelVersion(
        version=0,
        is_champion=False,
        method=trained.method,
        reason=trained.reason,
        confidence=trained.confidence,
        metrics=asdict(trained.metrics),
        correction_factor=trained.correction_factor,
        outliers=[day.isoformat() for day in trained.outliers],
        has_document=trained.document is not None,
        history_start=history.start if len(history) else None,
        history_end=until,
        trained_at=clock.now(),
    )


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


def get_champion(sku: str) -> dict[str, Any]:
    """The version that is served. Raises NotFound."""
    for version in list_versions(sku):
        if version["is_champion"]:
            return version
    raise NotFound(f"{sku!r} has no model yet; POST /tasks/training/product/<sku> trains one.", "model_not_found")


def roll_back(sku: str, number: int | None) -> dict[str, Any]:
    """Serve an older version again, with its forecast; by default the one before the champion.

    Raises NotFound, and Conflict when there is no such version any more.
    """
    with transaction() as session:
        product = product_service.find_product(session, sku)
        current = champion(session, product.id)
        if current is None:
            raise NotFound(f"{sku!r} has no model yet.", "model_not_found")
        query = sa.select(ModelVersion).where(ModelVersion.product_id == product.id)
        wanted = ModelVersion.version < current.version if number is None else ModelVersion.version == number
        chosen = session.scalar(query.where(wanted).order_by(ModelVersion.version.desc()).limit(1))
        if chosen is None:
            raise Conflict("There is no such version; GET /models/<sku>/versions lists those kept.", "no_such_version")
        # Two steps: the index that allows one champion looks at every statement.
        current.is_champion = False
        session.flush()
        chosen.is_champion = True
        session.flush()
        document = model_files.read_version(product.sku, chosen.version) if chosen.has_document else None
        model_files.write(product.sku, document, meta(product.sku, chosen))
    return meta(product.sku, chosen)


def prophet_document(sku: str) -> str:
    """The champion in Prophet's own JSON format. Raises NotFound where the method has no such form."""
    if get_champion(sku)["has_document"]:
        try:
            return model_files.read(sku)
        except OSError:
            raise NotFound(f"The model file of {sku!r} is missing; train it again.", "model_file_missing") from None
    raise NotFound(f"The model of {sku!r} is not a Prophet model.", "not_a_prophet_model")


def meta(sku: str, version: ModelVersion) -> dict[str, Any]:
    """What is known of a version, as plain JSON values."""
    return {
        "product_sku": sku,
        "version": version.version,
        "is_champion": version.is_champion,
        "model": version.method,
        "reason": version.reason,
        "confidence": version.confidence,
        "metrics": version.metrics,
        "correction_factor": version.correction_factor,
        "outliers": version.outliers,
        "has_document": version.has_document,
        "history_start": version.history_start.isoformat() if version.history_start else None,
        "history_end": version.history_end.isoformat(),
        "trained_at": clock.rfc3339(version.trained_at),
    }


def _prune(session: Session, product: Product, newest: int) -> None:
    oldest_kept = newest - get_settings().model_versions_kept + 1
    old = session.scalars(
        sa.delete(ModelVersion)
        .where(ModelVersion.product_id == product.id, ModelVersion.version < oldest_kept)
        .returning(ModelVersion.version)
    ).all()
    for version in old:
        model_files.forget_version(product.sku, version)

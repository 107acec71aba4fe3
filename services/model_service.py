"""Model versions: exactly one per product is the champion."""

from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import ModelVersion, Product
from forecasting.history import History
from forecasting.trained import Trained
from services import forecast_store, model_files
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


def meta(sku: str, version: ModelVersion) -> dict[str, Any]:
    """What is known of a version, as plain JSON values."""
    return {
        "product_sku": sku,
        "version": version.version,
        "model": version.method,
        "reason": version.reason,
        "confidence": version.confidence,
        "metrics": version.metrics,
        "correction_factor": version.correction_factor,
        "outliers": version.outliers,
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

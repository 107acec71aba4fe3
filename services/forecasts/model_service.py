"""Model versions: exactly one per product is the champion."""

import logging
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import ModelVersion, Product, StoredForecast
from forecasting import documents
from forecasting.history import History
from forecasting.training import BacktestMetrics, Promotion, Trained
from services.catalogue import product_service
from services.errors import NotFound
from services.forecasts import correction, forecast_store, model_files, published_store
from services.histories import history_service
from services.paging import Page, position
from utils import clock
from utils.config import get_settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Training:
    """A product, what it was trained on, what came of it, and its model file, if there is to be one.

    learnt -- versions of what families had learnt across the catalogue for it
    """

    product: Product
    history: History
    until: date
    outcome: Trained
    document: str | None = None
    learnt: Mapping[str, str] = field(default_factory=dict)


def publish(session: Session, trainings: Sequence[Training]) -> None:
    """Keep these trainings as the newest versions of their products: rows, forecasts and files.

    Those that were promoted become champions, and the first of a product does. In the caller's transaction; the files
    are written last, so that a full disk leaves the old models in place. Raises ModelsFolderError.
    """
    if not trainings:
        return
    ids = [training.product.id for training in trainings]
    # One training at a time may give a product its next version.
    product_service.hold(session, ids)
    trainings = _corrected(session, trainings)
    latest, promoted = _latest_versions(session, ids), _promoted(session, trainings)
    session.execute(
        sa.update(ModelVersion)
        .where(ModelVersion.product_id.in_(promoted), ModelVersion.is_champion)
        .values(is_champion=False)
    )
    rows = [_row(t, latest.get(t.product.id, 0) + 1, t.product.id in promoted) for t in trainings]
    insert = sa.insert(ModelVersion).returning(ModelVersion.id, sort_by_parameter_order=True)
    versions = session.scalars(insert, rows).all()
    forecasts = [forecast_store.row(id_, t.outcome.forecast) for id_, t in zip(versions, trainings, strict=True)]
    session.execute(sa.insert(StoredForecast), forecasts)
    published_store.keep(session, [(t.product, t.outcome) for t in trainings if t.product.id in promoted])
    _prune(session, {training.product.id: training.product.sku for training in trainings})
    for row, training in zip(rows, trainings, strict=True):
        _write_files(training, ModelVersion(**row))


def _corrected(session: Session, trainings: Sequence[Training]) -> list[Training]:
    """The same, with the factors that have proven to help."""
    trained = {training.product.id: training.outcome for training in trainings}
    corrected = correction.corrected(session, trained, trainings[0].until)
    return [replace(training, outcome=corrected[training.product.id]) for training in trainings]


def _latest_versions(session: Session, product_ids: Sequence[int]) -> dict[int, int]:
    query = (
        sa.select(ModelVersion.product_id, sa.func.max(ModelVersion.version))
        .where(ModelVersion.product_id.in_(product_ids))
        .group_by(ModelVersion.product_id)
    )
    return dict(session.execute(query).all())


def _promoted(session: Session, trainings: Sequence[Training]) -> set[int]:
    """Ids of the products whose training becomes the champion."""
    worse = [training.product.id for training in trainings if not training.outcome.promotion.promoted]
    served = sa.select(ModelVersion.product_id).where(ModelVersion.product_id.in_(worse), ModelVersion.is_champion)
    staying = set(session.scalars(served)) if worse else set()
    return {training.product.id for training in trainings} - staying


def _row(training: Training, number: int, is_champion: bool) -> dict[str, Any]:
    described = _described(training.history, training.outcome)
    taken_part = {family: own for family, own in training.learnt.items() if family in training.outcome.recipe}
    described["metrics"]["catalogue_models"] = taken_part
    return {
        "product_id": training.product.id,
        "version": number,
        "is_champion": is_champion,
        "has_document": training.document is not None,
        **described,
    }


def _write_files(training: Training, version: ModelVersion) -> None:
    if training.document is None:
        return
    if version.is_champion:
        model_files.write(training.product.sku, training.document, meta(training.product.sku, version))
    else:
        model_files.write_version(training.product.sku, version.version, training.document)


def unpublished(history: History, trained: Trained) -> ModelVersion:
    """What a training says of itself, before it belongs to a product: version 0."""
    return ModelVersion(version=0, is_champion=False, has_document=False, **_described(history, trained))


def _described(history: History, trained: Trained) -> dict[str, Any]:
    return {
        "method": trained.method,
        "reason": trained.reason,
        "confidence": trained.confidence,
        "metrics": {
            **_plain(trained.metrics),
            "effects": trained.effects,
            "warnings": list(trained.warnings),
            "promotion": _plain(trained.promotion),
        },
        "recipe": trained.recipe,
        "correction_factor": trained.correction_factor,
        "outliers": [day.isoformat() for day in trained.outliers],
        "history_start": history.start if len(history) else None,
        "history_end": history.last_day,
        "trained_at": clock.now(),
    }


def _plain(figures: BacktestMetrics | Promotion) -> dict[str, Any]:
    # dataclasses.asdict copies every number deeply: a tenth of what publishing took.
    return {own.name: getattr(figures, own.name) for own in fields(figures)}


def recipes(session: Session, products: Sequence[Product]) -> list[dict[str, float] | None]:
    """The recipes served today, one or none for each product, read with one query."""
    query = sa.select(ModelVersion.product_id, ModelVersion.recipe).where(
        ModelVersion.product_id.in_([product.id for product in products]), ModelVersion.is_champion
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
    raise NotFound(f"{sku!r} has no model yet; POST /tasks/training/product/<sku> trains one.", "model_not_found")


def prophet_document(sku: str) -> str:
    """Prophet's own model of this product, for any Prophet installation: the champion's file, or one made now.

    Raises NotFound.
    """
    champion_meta = get_champion(sku)
    if champion_meta["has_document"]:
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
        raise NotFound(f"{sku!r} has fewer than two days of sales, too few for Prophet.", "no_prophet_model")
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


def _prune(session: Session, skus: dict[int, str]) -> None:
    newer = sa.orm.aliased(ModelVersion)
    last = sa.select(sa.func.max(newer.version)).where(newer.product_id == ModelVersion.product_id).scalar_subquery()
    old = session.execute(
        sa.delete(ModelVersion)
        .where(
            ModelVersion.product_id.in_(skus),
            ModelVersion.version <= last - get_settings().model_versions_kept,
            ~ModelVersion.is_champion,
        )
        .returning(ModelVersion.product_id, ModelVersion.version, ModelVersion.has_document)
    ).all()
    for product_id, version, has_document in old:
        if has_document:
            model_files.forget_version(skus[product_id], version)

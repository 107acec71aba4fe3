"""What a training came to, kept as the newest version of its product: its row, its forecast, its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import bulk_insert
from app.db.expressions import among
from app.models import ForecastMoments, ModelVersion, Product, StoredChoice, StoredForecast
from forecasting.history import History
from forecasting.training import BacktestMetrics, Promotion, Trained
from services.catalogue import product_service
from services.forecasts import (
    choice_store,
    correction,
    forecast_store,
    model_files,
    model_service,
    moment_store,
    published_store,
)
from utils import clock
from utils.config import get_settings


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
        .where(among(ModelVersion.product_id, promoted), ModelVersion.is_champion)
        .values(is_champion=False)
    )
    rows = [_row(t, latest.get(t.product.id, 0) + 1, t.product.id in promoted) for t in trainings]
    bulk_insert.insert_records(session, ModelVersion, rows)
    versions = _newest_ids(session, ids)
    made = [(versions[t.product.id], t.outcome) for t in trainings]
    _keep(session, made)
    published_store.keep(session, [(t.product, t.outcome) for t in trainings if t.product.id in promoted])
    _prune(session, {training.product.id: training.product.sku for training in trainings})
    for row, training in zip(rows, trainings, strict=True):
        if training.document is not None:
            _write_files(training.product.sku, training.document, ModelVersion(**row))


def _keep(session: Session, made: Sequence[tuple[int, Trained]]) -> None:
    """What came of the versions of these ids, beside their rows."""
    forecasts = [forecast_store.row(id_, outcome.forecast) for id_, outcome in made]
    bulk_insert.insert_records(session, StoredForecast, forecasts)
    daily = [moment_store.row(own) for own in forecasts if own["step_days"] == 1]
    bulk_insert.insert_records(session, ForecastMoments, daily)
    choices = [choice_store.row(id_, outcome.choice) for id_, outcome in made if outcome.choice]
    bulk_insert.insert_records(session, StoredChoice, choices)


def _corrected(session: Session, trainings: Sequence[Training]) -> list[Training]:
    """The same, with the factors that have proven to help."""
    trained = {training.product.id: training.outcome for training in trainings}
    corrected = correction.corrected(session, trained, trainings[0].until)
    return [replace(training, outcome=corrected[training.product.id]) for training in trainings]


def _latest_versions(session: Session, product_ids: Sequence[int]) -> dict[int, int]:
    query = (
        sa.select(ModelVersion.product_id, sa.func.max(ModelVersion.version))
        .where(among(ModelVersion.product_id, product_ids))
        .group_by(ModelVersion.product_id)
    )
    return dict(session.execute(query).all())


def _newest_ids(session: Session, product_ids: Sequence[int]) -> dict[int, int]:
    query = (
        sa.select(ModelVersion.product_id, sa.func.max(ModelVersion.id))
        .where(among(ModelVersion.product_id, product_ids))
        .group_by(ModelVersion.product_id)
    )
    return dict(session.execute(query).all())


def _promoted(session: Session, trainings: Sequence[Training]) -> set[int]:
    """Ids of the products whose training becomes the champion."""
    worse = [training.product.id for training in trainings if not training.outcome.promotion.promoted]
    served = sa.select(ModelVersion.product_id).where(among(ModelVersion.product_id, worse), ModelVersion.is_champion)
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


def _write_files(sku: str, document: str, version: ModelVersion) -> None:
    if version.is_champion:
        model_files.write(sku, document, model_service.meta(sku, version))
    else:
        model_files.write_version(sku, version.version, document)


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
            "chosen_until": trained.choice.until.isoformat() if trained.choice else None,
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


def _prune(session: Session, skus: dict[int, str]) -> None:
    newer = sa.orm.aliased(ModelVersion)
    last = sa.select(sa.func.max(newer.version)).where(newer.product_id == ModelVersion.product_id).scalar_subquery()
    old = session.execute(
        sa.delete(ModelVersion)
        .where(
            among(ModelVersion.product_id, skus),
            ModelVersion.version <= last - get_settings().model_versions_kept,
            ~ModelVersion.is_champion,
        )
        .returning(ModelVersion.product_id, ModelVersion.version, ModelVersion.has_document)
    ).all()
    for product_id, version, has_document in old:
        if has_document:
            model_files.forget_version(skus[product_id], version)

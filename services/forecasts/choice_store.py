"""Choices as rows, one beside each model version that has one."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import ModelVersion, Product, StoredChoice
from forecasting.trained import BacktestMetrics, Choice

# They have columns of their own, or are packed.
APART = ("until", "spread", "metrics")
KNOWN = [own.name for own in fields(Choice) if own.name not in APART]
METRICS = [own.name for own in fields(BacktestMetrics)]


def row(version_id: int, choice: Choice) -> dict[str, Any]:
    """The columns of a StoredChoice."""
    known = {name: getattr(choice, name) for name in KNOWN}
    metrics = {name: getattr(choice.metrics, name) for name in METRICS}
    return {
        "version_id": version_id,
        "until": choice.until,
        "known": known | {"metrics": metrics},
        "spread": np.asarray(choice.spread, dtype="<f8").tobytes(),
    }


def read(session: Session, products: Sequence[Product]) -> list[Choice | None]:
    """The choices of the versions served, one or none for each product, read with one query."""
    query = (
        sa.select(ModelVersion.product_id, StoredChoice.until, StoredChoice.known, StoredChoice.spread)
        .join(StoredChoice, StoredChoice.version_id == ModelVersion.id)
        .where(among(ModelVersion.product_id, [product.id for product in products]), ModelVersion.is_champion)
    )
    found = {product_id: _choice(*stored) for product_id, *stored in session.execute(query) if _is_whole(stored[1])}
    return [found.get(product.id) for product in products]


def _is_whole(known: dict[str, Any]) -> bool:
    """Of one that an earlier release made, something may be missing: it is made anew."""
    return {*KNOWN, "metrics"} <= known.keys()


def _choice(until: Any, known: dict[str, Any], spread: bytes) -> Choice:
    metrics = BacktestMetrics(**known["metrics"])
    return Choice(**{**known, "metrics": metrics}, until=until, spread=np.frombuffer(spread, dtype="<f8"))

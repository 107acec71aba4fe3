"""Mean and variance of the days of a forecast as one small row, beside the many figures of its distribution."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import days_between
from app.models import ForecastMoments, ModelVersion, Product
from forecasting.published import totals
from services.forecasts import forecast_store

# The longest sum that is asked for, of a champion that was not replaced for a month.
DAYS = 121
# Of a day, as the column says.
BYTES = 8


def row(forecast: dict[str, Any]) -> dict[str, Any]:
    """The columns of a ForecastMoments. forecast -- the columns of its StoredForecast, whose rounded figures count"""
    stored = forecast_store.as_stored(forecast, DAYS)
    moments = np.stack([stored.mean, totals.variance(stored)], axis=1).astype("<f4")
    return {
        "version_id": forecast["version_id"],
        "start": stored.start,
        "days": len(moments),
        "moments": moments.tobytes(),
    }


def beside(
    session: Session, products: sa.Select[*tuple[Any, ...]], start: date, days: int
) -> sa.Select[*tuple[Any, ...]]:
    """The products of a query with the moments of these days of their champions; NULL where they do not reach so far,
    or were not kept."""
    age = sa.cast(days_between(session, ForecastMoments.start, sa.literal(start, sa.Date)), sa.Integer)
    # Of no type, whose values would be converted one by one.
    part = sa.func.substr(ForecastMoments.moments, age * BYTES + 1, days * BYTES, type_=sa.types.NullType)
    reaching = ForecastMoments.start <= start, ForecastMoments.days >= age + days
    return (
        products.add_columns(part.label("moments"))
        .outerjoin(ModelVersion, sa.and_(ModelVersion.product_id == Product.id, ModelVersion.is_champion))
        .outerjoin(ForecastMoments, sa.and_(ForecastMoments.version_id == ModelVersion.id, *reaching))
    )


def unpacked(rows: Sequence[Any], days: int) -> np.ndarray:
    """Those of rows, float64 (n, days, 2)."""
    packed = b"".join([row.moments for row in rows])
    return np.frombuffer(packed, dtype="<f4").reshape(-1, days, 2).astype(np.float64)

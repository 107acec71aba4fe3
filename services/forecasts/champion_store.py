"""Champions with what they have stored, as their models have it: without what is known beside these."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import ModelVersion, StoredForecast
from forecasting.forecast import Forecast
from services.forecasts import forecast_store

# Parameters that any database takes in one query.
TOGETHER = 1000
# A champion that was not replaced may have seen its last sales so long ago and still counts.
OLDEST_DAYS = 31

# Built once: for a single product, building the query would take longer than answering it.
_CHAMPIONS = (
    sa.select(*ModelVersion.__table__.c, *forecast_store.first_periods(sa.bindparam("days", type_=sa.Integer)))
    .join(StoredForecast, StoredForecast.version_id == ModelVersion.id)
    .where(ModelVersion.product_id.in_(sa.bindparam("ids", expanding=True)), ModelVersion.is_champion)
)


def read(session: Session, products: Sequence[Any], days: int) -> dict[int, tuple[Any, Forecast]]:
    """The champions' columns and the first days of their forecasts, by product id; products without a model are left
    out."""
    found: dict[int, tuple[Any, Forecast]] = {}
    for first in range(0, len(products), TOGETHER):
        ids = [product.id for product in products[first : first + TOGETHER]]
        rows = session.execute(_CHAMPIONS, {"ids": ids, "days": days})
        found |= {row.product_id: (row, forecast_store.unpack(row)) for row in rows}
    return found

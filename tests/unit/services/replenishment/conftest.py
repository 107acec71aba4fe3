"""Products whose demand is known to the unit."""

from datetime import timedelta

import numpy as np
import pytest
import sqlalchemy as sa
from scipy.special import ndtri

from app.db import transaction
from app.models import ModelVersion, StoredForecast
from forecasting.forecast import LEVELS, Forecast
from services.forecasts import forecast_store
from utils import clock

# Seven days until an order comes, a week until the next: a fortnight.
USUAL = {"lead_time_days": 7, "review_days": 7, "service_level": 0.95, "unit_cost": 6, "unit_price": 10}


@pytest.fixture
def stocked(product):
    """A product of which exactly so many are sold a day, from today on, or what a course or a spread say."""

    def add(
        sku: str = "A", daily: float = 10.0, method: str = "blend", age: int = 0, course: object = None,
        spread: float = 0.0, **fields: object,
    ):  # fmt: skip
        added = product(sku, **USUAL | fields)
        start = clock.today() - timedelta(days=age)
        mean = np.full(365, daily) if course is None else course
        forecast = Forecast(start, mean, np.maximum(mean + spread * ndtri(LEVELS)[:, None], 0.0))
        with transaction() as session:
            version = ModelVersion(
                product_id=added.id, version=1, is_champion=True, method=method, reason="", confidence="high",
                metrics={}, correction_factor=1.0, outliers=[], has_document=False,
                history_end=start - timedelta(days=1), trained_at=clock.now(),
            )  # fmt: skip
            session.add(version)
            session.flush()
            session.execute(sa.insert(StoredForecast), [forecast_store.row(version.id, forecast)])
        return added

    return add

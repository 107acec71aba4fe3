from datetime import timedelta

import pytest

from app.db import transaction
from app.models import ForecastScore
from services.predictions.prediction_service import PredictionRequest, predict
from services.training import training_service
from utils import clock

WEEK = [30, 12, 14, 13, 15, 22, 28]


@pytest.fixture
def scored(product):
    """Two products that sell the same; what was published for the first was lastingly a third too high."""
    shops = [product(sku, WEEK * 20) for sku in ("HIGH", "FINE")]
    this_week = clock.monday(clock.today())
    with transaction() as session:
        for shop, forecast in zip(shops, (150.0, 100.0), strict=True):
            for age in range(1, 20):
                sums = {"forecasts": 7, "actual": 100.0 + age % 3, "absolute_error": 0, "error": 0}
                more = {"naive_absolute_error": 0, "uncorrected": forecast, "inside": 7}
                week = this_week - timedelta(weeks=age)
                session.add(ForecastScore(product_id=shop.id, week=week, lead=1, **sums, **more))
    return shops


def test_a_proven_factor_is_stored_and_said_and_in_mean_and_bounds(scored):
    high, fine = (training_service.train_now(shop) for shop in scored)
    assert 0.6 < high["correction_factor"] < 0.8
    assert "less was sold than published" in high["reason"]
    assert fine["correction_factor"] == 1
    corrected, plain = (predict(PredictionRequest(sku, 3))["chart_data"][-1] for sku in ("HIGH", "FINE"))
    for figure in ("predicted", "upper"):
        assert corrected[figure] == pytest.approx(high["correction_factor"] * plain[figure], rel=0.02)


def test_a_factor_that_is_in_force_is_not_taken_for_a_cure(scored):
    factors = [training_service.train_now(scored[0])["correction_factor"] for _ in range(3)]
    assert len(set(factors)) == 1

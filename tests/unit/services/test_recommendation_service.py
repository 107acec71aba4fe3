from datetime import date

import numpy as np
import pytest

from app.models import Product
from forecasting.forecast import LEVELS, Forecast
from services.recommendation_service import demand_quantile, order_advice


def certain(units: float, horizon: int = 30) -> Forecast:
    """Exactly so many units a day."""
    return Forecast(date(2026, 3, 1), np.full(horizon, units), np.full((len(LEVELS), horizon), units))


def product(**fields) -> Product:
    usual = {"on_hand": 0.0, "on_order": 0.0, "lead_time_days": 3, "review_days": 4, "service_level": 0.95}
    return Product(sku="A", **usual | {"pack_size": 1, "min_order": 0} | fields)


@pytest.mark.parametrize(
    ("fields", "quantity"),
    [
        ({}, 70),
        ({"on_hand": 30.0}, 40),
        ({"on_hand": 30.0, "on_order": 25.5}, 15),
        ({"on_hand": 200.0}, 0),
        ({"pack_size": 12}, 72),
        ({"min_order": 100}, 100),
        ({"min_order": 100, "pack_size": 12}, 108),
        ({"on_hand": 70.0, "min_order": 100}, 0),
    ],
)
def test_the_order_lasts_over_lead_time_and_review(fields, quantity):
    assert order_advice(product(**fields), certain(10.0))["quantity"] == quantity


def test_the_reason_names_the_figures():
    reason = order_advice(product(on_hand=5.0), certain(10.0))["reason"]
    assert "70" in reason
    assert "5 are on hand" in reason


def test_uncertain_demand_asks_for_more_the_surer_one_wants_to_be():
    spread = np.linspace(0, 20, len(LEVELS))[:, None].repeat(30, axis=1)
    forecast = Forecast(date(2026, 3, 1), np.full(30, 10.0), spread)
    needs = [demand_quantile(forecast, 7, probability) for probability in (0.5, 0.8, 0.95, 0.99)]
    assert needs == sorted(needs)
    assert needs[0] == pytest.approx(70)
    assert needs[-1] < 7 * spread[-2, 0]

from datetime import timedelta

import numpy as np
import pytest

from app.db import snapshot, transaction
from app.models import OrderAdvice, Override
from forecasting.forecast import LEVELS, Forecast
from services.errors import Conflict, InvalidInput, NotFound
from services.forecasts import override_overlay
from services.planning import override_service
from services.planning.override_fields import NewOverride
from services.predictions.prediction_service import PredictionRequest, predict
from services.training import training_service
from utils import clock


def day(ahead):
    return clock.today() + timedelta(days=ahead)


def new(first, last=None, **fields):
    return NewOverride(starts_on=day(first), ends_on=last and day(last), reason="a festival", **fields)


def forecast(mean=10.0):
    return Forecast(day(0), np.full(6, mean), np.linspace(0, 2, len(LEVELS))[:, None] * np.full(6, mean))


def applied(*products):
    """What each product is expected to sell, by planners where they have said so."""
    forecasts = {one.id: forecast() for one in products}
    with snapshot() as session:
        planned = override_overlay.overridden(session, forecasts)
    return [planned[key].forecast if key in planned else own for key, own in forecasts.items()]


def test_an_override_holds_for_its_days_and_its_product(product):
    mine, other = product("A"), product("B")
    override_service.create("A", new(1, 2, quantity=25.0), "kim")
    changed, same = applied(mine, other)
    assert changed.mean.tolist() == [10, 25, 25, 10, 10, 10]
    assert changed.quantile(0.995).tolist() == [20, 50, 50, 20, 20, 20]
    assert same.mean.tolist() == [10] * 6


def test_of_two_overrides_for_one_day_the_later_counts(product):
    shop = product("A")
    override_service.create("A", new(0, 3, quantity=40.0), "kim")
    override_service.create("A", new(2, 5, change_percent=20.0), "lee")
    assert applied(shop)[0].mean.tolist() == [40, 40, 12, 12, 12, 12]


def test_what_is_withdrawn_or_expired_counts_no_more(product):
    shop = product("A")
    withdrawn = override_service.create("A", new(0, 5, quantity=40.0), "kim")
    expired = override_service.create("A", new(0, 5, quantity=50.0, expires_at=clock.now() + timedelta(hours=1)), "kim")
    with transaction() as session:
        session.get(Override, expired.id).expires_at = clock.now() - timedelta(hours=1)
    override_service.withdraw("A", withdrawn.id)
    assert applied(shop)[0].mean.tolist() == [10] * 6


def test_a_prediction_shows_the_planners_figure_beside_the_models(product):
    training_service.train_now(product("A", [8, 9, 10] * 10))
    plain = predict(PredictionRequest("A", 3))["chart_data"][-2]
    override_service.create("A", new(1, quantity=100.0), "kim")
    before, changed, after = predict(PredictionRequest("A", 3))["chart_data"][-3:]
    assert (changed["predicted"], changed["overridden"]) == (100, True)
    assert changed["model_predicted"] == plain["predicted"]
    assert "overridden" not in before | after


def test_a_training_leaves_an_override_in_force(product):
    shop = product("A", [8, 9, 10] * 10)
    override_service.create("A", new(0, quantity=100.0), "kim")
    training_service.train_now(shop)
    training_service.train_now(shop)
    assert predict(PredictionRequest("A", 1))["chart_data"][-1]["predicted"] == 100


def test_days_gone_by_cannot_be_overridden(product):
    product("A", [3])
    with pytest.raises(InvalidInput, match="days to come"):
        override_service.create("A", new(-3, -1, quantity=1.0), "kim")


def test_all_overrides_are_listed_with_what_became_of_them(product):
    product("A")
    first = override_service.create("A", new(0, quantity=1.0), "kim")
    override_service.create("A", new(1, change_percent=-50.0), "lee")
    override_service.withdraw("A", first.id)
    page = override_service.list_overrides("A", 1, None)
    rest = override_service.list_overrides("A", 1, page.next_cursor)
    assert [(one.author, one.withdrawn_at is None) for one in (*page.items, *rest.items)] == [
        ("lee", True),
        ("kim", False),
    ]


def test_an_override_is_withdrawn_once_and_by_its_own_product(product):
    product("A"), product("B")
    override = override_service.create("A", new(0, quantity=1.0), "kim")
    with pytest.raises(NotFound):
        override_service.withdraw("B", override.id)
    override_service.withdraw("A", override.id)
    with pytest.raises(Conflict):
        override_service.withdraw("A", override.id)


@pytest.mark.parametrize("fields", [{}, {"quantity": 1.0, "change_percent": 5.0}])
def test_an_override_is_a_figure_or_a_change(fields):
    with pytest.raises(ValueError, match="one of the two"):
        new(0, **fields)


def test_an_override_ends_after_it_starts():
    with pytest.raises(ValueError, match="ends_on"):
        new(3, 2, quantity=1.0)


def test_what_is_to_be_ordered_follows_at_once(product):
    shop = product("A", [8, 9, 10] * 10, on_hand=50, lead_time_days=1, review_days=2)
    training_service.train_now(shop)
    ordered = []
    for step in (lambda: None, lambda: override_service.create("A", new(1, quantity=500.0), "kim")):
        step()
        with snapshot() as session:
            ordered.append(session.get_one(OrderAdvice, shop.id).quantity)
    assert ordered[1] > ordered[0] + 300

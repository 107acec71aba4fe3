import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import OrderAdvice, StoredForecast
from dashboard.product import model_versions
from services.training import training_service
from services.views import product_view
from tests.unit.dashboard.desk import Desk, notice


def needed(product) -> float:
    with snapshot() as session:
        return session.get_one(OrderAdvice, product.id).needed


def test_the_advice_follows_a_version_that_is_served_again(signed_in, product):
    added = product("A", [10.0] * 60)
    for _ in range(2):
        training_service.train_now(added)
    before = needed(added)
    with transaction() as session:
        session.execute(sa.update(StoredForecast).where(StoredForecast.version_id == 1).values(quantile_scale=2))
    answer = Desk(signed_in("planner")).change({"type": "roll-back", "version": 1}, 1, {"product-sku": "A"})
    assert notice(answer) == "Version 1 is served again."
    assert needed(added) > before


def test_a_product_that_was_never_sold_says_why_there_is_nothing_to_judge(product):
    product("A")
    assert "no forecast to judge" in str(model_versions.quality(product_view.view("A", 90).model))


def test_who_is_as_good_as_last_week_is_not_called_better(product):
    added = product("A", [10.0] * 60)
    training_service.train_now(added)
    model = product_view.view("A", 90).model
    for own, said in ((1.004, "As good as it"), (0.9, "10% better"), (1.1, "10% worse")):
        model["metrics"] |= {"rmsse": own, "seasonal_naive_rmsse": 1.0}
        assert said in str(model_versions.quality(model))

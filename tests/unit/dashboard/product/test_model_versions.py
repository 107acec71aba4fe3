import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import OrderAdvice, StoredForecast
from services.training import training_service
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

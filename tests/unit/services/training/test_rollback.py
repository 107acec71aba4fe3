import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import OrderAdvice, StoredForecast
from services.training import rollback, training_service


def needed(product) -> float:
    with snapshot() as session:
        return session.get_one(OrderAdvice, product.id).needed


def test_orders_follow_the_version_that_is_served(product):
    added = product("A", [10.0] * 60)
    for _ in range(2):
        training_service.train_now(added)
    before = needed(added)
    with transaction() as session:
        oldest = session.scalar(sa.select(StoredForecast).order_by(StoredForecast.version_id).limit(1))
        oldest.quantile_scale *= 2
    rollback.roll_back("A", 1)
    assert needed(added) == 2 * before

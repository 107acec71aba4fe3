from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app.db import transaction
from app.models import Product, Sale
from services.access import users
from utils import clock
from utils.config import Settings


@pytest.fixture
def product(database: Settings) -> Callable[..., Product]:
    """Add a product that was sold in these quantities, day by day, up to a last day (by default yesterday).

    Nothing of it is on hand, unless more is said.
    """

    def add(sku: str = "A", quantities: list[float] = (), until: date | None = None, **fields: object) -> Product:
        now, last = clock.now(), until or clock.today() - timedelta(days=1)
        with transaction() as session:
            added = Product(sku=sku, created_at=now, updated_at=now, **{"on_hand": 0.0} | fields)
            session.add(added)
            session.flush()
            for age, quantity in enumerate(reversed(quantities)):
                session.add(Sale(product_id=added.id, day=last - timedelta(days=age), quantity=quantity))
        return added

    return add


@pytest.fixture
def user_ids(database: Settings) -> list[int]:
    """Two planners."""
    return [users.create_user(name, "a good password", "planner").id for name in ("kim", "lee")]

"""A list is the same file by whichever door it is asked for."""

import pytest

from app.db import transaction
from app.models import Product
from dashboard.orders import order_files
from dashboard.shop import purchase_order_files
from services.access import users
from services.access.signed_in import SignedIn
from services.files.writing.dialects import MARK
from services.orders.entry import advice_orders
from services.orders.entry.advice_orders import AdviceOrder
from services.replenishment.lists.advice_lines import Choice
from tests.unit.dashboard.conftest import PASSWORD
from tests.unit.services.advice import advised
from utils import clock


@pytest.fixture
def kim(database):
    """Two products to order, of which one is ordered; and who did it."""
    user_id = users.create_user("kim", PASSWORD, "planner").id
    for sku in ("A", "B"):
        with transaction() as session:
            added = Product(sku=sku, unit_cost=1.2345, created_at=clock.now(), updated_at=clock.now())
            session.add(added)
        advised(added)
    actor = SignedIn(user_id, "kim", "planner", "session")
    advice_orders.order(AdviceOrder(Choice(), None, frozenset("B"), "PO"), actor)


@pytest.fixture
def from_api(app, kim):
    def get(path):
        client = app.test_client()
        tokens = client.post("/auth/login", json={"username": "kim", "password": PASSWORD}).json
        headers = {"Accept": "text/csv", "Authorization": f"Bearer {tokens['access_token']}"}
        return client.get(path, headers=headers).text

    return get


@pytest.mark.parametrize(
    ("page", "api"),
    [(order_files.PATH, "/reorder"), (purchase_order_files.PATH, "/purchase-orders")],
)
def test_pages_and_api_give_the_same_file(signed_in, from_api, page, api):
    file = from_api(api)
    assert len(file.splitlines()) > 1
    assert signed_in("viewer").get(f"/app/{page}.csv").text == MARK + file

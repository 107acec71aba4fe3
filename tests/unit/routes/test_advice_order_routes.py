import pytest
import sqlalchemy as sa

from app.db import transaction
from app.models import Product
from tests.unit.services.advice import advised

URL = "/purchase-orders/from-advice"


@pytest.fixture
def planner(signed_in):
    """Someone who plans; two products wait to be ordered, of which a budget of 6 pays for 3 units at a time."""
    client = signed_in("kim", "planner")
    for sku in "AB":
        client.post("/products", json={"sku": sku, "unit_cost": 2})
        with transaction() as session:
            added = session.scalars(sa.select(Product).where(Product.sku == sku)).one()
        advised(added)
    return client


def units(answer):
    return answer.json["totals"]["units"]


def test_a_budget_without_a_key_is_refused_and_nothing_is_ordered(planner):
    refused = planner.post(URL, json={"budget": 6})
    assert (refused.status_code, refused.json["code"]) == (422, "idempotency_key_missing")
    assert [fault["pointer"] for fault in refused.json["errors"]] == ["/budget"]
    assert planner.get("/purchase-orders").json["items"] == []


def test_a_budget_is_spent_once_however_often_its_order_is_sent(planner):
    answers = [planner.post(URL, json={"budget": 6}, headers={"Idempotency-Key": "once"}) for _ in range(3)]
    assert [units(answer) for answer in answers] == [3, 3, 3]
    assert [line["quantity"] for line in planner.get("/purchase-orders").json["items"]] == [3]


def test_without_a_budget_nothing_is_left_for_the_same_order_again(planner):
    assert [units(planner.post(URL, json={})) for _ in range(2)] == [12, 0]


def test_the_key_is_a_part_of_the_description(planner):
    described = planner.get("/openapi/openapi.json").json["paths"][URL]["post"]
    assert [(given["name"], given["in"]) for given in described["parameters"]] == [("Idempotency-Key", "header")]

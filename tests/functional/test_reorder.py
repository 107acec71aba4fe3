"""The order list as a buyer reads it."""

import csv
import io

import pytest

from tests.functional import steps


@pytest.fixture
def running_low(planner) -> str:
    """A trained product with next to nothing on hand, alone with its supplier."""
    sku = steps.new_product(planner, steps.FEW_DAYS)
    money = {"unit_cost": 2, "unit_price": 5}
    planner.patch(f"/products/{sku}", json={"category": sku, "name": "=1+1", "on_hand": 0.0} | money)
    steps.succeeded(planner, steps.train(planner, sku))
    return sku


def listed(client, **query):
    return client.get("/reorder", params=query).raise_for_status().json()


def test_what_runs_low_is_on_the_list(viewer, running_low):
    (line,) = listed(viewer, category=running_low)["items"]
    assert line["product_sku"] == running_low
    assert line["quantity"] * 2 == line["cost"] > 0
    assert "95 % certainty" in line["reason"]


def test_the_totals_are_those_of_the_list(viewer, running_low):
    answer = listed(viewer, category=running_low)
    assert answer["totals"]["lines"] == 1
    assert answer["totals"]["cost"] == answer["items"][0]["cost"]


def test_a_budget_is_kept(viewer, running_low):
    answer = listed(viewer, category=running_low, budget=20)
    assert answer["items"][0]["quantity"] == 10
    assert answer["totals"]["cost"] == 20


@pytest.mark.parametrize("how", [{"params": {"format": "csv"}}, {"headers": {"Accept": "text/csv"}}])
def test_the_list_as_a_file_is_safe_in_a_spreadsheet(viewer, running_low, how):
    params = how.get("params", {}) | {"category": running_low}
    response = viewer.get("/reorder", params=params, headers=how.get("headers"))
    assert response.headers["Content-Type"].startswith("text/csv")
    (row,) = csv.DictReader(io.StringIO(response.text))
    assert row["product_sku"] == running_low
    assert row["name"] == "'=1+1"


def test_one_product_and_what_if_stand_side_by_side(viewer, running_low):
    path = f"/products/{running_low}/reorder"
    answer = viewer.get(path, params={"service_level": 0.99, "lead_time_days": 14}).json()
    assert answer["quantity"] == answer["what_if"]["quantity"] > answer["now"]["quantity"]
    assert viewer.get(answer["link"]).json() == answer
    assert viewer.get(path).json()["now"] == answer["now"]


def test_the_recommendation_of_a_prediction_is_the_same_advice(planner, running_low):
    recommendation = planner.post("/predict", json={"product_sku": running_low}).json()["recommendation"]
    advice = planner.get(f"/products/{running_low}/reorder").json()
    assert {name: advice[name] for name in recommendation} == recommendation


@pytest.mark.parametrize("query", [{"budget": -1}, {"kind": "everything"}, {"limit": 0}])
def test_a_question_that_makes_no_sense_is_refused(viewer, query):
    assert viewer.get("/reorder", params=query).status_code == 422


def test_an_unknown_product_is_not_found(viewer):
    steps.assert_problem(viewer.get("/products/NO-SUCH/reorder"), 404, "product_not_found")


def test_what_is_advised_is_ordered_once(planner, running_low):
    wanted = listed(planner, category=running_low)["items"][0]["quantity"]
    asked = {"category": running_low, "number_prefix": "WEB"}
    key = {"Idempotency-Key": running_low}
    first = planner.post("/purchase-orders/from-advice", json=asked, headers=key).raise_for_status().json()
    assert (first["totals"]["orders"], first["totals"]["units"], first["left_out"]) == (1, wanted, [])
    assert planner.post("/purchase-orders/from-advice", json=asked, headers=key).json() == first
    number = first["orders"][0]["number"]
    (line,) = planner.get("/purchase-orders", params={"number": number}).json()["items"]
    assert (line["product_sku"], line["quantity"], number[:4]) == (running_low, wanted, "WEB-")
    assert listed(planner, category=running_low)["items"] == []
    assert planner.post("/purchase-orders/from-advice", json=asked).json()["orders"] == []


@pytest.mark.parametrize("body", [{"product_skus": ["no-such-product"]}, {"number_prefix": "a b"}, {"skus": []}])
def test_an_order_that_makes_no_sense_is_refused(planner, body):
    assert planner.post("/purchase-orders/from-advice", json=body).status_code == 422


@pytest.mark.parametrize("content", [None, "null"], ids=["no body", "null"])
def test_an_order_without_a_body_is_refused_and_told_what_orders_everything(planner, content):
    headers = {"Content-Type": "application/json"}
    answer = planner.post("/purchase-orders/from-advice", content=content, headers=headers)
    assert "{} orders everything" in steps.assert_problem(answer, 422, "invalid_request")["detail"]

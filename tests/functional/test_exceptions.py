"""Exceptions over HTTP."""

import pytest

from tests.functional import steps


@pytest.fixture
def too_much(planner) -> str:
    """A code with a slash, of which far more is there than will be sold."""
    sku = steps.new_product(planner, steps.FEW_DAYS, f"odd/{steps.new_product(planner)}")
    planner.patch(f"/products/{sku.replace('/', '%2F')}", json={"on_hand": 9e6, "unit_cost": 20, "unit_price": 50})
    steps.succeeded(planner, steps.train(planner, sku.replace("/", "%2F")))
    return sku


def test_an_exception_is_listed_and_snoozed(planner, viewer, too_much):
    first = viewer.get("/exceptions?kind=too_much").raise_for_status().json()
    (own,) = [item for item in first["items"] if item["subject"] == too_much]
    assert own["money"] > 1e8
    assert viewer.get(own["link"]).status_code == 200
    path = f"/exceptions/too_much/{too_much.replace('/', '%2F')}"
    said = {"snoozed_until": "2099-12-31", "comment": "<b>Sale</b>"}
    assert planner.patch(path, json=said).raise_for_status().json().items() >= said.items()
    one = viewer.get(path).raise_for_status()
    assert one.json().items() >= said.items()
    assert planner.patch(path, json={"comment": ""}, headers={"If-Match": '"of yesterday"'}).status_code == 412
    assert viewer.get("/exceptions/expires/none").status_code == 404
    again = viewer.get("/exceptions?kind=too_much").json()
    assert too_much not in [item["subject"] for item in again["items"]]
    assert planner.patch(path, json={"owner": "nobody at all"}).status_code == 422
    assert planner.patch("/exceptions/expires/none", json={"comment": "x"}).status_code == 404
    assert planner.patch("/exceptions/odd/none", json={"comment": "x"}).status_code == 422

"""The order list as it would be, over HTTP."""

import pytest

from tests.functional import steps


@pytest.fixture
def running_low(planner) -> str:
    sku = steps.new_product(planner, steps.FEW_DAYS)
    planner.patch(f"/products/{sku}", json={"on_hand": 0.0, "unit_cost": 2, "unit_price": 5})
    steps.succeeded(planner, steps.train(planner, sku))
    return sku


def test_both_lists_stand_side_by_side_and_the_link_asks_the_same_again(viewer, running_low):
    answer = viewer.post("/scenarios", json={"demand_change": 100, "limit": 1000}).raise_for_status().json()
    (own,) = [item for item in answer["items"] if item["product_sku"] == running_low]
    assert own["scenario"]["quantity"] > own["today"]["quantity"]
    assert own["more_cost"] == own["scenario"]["cost"] - own["today"]["cost"]
    assert answer["scenario"]["cost"] > answer["today"]["cost"]
    costs = [own["scenario"]["cost"] for own in answer["suppliers"]]
    assert sum(costs) == pytest.approx(answer["scenario"]["cost"])
    assert answer["supposed"] == {"demand_change": 100}
    again = viewer.get(f"{answer['link']}&limit=1").raise_for_status().json()
    assert again["items"] == answer["items"][:1]
    assert (again["today"], again["scenario"]) == (answer["today"], answer["scenario"])


@pytest.mark.parametrize("nonsense", [{"demand_change": -101}, {"from": "tomorrow"}, {"demand": 3}, {"budget": -1}])
def test_what_nobody_can_suppose_is_422(viewer, nonsense):
    assert viewer.post("/scenarios", json=nonsense).status_code == 422


def test_an_unknown_supplier_is_404(viewer):
    assert viewer.post("/scenarios", json={"supplier_id": 2_000_000_000}).status_code == 404

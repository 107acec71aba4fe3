"""The last weeks of the shop again, over HTTP, by a worker."""

import pytest

from tests.functional.steps import MANY_DAYS, assert_problem, new_product, submitted, succeeded

FIGURES = {"policy", "service", "demand_met", "lost_sales", "average_stock", "waste", "cost"}


def test_a_worker_runs_the_last_weeks_again(planner):
    sku = new_product(planner, MANY_DAYS)
    planner.patch(f"/products/{sku}", json={"unit_cost": 2, "unit_price": 5}).raise_for_status()
    result = succeeded(planner, submitted(planner.post("/replay", json={"weeks": 4, "rule": "cover_days"})))
    assert [one["policy"] for one in result["policies"]] == ["stockcast", "cover_days", "seasonal_naive"]
    assert all(one.keys() >= FIGURES for one in result["policies"])
    assert result["weeks"] == 4
    assert result["products"] >= 1


@pytest.mark.parametrize("nonsense", [{"weeks": 3}, {"rule": "luck"}, {"cover_days": -1}, {"days": 3}])
def test_what_no_rule_can_be_is_422(planner, nonsense):
    assert_problem(planner.post("/replay", json=nonsense), 422, "invalid_request")

"""Forecasts that add up, over HTTP."""

import pytest

from tests.functional.steps import assert_problem, trained_product


def test_what_a_product_sells_is_in_its_item_and_in_the_total(planner, viewer):
    sku = trained_product(planner)
    planner.patch(f"/products/{sku}", json={"category": sku, "location": sku}).raise_for_status()
    own = planner.post("/predict", json={"product_sku": sku, "days": 14}).json()["chart_data"][-14:]
    answer = (
        viewer.get("/forecasts/total", params={"by": "item", "days": 14, "category": sku}).raise_for_status().json()
    )
    assert [line["item"] for line in answer["items"]] == [sku]
    assert [day["predicted"] for day in answer["total"]["chart_data"]] == [day["predicted"] for day in own]
    assert answer["without_forecast"] == 0


@pytest.mark.parametrize("query", ["by=colour", "days=0", "days=91", "level=100", "limit=0"])
def test_a_faulty_question_is_refused(viewer, query):
    assert_problem(viewer.get(f"/forecasts/total?{query}"), 422, "invalid_request")

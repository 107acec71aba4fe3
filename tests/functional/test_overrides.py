"""Planners' own figures over HTTP."""

import pytest

from tests.functional.steps import assert_problem, tomorrow, trained_product


def festival(**fields):
    return {"starts_on": tomorrow(), "quantity": 77, "reason": "Street festival"} | fields


def expected_tomorrow(client, sku):
    return client.post("/predict", json={"product_sku": sku, "days": 2}).json()["chart_data"][-1]


def test_a_planner_overrides_a_day_and_withdraws_it_again(planner):
    sku = trained_product(planner)
    own = expected_tomorrow(planner, sku)["predicted"]
    made = planner.post(f"/products/{sku}/overrides", json=festival()).raise_for_status()
    assert made.status_code == 201
    changed = expected_tomorrow(planner, sku)
    assert (changed["predicted"], changed["overridden"], changed["model_predicted"]) == (77, True, own)
    assert planner.delete(f"/products/{sku}/overrides/{made.json()['id']}").status_code == 204
    assert expected_tomorrow(planner, sku)["predicted"] == own


def test_an_override_says_who_made_it_and_why(planner, viewer):
    sku = trained_product(planner)
    planner.post(f"/products/{sku}/overrides", json=festival()).raise_for_status()
    (item,) = viewer.get(f"/products/{sku}/overrides").raise_for_status().json()["items"]
    assert (item["author"], item["reason"], item["ends_on"]) == ("planner", "Street festival", tomorrow())


@pytest.mark.parametrize(
    "fault",
    [
        {"quantity": None},
        {"change_percent": 10},
        {"quantity": -1},
        {"ends_on": "2020-01-01"},
        {"starts_on": "soon"},
        {"reason": ""},
        {"expires_at": "2026-03-01T00:00:00"},
        {"colour": "red"},
    ],
)
def test_a_faulty_override_is_refused(planner, fault):
    sku = trained_product(planner)
    assert_problem(planner.post(f"/products/{sku}/overrides", json=festival(**fault)), 422, "invalid_request")


def test_the_past_cannot_be_overridden(planner):
    sku = trained_product(planner)
    past = festival(starts_on="2020-01-01")
    assert_problem(planner.post(f"/products/{sku}/overrides", json=past), 422, "override_in_the_past")

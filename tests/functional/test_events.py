"""What is known ahead, over HTTP."""

import pytest

from tests.functional.steps import assert_problem, succeeded, tomorrow, train, trained_product


def predicted(client, sku):
    return client.post("/predict", json={"product_sku": sku, "days": 3}).raise_for_status().json()


def test_a_closure_closes_its_days_and_marks_the_forecast_stale_until_it_is_trained_again(planner):
    sku = trained_product(planner)
    closed = {"kind": "closure", "name": "Stocktaking", "starts_on": tomorrow(), "product_sku": sku}
    made = planner.post("/events", json=closed)
    assert (made.status_code, made.headers["Location"]) == (201, f"/events/{made.json()['id']}")
    answer = predicted(planner, sku)
    assert answer["stale"]
    assert [day["predicted"] > 0 for day in answer["chart_data"][-3:]] == [True, False, True]
    succeeded(planner, train(planner, sku))
    assert not predicted(planner, sku)["stale"]


def test_an_event_can_be_changed_and_taken_back(planner, viewer):
    sku = trained_product(planner)
    sale = {"kind": "promotion", "name": "Spring", "starts_on": tomorrow(), "product_sku": sku}
    url = planner.post("/events", json=sale).headers["Location"]
    changed = planner.patch(url, json={"name": "Summer"}).raise_for_status().json()
    assert (changed["name"], changed["ends_on"], changed["author"]) == ("Summer", tomorrow(), "planner")
    assert [item["name"] for item in viewer.get(f"/events?product_sku={sku}&kind=promotion").json()["items"]] == [
        "Summer"
    ]
    assert planner.delete(url).status_code == 204
    assert_problem(viewer.get(url), 404, "event_not_found")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"kind": "party"}, "invalid_request"),
        ({"starts_on": None}, "invalid_request"),
        ({"starts_on": "soon"}, "invalid_request"),
        ({"price": -1}, "invalid_request"),
        ({"country": "Germany"}, "invalid_request"),
        ({"country": "ZZ"}, "unknown_region"),
        ({"country": "DE", "region": "Bavaria"}, "unknown_region"),
    ],
)
def test_a_faulty_event_is_refused(planner, fault, code):
    holiday = {"kind": "holiday", "starts_on": tomorrow()}
    assert_problem(planner.post("/events", json=holiday | fault), 422, code)


def test_the_regions_to_choose_from_are_named(planner):
    problem = planner.post("/events", json={"kind": "holiday", "country": "DE", "region": "XX"}).json()
    assert "BY" in problem["detail"]

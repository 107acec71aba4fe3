import csv
import io
import json
import uuid
from datetime import timedelta

import pytest

from tests.functional.steps import (
    MANY_DAYS,
    assert_problem,
    new_product,
    submitted,
    succeeded,
    train,
    trained_product,
    wait_until,
)
from utils import clock


def predict(client, sku, **body):
    return client.post("/predict", json={"product_sku": sku} | body)


def test_a_trained_product_is_forecast_from_what_is_stored(planner):
    sku = new_product(planner, MANY_DAYS)
    trained = succeeded(planner, train(planner, sku))
    answer = predict(planner, sku, days=14).raise_for_status().json()
    assert (answer["model"], answer["model_version"]) == (trained["model"], 1)
    assert answer["as_of"] == (clock.today() - timedelta(days=1)).isoformat()
    assert not answer["stale"]
    assert 0 < answer["accuracy"] <= 100


def test_the_chart_holds_recent_history_and_the_days_asked_for(planner):
    sku = trained_product(planner)
    chart = predict(planner, sku, days=5).json()["chart_data"]
    past = [day for day in chart if day["predicted"] is None]
    coming = [day for day in chart if day["actual"] is None]
    assert (len(past), len(coming), len(chart)) == (30, 5, 35)
    assert coming[0]["date"] == clock.today().isoformat()
    assert all(0 <= day["lower"] <= day["predicted"] <= day["upper"] for day in coming)


def test_a_wider_level_gives_a_wider_interval_and_quantiles_rise(planner):
    sku = trained_product(planner)
    narrow = predict(planner, sku, level=50).json()["chart_data"][-1]
    wide = predict(planner, sku, level=95, quantiles=[0.5, 0.1, 0.9]).json()["chart_data"][-1]
    assert wide["upper"] - wide["lower"] > narrow["upper"] - narrow["lower"]
    assert wide["quantiles"]["0.1"] <= wide["quantiles"]["0.5"] <= wide["quantiles"]["0.9"]


@pytest.mark.parametrize("days", [1, 365])
def test_from_one_day_to_a_year_can_be_asked_for(planner, days):
    answer = predict(planner, trained_product(planner), days=days).json()
    assert len([day for day in answer["chart_data"] if day["actual"] is None]) == days


def test_a_product_without_a_model_is_forecast_on_the_spot(planner):
    answer = predict(planner, new_product(planner, 30)).raise_for_status().json()
    assert answer["model_version"] == 0
    assert answer["chart_data"][-1]["predicted"] > 0


def test_a_product_that_never_sold_says_what_to_do(planner):
    problem = assert_problem(predict(planner, new_product(planner)), 409, "nothing_sold")
    assert "Import" in problem["detail"]
    assert "`like`" in problem["detail"]


def test_an_unknown_product_is_not_found(planner):
    problem = assert_problem(predict(planner, "no-such-product"), 404, "product_not_found")
    assert "no-such-product" in problem["detail"]
    assert_problem(planner.post("/predict/async", json={"product_sku": "no-such"}), 404, "product_not_found")


@pytest.mark.parametrize("url", ["/predict", "/predict/async"])
@pytest.mark.parametrize(
    ("fault", "pointer"),
    [
        ({"days": 0}, "/days"),
        ({"days": 366}, "/days"),
        ({"days": -1}, "/days"),
        ({"days": "7"}, "/days"),
        ({"days": 7.5}, "/days"),
        ({"days": None}, "/days"),
        ({"days": True}, "/days"),
        ({"days": 10**30}, "/days"),
        ({"level": 100}, "/level"),
        ({"level": "80"}, "/level"),
        ({"quantiles": [0.5, 1.5]}, "/quantiles/1"),
        ({"product_sku": ""}, "/product_sku"),
        ({"product_sku": "x" * 65}, "/product_sku"),
        ({"product_sku": 7}, "/product_sku"),
        ({"horizon": 7}, "/horizon"),
    ],
)
def test_a_faulty_request_is_refused_with_a_pointer(planner, url, fault, pointer):
    problem = assert_problem(planner.post(url, json={"product_sku": "x"} | fault), 422, "invalid_request")
    assert [error["pointer"] for error in problem["errors"]] == [pointer]


def test_a_request_without_a_product_is_refused_with_a_pointer(planner):
    problem = assert_problem(planner.post("/predict", json={"days": 7}), 422, "invalid_request")
    assert problem["errors"][0]["pointer"] == "/product_sku"


def test_a_worker_makes_a_forecast_and_the_answer_says_where_to_look(planner):
    sku = trained_product(planner)
    response = planner.post("/predict/async", json={"product_sku": sku, "days": 3})
    task_id = submitted(response)
    assert response.json()["status"] == "submitted"
    assert response.headers["Location"] == f"/predict/task/{task_id}"
    assert int(response.headers["Retry-After"]) >= 1
    wait_until(planner, task_id, "SUCCESS")
    answer = planner.get(response.headers["Location"])
    assert (answer.status_code, answer.json()["status"]) == (200, "SUCCESS")
    assert answer.json()["result"] == predict(planner, sku, days=3).json()


def test_an_unfinished_forecast_is_answered_with_202(stack, planner):
    stack.worker.kill()
    task_id = submitted(planner.post("/predict/async", json={"product_sku": new_product(planner, 20)}))
    answer = planner.get(f"/predict/task/{task_id}")
    assert (answer.status_code, answer.json()["status"]) == (202, "PENDING")
    stack.worker.start()
    assert succeeded(planner, task_id)


def test_a_worker_trains_a_product_first_that_has_no_model(planner):
    sku = new_product(planner, 30)
    result = succeeded(planner, submitted(planner.post("/predict/async", json={"product_sku": sku})))
    assert result["model_version"] == 1
    assert "no model" in result["note"]


@pytest.mark.parametrize(
    ("harm", "note"),
    [
        (lambda file: file.write_text('{"growth": "lin'), "damaged"),
        (lambda file: file.write_text("[]"), "damaged"),
        (lambda file: file.write_bytes(b"\xff\xfe\x00"), "damaged"),
        (lambda file: file.unlink(), "missing"),
    ],
)
def test_a_harmed_model_is_trained_again_and_said_so(stack, planner, harm, note):
    sku = trained_product(planner, MANY_DAYS)
    harm(stack.data / "models" / f"{sku}.json")
    result = succeeded(planner, submitted(planner.post("/predict/async", json={"product_sku": sku})))
    assert note in result["note"]
    assert result["model_version"] == 2
    assert (stack.data / "models" / f"{sku}.json").stat().st_size > 1000


def batch(client, skus, accept="application/json", known="", **body):
    headers = {"Accept": accept, "If-None-Match": known}
    return client.post("/predict/batch", json={"product_skus": skus} | body, headers=headers)


def test_a_batch_answers_for_each_product_in_the_order_asked_for(planner):
    trained, untrained, unsold = trained_product(planner), new_product(planner, 30), new_product(planner)
    items = batch(planner, [unsold, trained, "no-such", untrained], days=3).raise_for_status().json()["items"]
    assert [item["product_sku"] for item in items] == [unsold, trained, "no-such", untrained]
    assert [item.get("error", {}).get("code") for item in items] == ["nothing_sold", None, "product_not_found", None]
    alone = predict(planner, trained, days=3).json()
    assert items[1] == alone | {"chart_data": alone["chart_data"][30:]}


def test_a_batch_comes_as_lines_or_as_a_table(planner):
    skus = [trained_product(planner), new_product(planner)]
    lines = batch(planner, skus, "application/x-ndjson", days=2).text.splitlines()
    assert [json.loads(line)["product_sku"] for line in lines] == skus
    rows = list(csv.DictReader(io.StringIO(batch(planner, skus, "text/csv", days=2, quantiles=[0.9]).text)))
    assert [(row["product_sku"], row["error"]) for row in rows] == [(skus[0], "")] * 2 + [(skus[1], "nothing_sold")]
    assert float(rows[0]["lower"]) <= float(rows[0]["predicted"]) <= float(rows[0]["q0.9"])


def test_a_table_holds_no_formulas(planner):
    sku = new_product(planner, sku=f"=1+1;{uuid.uuid4().hex}")
    assert batch(planner, [sku], "text/csv").text.splitlines()[1].startswith(f"'{sku},")


def test_what_has_not_changed_is_not_sent_again(planner):
    sku = trained_product(planner)
    first = batch(planner, [sku])
    assert batch(planner, [sku], known=first.headers["ETag"]).status_code == 304
    succeeded(planner, train(planner, sku))
    assert batch(planner, [sku], known=first.headers["ETag"]).status_code == 200


def test_a_batch_is_bounded(planner):
    assert_problem(batch(planner, [f"P-{number}" for number in range(5001)]), 422, "too_many_products")
    assert_problem(batch(planner, "some"), 422, "invalid_request")

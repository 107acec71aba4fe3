"""Stock, suppliers, purchase orders and what is told of them, over HTTP and through a real worker."""

import csv
import io
import json
import uuid
from datetime import timedelta

import pytest

from tests import receivers
from tests.functional.steps import assert_problem, new_product, submitted, succeeded, train, trained_product
from utils import clock


def day(offset):
    return (clock.today() + timedelta(days=offset)).isoformat()


def entered(client, sku, **fields):
    """A line of a new purchase order, as the API shows it."""
    line = {"number": uuid.uuid4().hex, "product_sku": sku, "quantity": 24, "ordered_on": day(-3)} | fields
    (order,) = client.post("/purchase-orders", json={"lines": [line]}).raise_for_status().json()["items"]
    return order


def test_an_order_is_entered_received_and_raises_the_stock(planner):
    sku = new_product(planner)
    planner.patch(f"/products/{sku}", json={"on_hand": 5.0, "supplier": "Mill"}).raise_for_status()
    order = entered(planner, sku)
    assert (order["status"], order["supplier"], order["outstanding"]) == ("open", "Mill", 24)
    answer = planner.post(f"/purchase-orders/{order['id']}/receipts", json={"quantity": 30})
    assert answer.status_code == 201
    assert (answer.json()["status"], answer.json()["over_received"]) == ("received", 6)
    assert planner.get(f"/products/{sku}").json()["on_hand"] == 35
    assert planner.get(f"/products/{sku}/stock").json()["items"] == [{"date": day(0), "on_hand": 35}]
    assert planner.get(answer.headers["Location"]).json()["receipts"][0]["quantity"] == 30


def test_orders_are_found_changed_and_cancelled(planner, viewer):
    sku = new_product(planner)
    late = entered(planner, sku, expected_on=day(-1))
    found = viewer.get("/purchase-orders", params={"product_sku": sku, "overdue": "true"}).json()["items"]
    assert [order["id"] for order in found] == [late["id"]]
    changed = planner.patch(f"/purchase-orders/{late['id']}", json={"expected_on": day(3)}).json()
    assert (changed["overdue"], changed["expected_on"]) == (False, day(3))
    planner.patch(f"/purchase-orders/{late['id']}", json={"status": "cancelled"}).raise_for_status()
    again = planner.patch(f"/purchase-orders/{late['id']}", json={"quantity": 1})
    assert_problem(again, 409, "purchase_order_closed")
    came = planner.post(f"/purchase-orders/{late['id']}/receipts", json={"quantity": 1})
    assert_problem(came, 409, "receipt_refused")


def test_faulty_lines_are_pointed_at(planner):
    line = {"number": "1", "product_sku": "no such product", "quantity": 1}
    problem = assert_problem(planner.post("/purchase-orders", json={"lines": [line]}), 422, "order_lines_refused")
    assert problem["errors"][0]["pointer"] == "/lines/0/product_sku"


def test_a_file_of_orders_that_went_out_comes_back_unchanged(planner):
    sku = new_product(planner, sku=f"=SUM(A1)-{uuid.uuid4().hex[:8]}")
    entered(planner, sku, quantity=2.5, supplier="Mill & Sons")
    answer = planner.get("/purchase-orders", params={"product_sku": sku}, headers={"Accept": "text/csv"})
    assert answer.headers["Content-Type"].startswith("text/csv")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["product_sku"], row["quantity"], row["supplier"]) == (f"'{sku}", "2.5", "Mill & Sons")
    report = planner.post("/purchase-orders/import", files={"file": answer.content}).json()
    assert (report["unchanged"], report["rejected"]) == (1, 0)


def test_files_of_stock_and_receipts_are_taken(planner):
    sku = new_product(planner)
    order = entered(planner, sku)
    stock = planner.post("/stock/import", content=f"sku,date,stock\n{sku},{day(-1)},3\n{sku},soon,3\n").json()
    assert (stock["recorded"], stock["rejected_rows"][0]["line"]) == (1, 3)
    receipts = f"number,product_sku,quantity,received_on\n{order['number']},{sku},4,{day(0)}\n"
    assert planner.post("/purchase-orders/receipts/import", content=receipts).json()["recorded"] == 1
    assert planner.get(f"/products/{sku}").json()["on_hand"] == 7


def test_suppliers_are_kept_with_their_minimums(planner, viewer):
    name = f"Mill {uuid.uuid4().hex[:8]}"
    supplier = planner.post("/suppliers", json={"name": name, "min_order_value": 250}).json()
    changed = planner.patch(f"/suppliers/{supplier['id']}", json={"min_order_units": 12}).json()
    assert (changed["min_order_value"], changed["min_order_units"]) == (250, 12)
    assert_problem(planner.post("/suppliers", json={"name": name}), 409, "supplier_exists")
    assert planner.delete(f"/suppliers/{supplier['id']}").status_code == 204
    assert name not in [item["name"] for item in viewer.get("/suppliers?limit=1000").json()["items"]]


def test_days_without_stock_are_unknown_to_the_model(planner):
    sku = new_product(planner)
    sold = [{"product_sku": sku, "date": day(-age), "quantity": 10} for age in range(60, 20, -1)]
    planner.post("/sales", json={"rows": sold}).raise_for_status()
    levels = [{"product_sku": sku, "date": day(age), "on_hand": units} for age, units in ((-60, 9), (-21, 0))]
    planner.post("/stock", json={"rows": levels}).raise_for_status()
    # The shop itself was open until yesterday.
    new_product(planner, 2)
    succeeded(planner, train(planner, sku))
    forecast = planner.post("/predict", json={"product_sku": sku}).json()["chart_data"]
    assert min(point["predicted"] for point in forecast if point["predicted"] is not None) > 8


@pytest.fixture
def receiver(admin):
    with receivers.http_receiver() as server:
        webhook = admin.post("/webhooks", json={"url": server.url, "events": ["stockout.risk", "orders.ready"]}).json()
        yield server
        admin.delete(f"/webhooks/{webhook['id']}")


def test_a_run_tells_what_runs_out_and_that_orders_are_ready(planner, receiver):
    sku = trained_product(planner)
    planner.patch(f"/products/{sku}", json={"on_hand": 0.0}).raise_for_status()
    succeeded(planner, submitted(planner.post("/tasks/training/all")))
    news = []
    while not {"stockout.risk", "orders.ready"} <= {document["type"] for document in news}:
        assert receiver.arrived.wait(30), news
        receiver.arrived.clear()
        news = [json.loads(body) for _, body in receiver.received]
    risks = [document["data"]["products"] for document in news if document["type"] == "stockout.risk"]
    assert sku in [product["product_sku"] for products in risks for product in products]

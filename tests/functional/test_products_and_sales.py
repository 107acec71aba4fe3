"""Products and sales over HTTP, and files of sales through a real worker."""

import gzip
import uuid

import pytest

from tests.functional.steps import assert_problem, new_product, submitted, succeeded, wait_until


def file_of(sku, days=3):
    return ("sku,date,qty\n" + "".join(f"{sku},2024-01-{day:02},{day}\n" for day in range(1, days + 1))).encode()


@pytest.fixture
def sku():
    return f"TEST-{uuid.uuid4().hex[:12]}"


def test_every_fault_of_a_request_is_listed_and_nothing_is_written(planner, sku):
    good = {"product_sku": sku, "date": "2024-01-01", "quantity": 1}
    rows = [good, good | {"quantity": "5"}, good | {"date": "2999-01-01"}, good | {"product_sku": "x" * 70}]
    problem = assert_problem(planner.post("/sales", json={"rows": rows}), 422, "invalid_request")
    pointers = {error["pointer"] for error in problem["errors"]}
    assert pointers == {"/rows/1/quantity", "/rows/2/date", "/rows/3/product_sku"}
    assert planner.get(f"/products/{sku}").status_code == 404


@pytest.mark.parametrize("number", [0, 10_001])
def test_no_rows_and_too_many_rows_are_refused(planner, sku, number):
    rows = [{"product_sku": sku, "date": "2024-01-01", "quantity": 1}] * number
    problem = assert_problem(planner.post("/sales", json={"rows": rows}), 422, "invalid_request")
    assert problem["errors"][0]["pointer"] == "/rows"


def test_sales_can_be_asked_for_by_period(planner, sku):
    rows = [{"product_sku": sku, "date": f"2024-01-0{day}", "quantity": day} for day in (1, 2, 3)]
    planner.post("/sales", json={"rows": rows}).raise_for_status()
    items = planner.get(f"/products/{sku}/sales?from=2024-01-02&to=2024-01-03").json()["items"]
    told = {"date": "2024-01-02", "quantity": 2, "in_stock": True, "price": None, "promo": False}
    assert items[0] == told | {"returned": 0, "span_days": 1}
    assert len(items) == 2
    assert_problem(planner.get(f"/products/{sku}/sales?from=soon"), 422, "invalid_request")


def test_a_viewer_reads_and_does_not_write(viewer, planner):
    sku = new_product(planner)
    assert viewer.get(f"/products/{sku}").status_code == 200
    assert_problem(viewer.patch(f"/products/{sku}", json={"name": "x"}), 403, "forbidden")
    assert_problem(viewer.delete(f"/products/{sku}"), 403, "forbidden")
    assert_problem(viewer.post("/sales/import", content=file_of(sku)), 403, "forbidden")


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
@pytest.mark.parametrize("as_form", [True, False])
def test_a_file_is_imported_however_it_is_sent(planner, sku, compress, as_form):
    content = compress(file_of(sku))
    sent = {"files": {"file": content}} if as_form else {"content": content}
    result = succeeded(planner, submitted(planner.post("/sales/import", **sent)))
    assert (result["inserted"], result["rejected"]) == (3, 0)
    assert len(planner.get(f"/products/{sku}/sales").json()["items"]) == 3


def test_a_file_larger_than_other_bodies_may_be_is_taken(planner, sku):
    content = file_of(sku) + 170 * (b" " * 100_000 + b"\n")
    assert succeeded(planner, submitted(planner.post("/sales/import", content=content)))["inserted"] == 3


def test_a_dry_run_writes_nothing(planner, sku):
    answer = planner.post("/sales/import?dry_run=true", content=file_of(sku))
    assert succeeded(planner, submitted(answer))["inserted"] == 3
    assert planner.get(f"/products/{sku}").status_code == 404


def test_an_import_is_taken_back_once(planner, viewer, sku):
    task_id = submitted(planner.post("/sales/import?source=till-2", content=file_of(sku)))
    assert succeeded(planner, task_id)["source"] == "till-2"
    undo = f"/imports/{task_id}/undo"
    assert_problem(viewer.post(undo), 403, "forbidden")
    assert planner.post(undo).json() == {"restored": 3, "kept": 0, "products_removed": 1}
    assert planner.get(f"/products/{sku}").status_code == 404
    assert_problem(planner.post(undo), 409, "already_undone")


def test_sources_of_a_day_add_up_and_a_return_is_told(planner, sku):
    rows = [{"product_sku": sku, "date": "2024-01-01", "quantity": quantity} for quantity in (5, 7, 1)]
    assert planner.post("/sales", json={"rows": rows}).json()["lines_added_up"] == 2
    back = {"product_sku": sku, "date": "2024-01-02", "quantity": -2}
    counts = planner.post("/sales", json={"rows": [rows[0], back], "source": "web"}).json()
    assert (counts["returns_netted"], counts["carried_back"]) == (1, 2)
    days = planner.get(f"/products/{sku}/sales").json()["items"]
    assert [(day["quantity"], day["returned"]) for day in days] == [(18, 0), (0, 2)]


def test_rejected_rows_are_handed_out(planner, sku):
    task_id = submitted(planner.post("/sales/import", content=file_of(sku) + b"B,yesterday,1\n"))
    assert succeeded(planner, task_id)["rejected_rows"][0]["line"] == 5
    answer = planner.get(f"/sales/import/{task_id}/rejected")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.text.splitlines()[1].startswith("5,date,yesterday,")


def test_a_broken_file_fails_with_the_reason(planner, sku):
    task = wait_until(planner, submitted(planner.post("/sales/import", content=gzip.compress(file_of(sku))[:-5])))
    assert (task["status"], task["error"]["code"]) == ("FAILURE", "damaged_file")
    assert planner.get(f"/products/{sku}").status_code == 404


def test_a_form_without_a_file_is_refused(planner):
    assert_problem(planner.post("/sales/import", files={"other": b"x"}), 400, "bad_request")

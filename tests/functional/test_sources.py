"""A source read by a real worker."""

import uuid

import psycopg2
import pytest

from tests.functional.steps import assert_problem, submitted, wait_until

QUERY = "SELECT code AS product_sku, day AS date, units AS quantity FROM sold"


@pytest.fixture
def codes():
    return [f"SRC-{uuid.uuid4().hex[:12]}" for _ in range(3)]


@pytest.fixture
def source(admin, postgresql, codes):
    """A month of three products in another database."""
    url = postgresql.create_database(f"till_{uuid.uuid4().hex[:8]}")
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE sold (code text, day date, units numeric)")
        cursor.execute(
            "INSERT INTO sold SELECT code, date '2026-03-01' + day, 5 FROM unnest(%s) code, generate_series(0, 29) day",
            [codes],
        )
    connection.close()
    name = f"test-{uuid.uuid4().hex[:12]}"
    body = {"name": name, "kind": "sql", "url": url, "query": QUERY, "since_column": "date", "cron": "0 5 * * *"}
    admin.post("/sources", json=body).raise_for_status()
    yield name
    admin.delete(f"/sources/{name}")


def test_a_planner_reads_a_source_and_its_sales_are_there(planner, source, codes):
    task = wait_until(planner, submitted(planner.post(f"/sources/{source}/run")), "SUCCESS")
    assert task["result"]["rows"] == 90
    assert len(planner.get(f"/products/{codes[0]}/sales").json()["items"]) == 30
    told = planner.get(f"/sources/{source}").json()
    assert (told["last_status"], told["rows"], told["read_until"]) == ("SUCCESS", 90, "2026-03-30")
    assert told["schedule"]["name"] == f"source-{source}"


def test_what_a_source_has_brought_is_taken_back(planner, admin, source, codes):
    task = wait_until(planner, submitted(planner.post(f"/sources/{source}/run")), "SUCCESS")
    undone = admin.post(f"/imports/{task['result']['files'][0]['task_id']}/undo")
    assert (undone.status_code, undone.json()["products_removed"]) == (200, 3), undone.text
    assert planner.get(f"/products/{codes[0]}").status_code == 404


def test_a_source_that_is_gone_is_not_read(planner, admin, source):
    admin.delete(f"/sources/{source}").raise_for_status()
    assert_problem(planner.post(f"/sources/{source}/run"), 404, "source_not_found")

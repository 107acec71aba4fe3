"""From a forecast, over the sales that came later, to its accuracy."""

import csv
from datetime import timedelta

import pytest

from app.db import transaction
from app.models import Product, Sale
from services.accuracy import scoring
from services.jobs import task_runs
from services.task_service import TaskService
from services.training import training_service
from utils import clock

WEEK = [30, 12, 14, 13, 15, 22, 28]


@pytest.fixture
def scored(database):
    """Two products that sell the same every week, trained a week ago, and scored by the week since."""
    for sku in ("BRD-001", "=ROL"):
        with transaction() as session:
            now = clock.now()
            product = Product(sku=sku, category="Bread", unit_price=2, created_at=now, updated_at=now)
            session.add(product)
            session.flush()
            session.add_all(_sales(product, range(-69, 1)))
        training_service.train_now(product)
    with transaction() as session:
        session.add_all(sale for product in session.query(Product).all() for sale in _sales(product, range(1, 8)))
    job = scoring.job_for_scoring()
    scoring.score_catalogue(task_runs.start(TaskService.submit(job).task_id, job))


def _sales(product, ages):
    learnt = clock.today() - timedelta(days=8)
    return [Sale(product_id=product.id, day=learnt + timedelta(age), quantity=WEEK[age % 7]) for age in ages]


def test_accuracy_is_told_by_product_and_in_total(scored, signed_in):
    answer = signed_in("viewer", "viewer").get("/accuracy?lead=1-7").json
    assert [line["sku"] for line in answer["items"]] == ["=ROL", "BRD-001"]
    assert answer["total"]["forecasts"] == 14
    assert answer["total"]["wape"] < 0.1
    assert answer["total"]["money"]["actual"] == 2 * answer["total"]["units"]["actual"] == 4 * sum(WEEK)


def test_pages_are_linked(scored, admin):
    first = admin.get("/accuracy?limit=1&sort=-error")
    assert first.headers["Link"].endswith('rel="next"')
    second = admin.get("/accuracy", query_string={"limit": 1, "sort": "-error", "cursor": first.json["next_cursor"]})
    assert {first.json["items"][0]["sku"], second.json["items"][0]["sku"]} == {"BRD-001", "=ROL"}


def test_accuracy_comes_as_a_table_that_no_spreadsheet_takes_for_formulas(scored, admin):
    table = admin.get("/accuracy", headers={"Accept": "text/csv"})
    assert table.mimetype == "text/csv"
    lines = list(csv.DictReader(table.text.splitlines()))
    assert [line["sku"] for line in lines] == ["'=ROL", "BRD-001"]
    assert float(lines[1]["money_actual"]) == 2 * float(lines[1]["units_actual"])

import io
from datetime import timedelta

import pytest

from app.db import transaction
from app.models import Product, StockLevel
from services.jobs import jobs, task_runs
from services.sales import imports
from services.sales.import_inspection import Doubtful
from services.sales.imports import ImportRequest, Terms
from services.sales.sales_merge import Declared
from services.task_service import TaskService
from utils import clock


def yesterday():
    return clock.today() - timedelta(days=1)


def days(count, until=None):
    until = until or yesterday()
    return [until - timedelta(days=ago) for ago in reversed(range(count))]


@pytest.fixture
def take(user_ids):
    """What comes of rows of product, day and units of a source."""

    def import_rows(rows, source="till", doubt=100.0):
        text = "sku,date,qty\n" + "".join(f"{sku},{day},{units}\n" for sku, day, units in rows)
        task_id = imports.submit(
            io.BytesIO(text.encode()), ImportRequest(declared=Declared(source)), user_ids[0]
        ).task_id
        job = jobs.of_record(TaskService.get_task_status(task_id))
        running = task_runs.start(task_id, job)
        return imports.take(running, job, Terms(task_id, running.finish, doubt))

    return import_rows


def found(result, code):
    return next((finding for finding in result["findings"] if finding["code"] == code), None)


def test_a_day_is_judged_by_what_the_product_sells_not_by_the_shop(take):
    rows = [("big", day, 500) for day in days(30)] + [("small", day, 3) for day in days(30)]
    assert found(take(rows), "unusual_days") is None
    odd = found(take([*rows[:-1], ("small", yesterday(), 31)]), "unusual_days")
    assert f"small on {yesterday()}: 31, usually 3" in odd["message"]
    assert odd["percent"] == pytest.approx(100 * 31 / (30 * 500 + 29 * 3 + 31), abs=0.1)


def test_one_day_alone_is_judged_by_the_stored_history(take):
    take([("A", day, 4) for day in days(30, yesterday() - timedelta(days=1))])
    odd = found(take([("A", yesterday(), 400)]), "unusual_days")
    assert odd["percent"] == 100
    assert found(take([("A", yesterday(), 12)]), "unusual_days") is None


def test_too_much_that_is_odd_stops_an_import_before_anything_is_written(take):
    take([("A", day, 4) for day in days(30, yesterday() - timedelta(days=1))])
    with pytest.raises(Doubtful, match="ten times"):
        take([("A", yesterday(), 400), ("new", yesterday(), 1)], doubt=10)
    assert take([("A", yesterday(), 4)], doubt=10)["inserted"] == 1


def test_a_new_code_that_looks_like_a_known_one_is_told(take):
    take([("ab 1", yesterday(), 4)])
    odd = found(take([("AB1", yesterday(), 4), ("other", yesterday(), 1)]), "codes_like_known_ones")
    assert "AB1 beside ab 1" in odd["message"]
    assert odd["percent"] == 50


def test_a_store_that_always_sells_is_missed_and_one_that_is_closed_that_day_is_not(take):
    before = days(28, yesterday() - timedelta(days=1))
    closed = [day for day in before if day.weekday() != yesterday().weekday()]
    take([("A@North", day, 4) for day in before] + [("A@South", day, 4) for day in before])
    take([("A@East", day, 4) for day in closed])
    odd = found(take([("A@North", yesterday(), 4)]), "silent_stores")
    assert odd["message"] == f"Stores without a day: South, {yesterday()}."
    assert odd["percent"] == 50


def test_a_file_with_far_fewer_rows_than_the_last_ones_of_its_source_is_told(take):
    for day in days(4)[:3]:
        take([(f"P{number}", day, 4) for number in range(20)])
    assert found(take([("P1", yesterday(), 4)], source="another"), "sudden_drop") is None
    odd = found(take([(f"P{number}", yesterday(), 4) for number in range(5)]), "sudden_drop")
    assert odd["message"].startswith("The file has 5 products; the last 3")
    assert odd["percent"] == 75


def test_a_file_of_more_days_is_measured_by_the_day(take):
    for day in days(4)[:3]:
        take([(f"P{number}", day, 4) for number in range(20)])
    assert found(take([(f"P{number}", day, 4) for number in range(20) for day in days(30)]), "sudden_drop") is None


def test_codes_that_nobody_knows_are_told_once_the_source_has_a_history(take):
    assert take([("A", yesterday(), 1)])["findings"] == []
    assert found(take([(f"400638{number}", yesterday(), 1) for number in range(5)]), "unknown_codes")["percent"] == 100


def test_days_without_a_sale_while_nothing_was_in_stock_are_told_and_put_nothing_in_doubt(take):
    take([("A", day, 4) for day in days(10)[:5]])
    with transaction() as session:
        product = session.query(Product).one()
        session.add(StockLevel(product_id=product.id, day=days(3)[0], on_hand=0, counted=True))
    odd = found(take([("A", days(8)[0], 4), ("A", yesterday(), 4)]), "empty_shelves")
    assert f"A, {days(3)[0]}" in odd["message"]
    assert odd["percent"] == 0


def test_rejected_rows_put_a_file_in_doubt_and_are_no_warning_of_their_own(take):
    result = take([("A", yesterday(), 4), ("B", yesterday(), "x")])
    assert found(result, "rows_rejected")["percent"] == 50
    assert result["warnings"] == []

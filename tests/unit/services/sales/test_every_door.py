"""One file, whatever it comes in and by whatever door: the same days are kept, and the same are learnt from."""

import csv
import gzip
import io
import os
from pathlib import Path

import pytest

from services.errors import InvalidInput
from services.files.options import FileOptions
from services.jobs import jobs, task_runs
from services.sales import imports, sales_service
from services.sales.imports import ImportRequest
from services.sales.sales_frame import SalesFile
from services.sales.sales_merge import Declared
from services.sales.sales_service import HistoryQuery, SaleRow
from services.task_service import TaskService
from tests.unit.services.files.shop_files import basics
from tests.unit.services.files.shop_files.wrappings import as_workbook, with_zip
from utils import clock
from utils.config import use_settings

MARCH = "2026-03-"
KINDS = basics.FILES


@pytest.fixture
def taken_in(user_ids):
    def take_in(content, **asked):
        task_id = imports.submit(io.BytesIO(content), ImportRequest(**asked), user_ids[0]).task_id
        job = jobs.of_record(TaskService.get_task_status(task_id))
        return imports.run(task_runs.start(task_id, job), job)

    return take_in


def kept(sku):
    sales = sales_service.history(HistoryQuery(sku), 500, None).items
    return {sale.day.isoformat(): round(sale.quantity, 6) for sale in sales}


def in_march(days):
    return {f"{MARCH}{day:02}": units for day, units in days.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_wrapping_of_a_file_keeps_the_same_days(taken_in, kind):
    text, wanted = KINDS[kind]
    content = text.encode()
    taken_in(content)
    assert {sku: kept(sku) for sku in wanted} == {sku: in_march(days) for sku, days in wanted.items()}
    for packed in (gzip.compress(content), with_zip(content), as_workbook(content)):
        again = taken_in(packed)
        assert (again["inserted"], again["updated"], again["removed"]) == (0, 0, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_the_evaluation_learns_from_the_same_sales(tmp_path, kind):
    text, wanted = KINDS[kind]
    (tmp_path / "sales.csv").write_text(text)
    frame = SalesFile(tmp_path / "sales.csv", FileOptions(timezone="UTC").overrules(), clock.today()).frame
    returned = 2 if kind == "a return on a later day" else 0
    sold = frame.groupby("product_sku", observed=True)["quantity"].sum().to_dict()
    # A total of one week alone stays one: it is forecast in its own step.
    assert sold == pytest.approx({sku: sum(days.values()) - returned for sku, days in wanted.items()})


def test_rows_of_a_program_are_kept_as_those_of_a_file(taken_in):
    text, wanted = KINDS["a return on a later day"]
    rows = list(csv.DictReader(io.StringIO(text)))
    sales_service.record_sales(
        [SaleRow(product_sku="B", date=row["date"], quantity=float(row["quantity"])) for row in rows]
    )
    assert kept("B") == in_march(wanted["A"])


FOLDER = os.environ.get("STOCKCAST_CASES")


@pytest.mark.skipif(not FOLDER, reason="needs more files, in the folder STOCKCAST_CASES")
def test_files_of_a_folder_are_kept_or_refused_alike_in_every_wrapping(taken_in, database):
    # Nobody ends the task of an import that is refused here.
    use_settings(database.model_copy(update={"max_imports_per_user": 1000}))
    for file in sorted(Path(FOLDER or "").glob("*.csv")):
        content, declared = file.read_bytes(), Declared(source=file.stem)
        first, *others = (_outcome(taken_in, packed(content), declared) for packed in (bytes, gzip.compress, with_zip))
        assert others == [first, first], file.name


def _outcome(taken_in, content, declared):
    """Why a file is refused, or how many days of products it tells of."""
    try:
        counts = taken_in(content, declared=declared)
    except InvalidInput as refused:
        return refused.code
    return counts["inserted"] + counts["unchanged"] + counts["updated"]

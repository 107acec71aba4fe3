"""A file means the same at every door: upload, body, page and command."""

import gzip
import io
import threading
import time

import pytest

from app import cli
from services.files import uploads
from services.imports import kinds, previews
from services.jobs import jobs, task_runs
from services.sales import imports, sales_service
from services.sales.imports import ImportRequest
from services.sales.sales_service import HistoryQuery
from services.task_service import TaskFilter, TaskService
from tests.unit.services.files.shop_files import basics, enterprise, tills, web_shops, wholesale
from tests.unit.services.files.shop_files.wrappings import as_workbook, with_zip

FILES = basics.FILES | tills.FILES | web_shops.FILES | enterprise.FILES | wholesale.FILES
TRIED = (
    "a Dutch till",
    "Shopify, order fields on the first line only",
    "a month",
    "sold from several places: Whse",
    "whole cases, and single units beside them",
)


def by_upload(client, content, path):
    client.post("/sales/import", data={"file": (io.BytesIO(content), path.name)})
    work()


def by_body(client, content, path):
    client.post("/sales/import", data=content, content_type="application/octet-stream")
    work()


def by_page(client, content, path):
    with uploads.received(io.BytesIO(content)) as upload_id:
        assert previews.of_upload(upload_id, kinds.find("sales")).is_ready
        imports.submit_again(upload_id, ImportRequest())
    work()


def by_command(client, content, path):
    path.write_bytes(content)
    worker = threading.Thread(target=work)
    worker.start()
    done = cli.create_app().test_cli_runner().invoke(args=["import", str(path)])
    worker.join()
    assert done.exit_code == 0, done.output


def work():
    """Import what waits, as a worker does."""
    for _ in range(600):
        for record in TaskService.list_tasks(TaskFilter(name=jobs.IMPORT_SALES), 1, None).items:
            job = jobs.of_record(record)
            imports.run(task_runs.start(record.id, job), job)
            return
        time.sleep(0.05)


@pytest.mark.parametrize("door", [by_upload, by_command])
def test_the_name_of_a_file_comes_with_it(admin, tmp_path, door):
    door(admin, b"sku,qty\nA,3\n", tmp_path / "sales_20260302")
    assert [sale.day.isoformat() for sale in sales_service.history(HistoryQuery("A"), 9, None).items] == ["2026-03-02"]


@pytest.mark.parametrize("door", [by_upload, by_body, by_page, by_command])
@pytest.mark.parametrize("name", TRIED)
@pytest.mark.parametrize("wrap", [bytes, gzip.compress, with_zip, as_workbook], ids=["text", "gzip", "zip", "workbook"])
def test_a_file_is_kept_alike_by_every_door(admin, tmp_path, door, name, wrap):
    text, wanted = FILES[name]
    door(admin, wrap(text.encode()), tmp_path / "sales")
    for sku, days in wanted.items():
        sales = sales_service.history(HistoryQuery(sku), 99, None).items
        assert {sale.day.day: round(sale.quantity, 6) for sale in sales} == days

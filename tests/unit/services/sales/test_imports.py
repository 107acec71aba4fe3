import csv
import gzip
import io
import os
import time

import pytest
import sqlalchemy as sa

from app.db import snapshot
from app.models import Product, Sale
from services.errors import InvalidInput, NotFound, TaskNotOurs, TooMany
from services.files import uploads
from services.files.options import FileOptions
from services.jobs import jobs, task_runs
from services.sales import imports
from services.sales.imports import ImportRequest
from services.task_service import TaskService
from utils.config import use_settings

GOOD = b"sku,date,qty\nA,2024-01-01,1\nB,2024-01-01,2\nA,2024-01-02,3\n"


class Import:
    """An import that was asked for, and can be worked at."""

    def __init__(self, content, user_id, **asked):
        self.task_id = imports.submit(io.BytesIO(content), ImportRequest(**asked), user_id).task_id
        self.job = jobs.of_record(TaskService.get_task_status(self.task_id))

    def start(self):
        return task_runs.start(self.task_id, self.job)

    def run(self):
        return imports.run(self.start(), self.job)


@pytest.fixture
def imported(user_ids):
    return lambda content, **options: Import(content, user_ids[0], **options)


def kept():
    with snapshot() as session:
        return [session.scalar(sa.select(sa.func.count()).select_from(model)) for model in (Product, Sale)]


def test_a_file_is_imported_and_removed(imported):
    job = imported(GOOD)
    result = job.run()
    assert (result["rows_read"], result["inserted"], result["products_created"]) == (3, 3, 2)
    assert kept() == [2, 3]
    assert not uploads.upload_path(job.job.upload_id).exists()


def test_the_task_ends_with_the_import(imported):
    job = imported(gzip.compress(GOOD))
    result = job.run()
    record = TaskService.get_task_status(job.task_id)
    assert (record.status, record.result) == ("SUCCESS", result)


def test_the_same_file_again_changes_nothing(imported):
    imported(GOOD).run()
    again = imported(GOOD).run()
    assert (again["inserted"], again["updated"], again["unchanged"]) == (0, 0, 3)


def test_a_dry_run_counts_the_same_and_writes_nothing(imported):
    trial = imported(GOOD, dry_run=True).run()
    assert kept() == [0, 0]
    assert imported(GOOD).run() == trial | {"dry_run": False}


def test_a_file_that_breaks_off_leaves_nothing(imported):
    job = imported(gzip.compress(GOOD)[:-6])
    with pytest.raises(InvalidInput, match="Nothing was imported"):
        job.run()
    assert kept() == [0, 0]
    assert not uploads.upload_path(job.job.upload_id).exists()


def test_a_cancelled_import_leaves_nothing(imported):
    job = imported(GOOD)
    running = job.start()
    TaskService.cancel_task(job.task_id)
    with pytest.raises(TaskNotOurs):
        imports.run(running, job.job)
    assert kept() == [0, 0]


def test_an_import_taken_over_in_the_middle_starts_from_the_beginning(imported, monkeypatch):
    job = imported(GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(imports.sales_merge, "merge", _die)
        with pytest.raises(ConnectionError):
            job.run()
    assert kept() == [0, 0]
    assert job.run()["inserted"] == 3


def _die(*args, **options):
    raise ConnectionError("the database went away")


def test_every_rejected_row_is_listed_and_the_first_are_in_the_result(imported):
    job = imported(b"sku,date,qty\n" + b"A,2024-01-01,x\n" * 1500 + b"A,2024-01-01,1\n")
    result = job.run()
    assert (result["rejected"], len(result["rejected_rows"]), result["inserted"]) == (1500, 1000, 1)
    assert not result["rejected_rows_complete"]
    with imports.rejections_file(job.task_id).open() as file:
        lines = [int(row["line"]) for row in csv.DictReader(file)]
    assert lines == list(range(2, 1502))


def test_an_import_that_took_every_row_has_no_list(imported):
    job = imported(GOOD)
    job.run()
    with pytest.raises(NotFound):
        imports.rejections_file(job.task_id)


def test_the_list_of_another_user_is_not_found(imported, user_ids):
    job = imported(GOOD + b"A,2024-01-01,x\n")
    job.run()
    with pytest.raises(NotFound):
        imports.rejections_file(job.task_id, user_ids[1])


def test_a_file_of_which_every_row_is_rejected_is_refused_and_changes_nothing(imported):
    job = imported(b"sku,date,qty\nA,2024-01-01,x\nB,2024-01-01,y\n")
    with pytest.raises(InvalidInput, match=r"None of the 2 rows.*line 2, quantity 'x': this is not a number"):
        job.run()
    assert kept() == [0, 0]
    assert not uploads.upload_path(job.job.upload_id).exists()


def test_what_the_sender_says_of_a_file_goes_with_it_to_the_worker(imported):
    told = FileOptions(decimal=",", mapping='{"quantity": "How many"}')
    imported(b"sku;date;How many\nA;2024-01-01;1.234\n", options=told).run()
    with snapshot() as session:
        assert session.scalar(sa.select(Sale.quantity)) == 1234


def test_an_upload_on_another_machine_is_a_clear_error(imported):
    job = imported(GOOD)
    uploads.remove(job.job.upload_id)
    with pytest.raises(NotFound, match="DATA_DIR"):
        job.run()


def test_uploads_nobody_waits_for_are_swept_and_others_are_not(imported):
    waiting, dead = imported(GOOD), imported(GOOD)
    TaskService.cancel_task(dead.task_id)
    for job in (waiting, dead):
        os.utime(uploads.upload_path(job.job.upload_id), (0, time.time() - 7200))
    imported(GOOD)
    assert uploads.upload_path(waiting.job.upload_id).exists()
    assert not uploads.upload_path(dead.job.upload_id).exists()


def test_an_id_that_is_a_path_is_refused(configured):
    with pytest.raises(ValueError, match="UUID"):
        uploads.upload_path("../../etc/passwd")


def test_a_user_has_only_so_many_imports_at_a_time(database, user_ids):
    use_settings(database.model_copy(update={"max_imports_per_user": 1}))
    imports.submit(io.BytesIO(b"product_sku,date,quantity\n"), ImportRequest(), user_ids[0])
    with pytest.raises(TooMany):
        imports.submit(io.BytesIO(b""), ImportRequest(), user_ids[0])
    imports.submit(io.BytesIO(b"product_sku,date,quantity\n"), ImportRequest(), user_ids[1])

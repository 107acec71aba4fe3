import threading
import time

import pytest

from app import cli
from services.jobs import jobs, task_runs
from services.sales import imports
from services.task_service import TaskFilter, TaskService


@pytest.fixture
def run(database, tmp_path):
    """What the command says of a file, with a worker beside it that imports the file."""

    def run_command(text, *options):
        file = tmp_path / "sales.csv"
        file.write_text(text)
        worker = threading.Thread(target=_work)
        worker.start()
        done = cli.create_app().test_cli_runner().invoke(args=["import", str(file), *options])
        worker.join()
        return done

    return run_command


def _work():
    for _ in range(600):
        for record in TaskService.list_tasks(TaskFilter(name=jobs.IMPORT_SALES), 1, None).items:
            job = jobs.of_record(record)
            imports.run(task_runs.start(record.id, job), job)
            return
        time.sleep(0.05)


def test_a_file_is_imported_and_what_was_understood_is_said(run):
    done = run("Code;Datum;Menge\nA;01.09.2024;1,5\nA;02.09.2024;x\n")
    assert done.exit_code == 0, done.output
    assert "with a decimal comma" in done.output
    assert "line 3, quantity 'x': this is not a number" in done.output
    assert "2 rows read, 1 inserted" in done.output

"""What the import costs beside the bare least: a `csv.reader` pass and one executemany (SQLite) or COPY (PostgreSQL).

    STOCKCAST_DATA=... python -m benchmarks.import_speed [--rounds 3] [--rows 20000]

Both sides read the same file and fill a table of the same key, in turns. The import checks, adds up, compares and
merges on top of that, and reads the file twice: once to see how it is written. Beside it pandas' own reader, which is
told how, and ours alone; the same for the rows as a workbook. The second import is the one that changes nothing. CPU is
that of this process. With --rows, few of the rows and SQLite alone: to see within seconds that it works.
"""

import argparse
import csv
import gzip
import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy as sa

from app import migrations
from app.db import get_engine
from benchmarks import datasets
from services.files import uploads
from services.files.fields import Overrules
from services.files.reading import Reading
from services.files.writing import workbook_writer
from services.jobs import jobs, task_runs
from services.sales import imports, sales_form
from tests.conftest import settings_for
from tests.servers import PostgreSQL
from utils import clock, ids
from utils.config import use_settings

BARE_TABLE = "CREATE TABLE bare (sku VARCHAR(64), day DATE, quantity FLOAT, PRIMARY KEY (sku, day))"


def bare(path: Path) -> None:
    """Read the file and write its rows, unchecked."""
    with get_engine().begin() as connection, gzip.open(path, "rt", newline="") as file:
        connection.execute(sa.text("DROP TABLE IF EXISTS bare"))
        connection.execute(sa.text(BARE_TABLE))
        rows = csv.reader(file)
        next(rows)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("INSERT INTO bare VALUES (?, ?, ?)", list(map(tuple, rows)))
            return
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        text.seek(0)
        with connection.connection.cursor() as cursor:
            cursor.copy_expert("COPY bare FROM STDIN WITH (FORMAT csv)", text)


def by_pandas(path: Path) -> None:
    """pandas' own reader on the same file, its days parsed."""
    pd.read_csv(path, parse_dates=["date"])


def understood(path: Path) -> None:
    """Our reader alone: what the file is, and its rows."""
    for _ in Reading(path, sales_form.form(clock.today()), Overrules()).blocks():
        pass


def workbook_by_pandas(path: Path) -> None:
    """pandas' own reader of workbooks, with the library that we read them with."""
    pd.read_excel(path, engine="calamine")


def as_workbook(path: Path, place: Path) -> Path:
    """The table as a workbook, its days as days."""
    frame = pd.read_csv(path, parse_dates=["date"], dtype={"product_sku": str})
    columns = list(frame.columns)
    place.write_bytes(workbook_writer.write(columns, frame.itertuples(index=False)).read())
    return place


def few_rows(path: Path, rows: int, place: Path) -> Path:
    """The first rows of the file, as a file."""
    pd.read_csv(path, nrows=rows, dtype=str).to_csv(place, index=False)
    return place


def run_import(path: Path) -> dict[str, Any]:
    """Import the file as a worker does."""
    upload_id, task_id = ids.new_id(), ids.new_id()
    uploads.upload_path(upload_id).parent.mkdir(exist_ok=True)
    uploads.upload_path(upload_id).write_bytes(path.read_bytes())
    job = jobs.ImportSales(upload_id)
    return imports.run(task_runs.start(task_id, job), job)


def compare_workbook(path: Path, rounds: int) -> None:
    """Reading alone, in rows a second of CPU."""
    with tempfile.TemporaryDirectory() as folder:
        use_settings(settings_for(Path(folder), "", "redis://unused"))
        book = as_workbook(path, Path(folder) / "sales.xlsx")
        rows = len(pd.read_excel(book, engine="calamine"))
        sides = {"pandas reads": workbook_by_pandas, "we read": understood}
        best = {side: min(took(work, book)[1] for _ in range(rounds)) for side, work in sides.items()}
    for side, cpu in best.items():
        times = cpu / best["pandas reads"]
        print(f"{'XLSX':11} {side:14} {cpu:6.2f} s CPU  {rows / cpu:9,.0f} rows a second  {times:5.1f} x pandas")


def forget_all() -> None:
    with get_engine().begin() as connection:
        connection.execute(sa.text("DELETE FROM sales"))
        connection.execute(sa.text("DELETE FROM products"))


def took(work: Callable[[Path], Any], path: Path) -> tuple[float, float]:
    """Seconds by the clock, and of this process's CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    work(path)
    return time.perf_counter() - wall, time.process_time() - cpu


def compare(name: str, url: str, path: Path, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        use_settings(settings_for(Path(folder), url, "redis://unused"))
        migrations.upgrade()
        measured: dict[str, list[tuple[float, float]]] = {
            "bare": [],
            "pandas reads": [],
            "we read": [],
            "first import": [],
            "second import": [],
        }
        for _ in range(rounds):
            forget_all()
            measured["bare"].append(took(bare, path))
            measured["pandas reads"].append(took(by_pandas, path))
            measured["we read"].append(took(understood, path))
            measured["first import"].append(took(run_import, path))
            measured["second import"].append(took(run_import, path))
        get_engine().dispose()
    least, pandas = min(measured["bare"])[0], min(cpu for _, cpu in measured["pandas reads"])
    for side, times in measured.items():
        wall, cpu = min(times)
        ratios = f"{wall / least:5.1f} x bare  {cpu / pandas:5.1f} x pandas"
        print(f"{name:11} {side:14} {wall:6.2f} s  {cpu:6.2f} s CPU  {ratios}")


def compare_on_postgresql(path: Path, rounds: int) -> None:
    server = PostgreSQL()
    server.start()
    try:
        compare("PostgreSQL", server.create_database("speed"), path, rounds)
    finally:
        server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, help="only so many rows, on SQLite alone")
    asked = parser.parse_args()
    path = datasets.folder() / "online_retail_daily.csv.gz"
    with tempfile.TemporaryDirectory() as folder:
        path = few_rows(path, asked.rows, Path(folder) / "few.csv.gz") if asked.rows else path
        compare("SQLite", "", path, asked.rounds)
        compare_workbook(path, asked.rounds)
    if not asked.rows:
        compare_on_postgresql(path, asked.rounds)
    with open("/proc/self/status") as status:
        peak = next(line for line in status if line.startswith("VmHWM")).split()[1]
    print(f"Most memory this process ever held: {int(peak) // 1024} MB")


if __name__ == "__main__":
    main()

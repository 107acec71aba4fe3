"""The nightly run, end to end: sales in PostgreSQL, a broker, a worker with two processes, forecasts in PostgreSQL.

    python -m benchmarks.nightly_run [--products 1000,30000] [--days 1900] [--unsold 0.0]

Two runs of each size: one that chooses anew for every product, as happens once a week, and one that forecasts by these
choices, as on the other nights. In a catalogue of several parts a night is a seventh of the first and the rest of the
second. Beside them, in the same run, what cannot be saved: merely reading the same rows, chunk by chunk, by the same
query.
Processor time is that of all worker processes and of the database together. Products are added from one size to the
next, so the last column shows growth.
"""

import argparse
import io
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product, TaskRecord
from benchmarks.clock import family, processor_seconds
from benchmarks.installation import Installation, on_postgresql
from services.histories import sales_rows
from services.jobs import jobs
from tests.stack import Stack
from utils import clock
from utils.config import Settings

CATEGORIES = 40
FILLED_AT_ONCE = 500
SUBMIT = "from services.training import training_service as t; print(t.submit_all('auto', None, '{}').task_id)"
NIGHTS = 7
# One row of binary COPY, as in services.histories.sales_rows: product_id, day, quantity, in_stock, promo.
ROW = np.dtype(
    [
        ("fields", ">i2"),
        *[("length_1", ">i4"), ("product_id", ">i4"), ("length_2", ">i4"), ("day", ">i4")],
        *[("length_3", ">i4"), ("quantity", ">f8"), ("length_4", ">i4"), ("in_stock", "?")],
        *[("length_5", ">i4"), ("promo", "?")],
    ]
)
HEADER, TRAILER = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"


def simulated(draw: np.random.Generator, products: int, days: int) -> np.ndarray:
    """Sales with a week and a year; three of ten products were launched on the way: NaN before."""
    day = np.arange(days)
    week = np.sin(2 * np.pi * (day / 7 + draw.random((products, 1))))
    year = np.cos(2 * np.pi * (day / 365.25 + draw.random((products, 1))))
    sales = draw.poisson(draw.gamma(1.0, 6.0, (products, 1)) * (1 + 0.3 * week + 0.2 * year)).astype(float)
    launched = np.where(draw.random(products) < 0.7, 0, draw.integers(0, max(days - 30, 1), products))
    sales[day < launched[:, None]] = np.nan
    return sales


def copied(sales: np.ndarray, first_id: int) -> io.BytesIO:
    """A block of products as binary COPY; the last day is yesterday."""
    rows, days = np.nonzero(~np.isnan(sales))
    start = clock.today() - timedelta(days=sales.shape[1]) - date(2000, 1, 1)
    table = np.zeros(len(rows), dtype=ROW)
    table["fields"] = 5
    for number, length in enumerate((4, 4, 8, 1, 1), start=1):
        table[f"length_{number}"] = length
    table["product_id"], table["day"] = first_id + rows, start.days + days
    table["quantity"], table["in_stock"] = sales[rows, days], True
    return io.BytesIO(HEADER + table.tobytes() + TRAILER)


def fill(engine: sa.Engine, ids: range, days: int, unsold: float) -> None:
    for begin in range(ids.start, ids.stop, FILLED_AT_ONCE):
        block = range(begin, min(begin + FILLED_AT_ONCE, ids.stop))
        sales = simulated(np.random.default_rng(begin), len(block), days)
        sales[: int(unsold * len(block))] = np.nan
        with engine.begin() as connection:
            now = clock.now()
            rows = [
                {"id": n, "sku": f"SKU-{n}", "category": f"c{n % CATEGORIES}", "created_at": now, "updated_at": now}
                for n in block
            ]
            connection.execute(sa.insert(Product), rows)
            # These rows refer to products just made: no need to have each one checked.
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            copy = "COPY sales (product_id, day, quantity, in_stock, promo) FROM STDIN (FORMAT binary)"
            connection.connection.cursor().copy_expert(copy, copied(sales, block.start))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


def peak_megabytes(pids: Iterator[int]) -> float:
    """The largest peak of any of these processes."""
    peaks = [0.0]
    for pid in pids:
        status = Path(f"/proc/{pid}/status").read_text()
        peaks += [int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")]
    return max(peaks)


def train(stack: Stack, engine: sa.Engine, choose: str) -> float:
    """Seconds from the request to the end of the run."""
    began = time.perf_counter()
    run_id = stack.run("-c", SUBMIT.format(choose)).strip()
    while True:
        with Session(engine) as session:
            run = session.get_one(TaskRecord, run_id)
        if run.finished_at:
            print(
                run.status, {name: run.result[name] for name in ("chosen", "renewed", "skipped", "failed")}, flush=True
            )
            return time.perf_counter() - began
        time.sleep(0.2)


def bare_read(engine: sa.Engine, products: int) -> tuple[float, float]:
    """Wall and own processor seconds of reading every product's rows, in chunks of a run."""
    size = Settings.model_fields["run_chunk_size"].default
    began, spent = time.perf_counter(), time.process_time()
    with Session(engine) as session:
        for first in range(1, products + 1, size):
            sales_rows.read(session, range(first, min(first + size, products + 1)), clock.today())
    return time.perf_counter() - began, time.process_time() - spent


def measure(installed: Installation, products: int) -> dict[str, float]:
    stack, postgresql, engine = installed.stack, installed.postgresql, installed.engine
    figures: dict[str, float] = {"products": products}
    spent = {}
    for night, choose in (("choosing", jobs.ANEW), ("renewing", jobs.WHEN_DUE)):
        before, started = processor_seconds(family(postgresql.pid)), processor_seconds(family(stack.worker.pid))
        figures[f"{night}, wall s"] = train(stack, engine, choose)
        working = processor_seconds(family(stack.worker.pid)) - started
        database = processor_seconds(family(postgresql.pid)) - before
        figures |= {f"{night}, CPU s worker": working, f"{night}, CPU s database": database}
        spent[night] = working + database
        figures[f"{night}, CPU ms a product"] = 1000 * spent[night] / products
    mixed = (spent["choosing"] + (NIGHTS - 1) * spent["renewing"]) / NIGHTS
    between = processor_seconds(family(postgresql.pid))
    read, own = bare_read(engine, products)
    reading = own + processor_seconds(family(postgresql.pid)) - between
    return figures | {
        "a seventh chosen, CPU ms": 1000 * mixed / products,
        "peak MB of a process": peak_megabytes(family(stack.worker.pid)),
        "bare read, wall s": read,
        "bare read, CPU s": reading,
        "choosing / bare read": spent["choosing"] / reading,
        "renewing / bare read": spent["renewing"] / reading,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", default="1000,30000", help="catalogue sizes, ascending, with commas")
    parser.add_argument("--days", type=int, default=1900)
    parser.add_argument("--unsold", type=float, default=0.0, help="share of the products that never sold")
    options = parser.parse_args()
    with on_postgresql("nightly") as installed:
        stack, filled = installed.stack, 0
        stack.run("-m", "flask", "--app", "wsgi", "prepare")
        stack.worker.start()
        stack.worker.wait_until(lambda: " ready." in stack.worker.log.read_text())
        for products in map(int, options.products.split(",")):
            fill(installed.engine, range(filled + 1, products + 1), options.days, options.unsold)
            filled = products
            for title, figure in measure(installed, products).items():
                print(f"{title:>25} {figure:12.2f}", flush=True)


if __name__ == "__main__":
    main()

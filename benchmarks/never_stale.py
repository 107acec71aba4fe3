"""How soon products are forecast, with their advice, on sales that arrived all at once.

    python -m benchmarks.never_stale [--products 5000] [--days 1900] [--bursts 2]

A running shop: web server, a worker with two processes, Beat, PostgreSQL, its catalogue trained. Then one request
brings yesterday's sales of every product, and later another corrects those of a day last week, after which each is
chosen anew. Measured from the request until none of them waits any more. Beside it, what cannot be saved: merely
training the same products on the same sales, in this process.
"""

import argparse
import os
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import ChangedProduct, ModelVersion, OrderAdvice, Product, Sale
from benchmarks.clock import family, processor_seconds, timed
from benchmarks.installation import on_postgresql
from benchmarks.nightly_run import fill, train
from forecasting.progress import silent
from forecasting.settings import TrainingSettings
from services.forecasts import catalogue_models
from services.histories import history_service
from services.jobs import jobs
from services.training import catalogue_learning, choosing
from services.training.choosing import Served
from tests.children import Child
from tests.stack import ROOT, Stack
from utils import clock
from utils.config import get_settings, use_settings

LOOKED_EVERY_SECONDS = 0.5
A_REQUEST = 10_000
# Units are whole in what was filled in: with this much more they differ from what stands there.
CORRECTION = 0.5

# Code, day and units of each.
Sales = list[tuple[str, date, float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=5000)
    parser.add_argument("--days", type=int, default=1900)
    parser.add_argument("--bursts", type=int, default=2, help="1: without the correction")
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    with on_postgresql("stale") as installed:
        stack, engine = installed.stack, installed.engine
        url = engine.url.render_as_string(hide_password=False)
        use_settings(get_settings().model_copy(update={"database_url": url}))
        beat = Child(["./start_worker.sh", "beat"], installed.folder / "beat.log", stack.environment, cwd=ROOT)
        try:
            stack.start()
            fill(engine, range(1, options.products + 1), options.days, 0.0)
            newest = without_the_newest_day(engine)
            train(stack, engine, jobs.ANEW)
            beat.start()
            measure(Shop(stack, engine, (installed.postgresql.pid, stack.worker.pid)), newest, options.bursts)
        finally:
            beat.kill()


@dataclass(frozen=True)
class Shop:
    """pids -- of those whose time counts"""

    stack: Stack
    engine: sa.Engine
    pids: tuple[int, ...]

    def spent(self) -> float:
        return sum(processor_seconds(family(pid)) for pid in self.pids)


def measure(shop: Shop, newest: Sales, bursts: int) -> None:
    print(f"{'':24} {'s':>7} {'CPU s':>7} {'bare CPU s':>10} {'ratio':>6}")
    corrected = [(sku, day - timedelta(days=7), quantity + CORRECTION) for sku, day, quantity in newest]
    arriving = {"yesterday's sales": newest, "a day last week, anew": corrected}
    for number, (title, sales) in enumerate(list(arriving.items())[:bursts]):
        wall, spent = burst(shop, sales)
        training = bare(is_anew=number > 0)
        print(f"{title:24} {wall:7.1f} {spent:7.1f} {training:10.1f} {spent / training:6.1f}", flush=True)


def without_the_newest_day(engine: sa.Engine) -> Sales:
    """Take away the last day of all sales; what was sold on it."""
    query = sa.select(Product.sku, Sale.day, Sale.quantity).join(Sale, Sale.product_id == Product.id)
    with Session(engine) as session, session.begin():
        last = session.scalar(sa.select(sa.func.max(Sale.day)))
        rows = [(sku, day, float(quantity)) for sku, day, quantity in session.execute(query.where(Sale.day == last))]
        session.execute(sa.delete(Sale).where(Sale.day == last))
    return rows


def burst(shop: Shop, sales: Sales) -> tuple[float, float]:
    """Seconds by the clock and of processor time from the first request to the last advice."""
    spent, began, since = shop.spent(), time.perf_counter(), clock.now()
    rows = [{"product_sku": sku, "date": day.isoformat(), "quantity": quantity} for sku, day, quantity in sales]
    with shop.stack.client("planner") as client:
        for first in range(0, len(rows), A_REQUEST):
            client.post("/sales", json={"rows": rows[first : first + A_REQUEST]}).raise_for_status()
    while waiting(shop.engine):
        time.sleep(LOOKED_EVERY_SECONDS)
    took = time.perf_counter() - began
    stale = not_since(shop.engine, since)
    assert not stale, f"{stale} of {len(rows)} products were not trained."
    return took, shop.spent() - spent


def not_since(engine: sa.Engine, since: datetime) -> int:
    """How many products have a forecast or an advice that is older."""
    old = sa.or_(ModelVersion.trained_at < since, OrderAdvice.computed_at < since)
    served = sa.select(sa.func.count()).select_from(ModelVersion).where(ModelVersion.is_champion)
    with Session(engine) as session:
        return session.scalars(served.where(OrderAdvice.product_id == ModelVersion.product_id, old)).one()


def waiting(engine: sa.Engine) -> bool:
    with Session(engine) as session:
        return bool(session.scalar(sa.select(sa.exists(sa.select(ChangedProduct.product_id)))))


def bare(is_anew: bool) -> float:
    """Processor seconds of training all products as the service does, without reading, publishing and advice."""
    settings = TrainingSettings(learnt=catalogue_models.load(catalogue_learning.known_for(jobs.TrainAll().model)))
    size, spent = get_settings().run_chunk_size, 0.0
    with snapshot() as session:
        products = session.scalars(sa.select(Product).order_by(Product.id)).all()
        until = history_service.last_complete_day(session)
        for first in range(0, len(products), size):
            part = products[first : first + size]
            histories = history_service.load_histories(session, part, until)
            served = Served.none_good(session, part) if is_anew else Served.of(session, part, until)
            spent += timed(partial(choosing.train, histories, served, settings, silent))[1]
    return spent


if __name__ == "__main__":
    main()

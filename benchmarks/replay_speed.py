"""How long a replay takes: processor time of the last 16 weeks of a shop of real sales, by all three policies.

    python -m benchmarks.replay_speed [--products 1000]

Half of the products are of store_item, half those of online_retail that were sold on most days, moved to end yesterday.
"""

import argparse
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy as sa

from app import migrations
from app.db import transaction
from app.models import Product, Sale
from benchmarks.clock import timed
from benchmarks.datasets import online_retail, store_item
from services.jobs import task_runs
from services.jobs.jobs import Replay
from services.replays import replay
from utils import clock, ids
from utils.config import Settings, load_settings, use_settings

WEEKS = 16
TERMS = {"lead_time_days": 5, "review_days": 7, "pack_size": 6, "unit_cost": 3.0, "unit_price": 5.0, "on_hand": 0.0}


def main() -> None:
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--products", type=int, default=1000)
    count = wanted.parse_args().products
    with tempfile.TemporaryDirectory() as folder:
        use_settings(load_settings(Settings, data_dir=Path(folder), use_celery=False))
        migrations.upgrade()
        for frame in (store_item(), online_retail()):
            _fill(frame, count // 2)
        found, seconds = timed(_replayed)
    print(f"{found['products']} products, {found['weeks']} weeks: {seconds:.1f} s of processor time")
    for one in found["policies"]:
        print(f"{one['policy']}: service {one['service']}, met {one['demand_met']}, stock {one['average_stock']}")


def _replayed() -> dict[str, Any]:
    job = Replay(WEEKS, "min_max", None)
    # Not submitted: where there is no Celery this process would begin it beside us.
    return replay.replay(task_runs.start(ids.new_id(), job), job)


def _fill(frame: pd.DataFrame, count: int) -> None:
    sold = frame.assign(day=pd.to_datetime(frame["date"]).dt.date)
    chosen = sold["product_sku"].value_counts().index[:count]
    later = clock.today() - timedelta(days=1) - sold["day"].max()
    for sku, own in sold[sold["product_sku"].isin(chosen)].groupby("product_sku", observed=True):
        _add(str(sku), {day + later: quantity for day, quantity in zip(own["day"], own["quantity"], strict=True)})


def _add(sku: str, sold: dict[date, float]) -> None:
    now = clock.now()
    with transaction() as session:
        product = Product(sku=sku, created_at=now, updated_at=now, **TERMS)
        session.add(product)
        session.flush()
        rows = [{"product_id": product.id, "day": day, "quantity": max(0.0, units)} for day, units in sold.items()]
        session.execute(sa.insert(Sale), rows)


if __name__ == "__main__":
    main()

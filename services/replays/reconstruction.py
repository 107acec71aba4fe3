"""The weeks before a shop's first training: what would have been forecast and ordered then, of what was known then.

Forecasts are made as of each Monday, and scored as published ones are. Where the stock is known, promises are looked
back at as they are every night; where it is not, orders by the advice of the time are run against what was sold. All of
it is marked, and gives way to what is really published.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import bulk_insert, snapshot, transaction
from app.db.expressions import among
from app.models import KeptPromise, ModelVersion, Product, PublishedForecast, Sale, StockLevel, TaskRecord
from app.models.task import Status
from forecasting.progress import ReportProgress, within
from forecasting.replenishment import simulation
from services.accuracy import scoring
from services.forecasts import published_store
from services.histories import history_service
from services.jobs import jobs
from services.jobs.task_runs import RunningTask
from services.replays import outcome, shop_past, stage
from services.replays.forecasts_then import ForecastsThen, Then
from services.replays.outcome import Terms
from services.replays.shop_past import ShopPast
from services.task_service import TaskService
from utils import clock
from utils.config import get_settings

WEEKS, WEEK = 8, 7
# Sales before the first of these days, without which there is nothing to forecast from.
LEAST_DAYS = 28
PARTS = 1000
COLUMNS = ("week", "product_id", "cycles", "promised", "kept", "days_out", "lost", "reconstructed")


def submit_if_due() -> dict[str, int]:
    """Have the past reconstructed, once, where there are models and nothing was published before them."""
    with snapshot() as session:
        if not session.scalar(sa.select(sa.exists().where(ModelVersion.is_champion))):
            return {"reconstructions": 0}
        until = history_service.last_complete_day(session)
        has_past = session.scalar(sa.select(sa.exists().where(PublishedForecast.as_of < until)))
        tried = TaskRecord.name == jobs.RECONSTRUCT_PAST, TaskRecord.status != Status.FAILURE
        has_sales = sa.exists().where(Sale.day < until - timedelta(days=LEAST_DAYS + WEEK))
        is_due = not has_past and not session.scalar(sa.select(sa.exists().where(*tried)))
        if not is_due or not session.scalar(sa.select(has_sales)):
            return {"reconstructions": 0}
    return {"reconstructions": int(TaskService.submit(jobs.ReconstructPast()).is_new)}


def reconstruct(running: RunningTask) -> dict[str, Any]:
    """Forecast as of the Mondays of past weeks, keep that as published, run the orders of the time, and score it."""
    with snapshot() as session:
        until = history_service.last_complete_day(session)
        first_sale = shop_past.first_sale(session) or until
        mondays = _mondays(first_sale, until)
        ids = session.scalars(sa.select(Product.id).order_by(Product.id)).all()
    size = get_settings().run_chunk_size
    promised = 0

    def report_progress(share: float, step: str) -> None:
        running.report(int(share * PARTS), PARTS, step)

    for first in range(0, len(ids) if mondays else 0, size):
        begin, end = first / len(ids), min(1.0, (first + size) / len(ids))
        part = Part(ids[first : first + size], mondays, _opens(mondays, first_sale), until)
        promised += part.run(within(report_progress, begin, end))
    scored = scoring.score_catalogue(running)
    return {"weeks": len(mondays), "promised": promised} | scored


def _mondays(first_sale: date, until: date) -> list[date]:
    """Of the last weeks those before which there are sales to learn from, rising; the running week's is the last."""
    last = clock.monday(until)
    days = (last - timedelta(weeks=back) for back in reversed(range(WEEKS)))
    return [day for day in days if (day - first_sale).days >= LEAST_DAYS]


def _opens(mondays: Sequence[date], first_sale: date) -> date | None:
    """The first of them on which orders can be run; None: there is none."""
    return next((day for day in mondays if (day - first_sale).days >= shop_past.LEARNT_FROM_DAYS), None)


@dataclass(frozen=True)
class MadeBefore:
    """Forecasts that were made already, by their day, in place of `ForecastsThen`."""

    by_day: dict[date, Sequence[Then | None]]

    def of(self, day: date, report_progress: ReportProgress) -> Sequence[Then | None]:
        return self.by_day[day]

    def select(self, rows: np.ndarray) -> "MadeBefore":
        return MadeBefore({day: [made[row] for row in rows] for day, made in self.by_day.items()})


@dataclass(frozen=True)
class Part:
    """Some products, by their ids, on these Mondays; opens -- the first on which orders are run, None: none are
    until -- the last day whose sales are known
    """

    ids: Sequence[int]
    mondays: Sequence[date]
    opens: date | None
    until: date

    def run(self, report_progress: ReportProgress) -> int:
        """How many of the products have promises that were run."""
        with snapshot() as session:
            products = session.scalars(sa.select(Product).where(among(Product.id, self.ids)).order_by(Product.id)).all()
            past = self._without_stock(session) if self.opens else None
        forecasts = ForecastsThen(products, stage.HORIZON)
        position = {product.id: row for row, product in enumerate(products)}
        rows = [position[product.id] for product in past.products] if past else []
        kept: dict[date, Sequence[Then | None]] = {}
        for number, day in enumerate(self.mondays):
            begin, end = number / len(self.mondays), (number + 1) / len(self.mondays)
            made = forecasts.of(day, within(report_progress, begin, end, f"As of {day}:"))
            with transaction() as session:
                trained = [(product, own.trained) for product, own in zip(products, made, strict=True) if own]
                published_store.keep(session, trained, reconstructed=True)
            kept[day] = [made[row] for row in rows]
        return self._promise(past, MadeBefore(kept), within(report_progress, 1.0, 1.0)) if past and rows else 0

    def _without_stock(self, session: Session) -> ShopPast | None:
        """The products whose stock nobody keeps, until the last Sunday; of others it is known whether they ran out."""
        last = clock.monday(self.until + timedelta(days=1)) - timedelta(days=1)
        if self.opens is None or last < self.opens:
            return None
        past = shop_past.read(session, self.opens, last, self.ids)
        counted = set(session.scalars(sa.select(StockLevel.product_id).distinct()))
        rows = [row for row, own in enumerate(past.products) if own.on_hand is None and own.id not in counted]
        return past.select(np.array(rows, dtype=int), "stock_known")

    def _promise(self, past: ShopPast, forecasts: MadeBefore, report_progress: ReportProgress) -> int:
        own = stage.of(past, forecasts, forecasts.by_day[past.opens])
        if not own.cases:
            return 0
        advised = own.advised(report_progress)
        course = simulation.run(advised.market.trade, advised, advised.opening())
        found = outcome.kept(own.trade, course, advised.bought, Terms.of(own.cases))
        out, lost = outcome.by_week((course.short > 0).astype(float)), outcome.by_week(course.lost)
        rows = [
            (
                past.day(week * WEEK).isoformat(),
                case.product_id,
                int(cycles),
                float(cycles * case.level),
                float(found.service.kept[row, week]),
                int(out[row, week]),
                float(lost[row, week]),
                int(cycles),
            )
            for row, case in enumerate(own.cases)
            for week, cycles in enumerate(found.service.asked[row])
            if cycles
        ]
        with transaction() as session:
            ours = among(KeptPromise.product_id, [case.product_id for case in own.cases])
            session.execute(sa.delete(KeptPromise).where(ours, KeptPromise.reconstructed > 0))
            bulk_insert.insert(session, KeptPromise.__tablename__, COLUMNS, rows)
        return len(own.cases)

"""What the demo shop would have been told in past weeks: forecasts made then, of what was known then, and how they did.

Nothing is made up: each is trained by the engine on the sales up to its day, kept as published forecasts are, and
compared with what was sold since as these are.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import Product, PublishedForecast
from forecasting.settings import TrainingSettings
from forecasting.training import NotTrained, Trained, train_block
from services.accuracy import scoring
from services.demo.demo_catalogue import CATALOGUE
from services.forecasts import published_store
from services.histories import history_service
from services.jobs import jobs
from services.jobs.task_runs import RunningTask
from services.task_service import Submitted, TaskService
from utils import clock

# Five weeks, which the page of accuracy begins with, for each of which there are forecasts of four weeks ahead.
WEEKS = 8
PERCENT = 100


def submit_if_missing() -> Submitted | None:
    """Have the past made, if this is a demo shop without one. Raises Unavailable."""
    with snapshot() as session:
        until = history_service.last_complete_day(session)
        is_demo = session.scalar(sa.select(sa.exists().where(Product.sku.in_(_skus()))))
        has_past = session.scalar(sa.select(sa.exists().where(PublishedForecast.as_of < until)))
    return TaskService.submit(jobs.MakeDemoHistory()) if is_demo and not has_past else None


def make_history(running: RunningTask) -> dict[str, Any]:
    """Publish forecasts as of the Sundays of past weeks, and score them."""
    with snapshot() as session:
        until = history_service.last_complete_day(session)
        products = session.scalars(sa.select(Product).where(Product.sku.in_(_skus())).order_by(Product.id)).all()
    days = [clock.monday(until) - timedelta(weeks=back, days=1) for back in range(WEEKS)]
    for number, day in enumerate(reversed(days)):
        running.report(PERCENT * number // WEEKS, PERCENT, f"Forecasting as of {day}")
        with snapshot() as session:
            trained = _trained(session, products, day)
        with transaction() as session:
            published_store.keep(session, trained)
    return {"weeks": WEEKS} | scoring.score_catalogue(running)


def _trained(session: Session, products: Sequence[Product], day: date) -> list[tuple[Product, Trained]]:
    """What the engine makes of the sales up to a day, of the products that had any."""
    histories = history_service.load_histories(session, products, day)
    answers = zip(products, train_block(histories, TrainingSettings()), strict=True)
    return [(product, answer) for product, answer in answers if not isinstance(answer, NotTrained)]


def _skus() -> list[str]:
    return [product.sku for product in CATALOGUE]

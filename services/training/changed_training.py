"""Products are trained anew within a minute after their sales have changed, without waiting for the night.

The changes are a queue of their own, one row a product: a burst of them is one training of each product it concerns.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.db.expressions import among
from app.models import ACTIVE, ChangedProduct, Product, TaskRecord, TrainingItem
from app.models.task import Status
from forecasting.progress import within
from forecasting.settings import TrainingSettings
from forecasting.trained import NotTrained
from services.catalogue import product_service
from services.errors import ServiceError
from services.forecasts import catalogue_models, publishing
from services.forecasts.publishing import Training
from services.histories import history_service
from services.jobs import jobs
from services.jobs.task_runs import RunningTask
from services.replenishment.renewal import advice_refresh, advice_service
from services.sales import changed_products
from services.task_service import TaskService
from services.training import catalogue_learning, choosing
from services.training.choosing import Served
from utils import clock
from utils.config import get_settings

# Who writes a product's days one by one is waited for, but not for long.
QUIET, LONGEST_WAIT = timedelta(seconds=10), timedelta(seconds=25)
# After a training that failed, or that somebody cancelled.
PAUSE = timedelta(minutes=10)
# Fewer products lean on others of their categories, as one that is trained by itself does.
FEWEST_TOGETHER, COMPANIONS = 50, 200
PUBLISHED_TOGETHER = 250
# A burst is shared among so many jobs, as the smallest machine has processors; products by their ids, so many in a row,
# so that a small shop has one job for all of them and no two jobs have the same product in hand.
HANDS, IN_A_ROW = 2, 500

# A product and what came of it; None: there is nothing to learn from.
Answer = tuple[Product, Training | None]


def submit_if_due() -> dict[str, int]:
    """Have products trained whose sales have changed and come to rest; how many there are."""
    at_most = get_settings().train_changed_products
    if not at_most:
        return {"changed": 0}
    with snapshot() as session:
        counts = [session.scalars(_how_many(hand)).one() for hand in range(HANDS)]
        is_paused = session.scalar(sa.select(_failed_of_late()))
    changed = sum(counts)
    if changed <= at_most and not is_paused:
        for hand in (hand for hand, count in enumerate(counts) if count):
            TaskService.submit(jobs.TrainChanged(hand))
    return {"changed": changed}


def train_changed(running: RunningTask, hand: int = 0) -> dict[str, Any]:
    """Train, part by part, what of one hand has changed until nothing is due any more. What fails is left to the night.

    Raises ForecastingError.
    """
    result = {"products": 0, "trained": 0, "failed": 0}
    while True:
        with snapshot() as session:
            left = session.scalars(_how_many(hand)).one()
            part = session.scalars(_due(hand).limit(get_settings().run_chunk_size)).all()
        if not part:
            return result
        trained = _train(running, part, result["products"], result["products"] + left)
        result["products"] += len(part)
        result["trained"] += trained
        result["failed"] += len(part) - trained


def _how_many(hand: int) -> sa.Select[int]:
    return sa.select(sa.func.count()).select_from(_due(hand).subquery())


def _due(hand: int) -> sa.Select[int]:
    """Ids of products of a hand that have changed and come to rest, and that no run is about to train: those it is
    done with need not wait for its end."""
    is_own = (ChangedProduct.product_id // IN_A_ROW) % HANDS == hand
    now = clock.now()
    at_rest = sa.or_(ChangedProduct.changed_at <= now - QUIET, ChangedProduct.since <= now - LONGEST_WAIT)
    in_a_run = (
        sa.exists()
        .where(TrainingItem.product_id == ChangedProduct.product_id, TrainingItem.run_id == TaskRecord.id)
        .where(TaskRecord.name == jobs.TRAIN_ALL, TaskRecord.status.in_(ACTIVE), TrainingItem.status == "waiting")
    )
    return sa.select(ChangedProduct.product_id).where(is_own, at_rest, ~in_a_run).order_by(ChangedProduct.product_id)


def _failed_of_late() -> sa.Exists:
    ended_badly = TaskRecord.status.in_((Status.FAILURE, Status.REVOKED))
    return sa.exists().where(
        TaskRecord.name == jobs.TRAIN_CHANGED, ended_badly, TaskRecord.finished_at > clock.now() - PAUSE
    )


def _train(running: RunningTask, product_ids: Sequence[int], done: int, total: int) -> int:
    """Train these products together and publish them; how many were."""
    versions = catalogue_learning.known_for(jobs.TrainAll().model)
    with snapshot() as session:
        seen = changed_products.seen(session, product_ids)
        products = _with_companions(session, product_ids)
        until = history_service.last_complete_day(session)
        histories = history_service.load_histories(session, products, until)
        served = Served.of(session, products, until)
    report_progress = within(
        lambda share, step: running.report(int(share * total), total, step), done / total, (done + len(seen)) / total
    )
    settings = TrainingSettings(learnt=catalogue_models.load(versions))
    outcomes = choosing.train(histories, served, settings, report_progress)
    answers: list[Answer] = [
        (
            product,
            None if isinstance(outcome, NotTrained) else Training(product, history, until, outcome, None, versions),
        )
        for product, history, outcome in zip(products, histories, outcomes, strict=True)
        if product.id in seen
    ]
    trained = 0
    for first in range(0, len(answers), PUBLISHED_TOGETHER):
        running.beat()
        trained += _publish(answers[first : first + PUBLISHED_TOGETHER], seen)
    return trained


def _with_companions(session: Session, product_ids: Sequence[int]) -> list[Product]:
    """These products first, and where they are few some more of their categories."""
    of_these = sa.select(Product).where(among(Product.id, product_ids)).order_by(Product.id)
    products = list(session.scalars(of_these))
    if len(products) >= FEWEST_TOGETHER:
        return products
    first_of = {product.category: product for product in reversed(products)}
    among_them = {product.id for product in products}
    for product in first_of.values():
        others = product_service.neighbours(session, product, COMPANIONS // len(first_of))
        products += [other for other in others if other.id not in among_them]
    return products


def _publish(part: Sequence[Answer], seen: Mapping[int, datetime]) -> int:
    """How many of a part were trained; where one of them cannot be published, the others are, one by one."""
    try:
        with transaction() as session:
            still_there = {product.id for product in product_service.held(session, [p.id for p, _ in part])}
            trained = [training for product, training in part if training and product.id in still_there]
            publishing.publish(session, trained)
            advice_service.refresh(session, [training.product.id for training in trained])
            changed_products.settle(session, {product.id: seen[product.id] for product, _ in part})
            parts = advice_refresh.parts(session, [training.product.id for training in trained])
    except ServiceError:
        if len(part) > 1:
            return sum(_publish([one], seen) for one in part)
        with transaction() as session:
            changed_products.settle(session, {product.id: seen[product.id] for product, _ in part})
        return 0
    advice_refresh.follow_parts(parts)
    return len(trained)

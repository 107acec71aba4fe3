"""Training: one product, or the whole catalogue in chunks."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import ModelVersion, Product, TaskRecord, TrainingItem
from forecasting.errors import ForecastingError
from forecasting.history import History
from forecasting.methods import METHODS
from forecasting.settings import TrainingSettings
from forecasting.trained import NotTrained, Trained
from forecasting.training import train_block
from services import history_service, jobs, model_service, product_service, run_service, task_publisher
from services.errors import InvalidInput, ServiceError
from services.jobs import Job
from services.task_run_service import RunningTask
from services.task_service import Submitted, TaskService, new_record
from utils.config import get_settings

AUTO = "auto"


def submit_product(sku: str, method: str, user_id: int) -> Submitted:
    """Have one product trained. Raises NotFound, InvalidInput, Unavailable."""
    _check_method(method)
    product = product_service.get_product(sku)
    return TaskService.submit(Job(jobs.TRAIN_PRODUCT, (product.sku, method)), user_id)


def submit_all(method: str, user_id: int | None) -> Submitted:
    """Have the whole catalogue trained. Raises InvalidInput, Unavailable."""
    _check_method(method)
    return TaskService.submit(Job(jobs.TRAIN_ALL, (method,)), user_id)


def is_untrained() -> bool:
    """Whether there are products, and none of them has a model."""
    with snapshot() as session:
        has_products = session.scalar(sa.select(sa.exists().select_from(Product)))
        has_models = session.scalar(sa.select(sa.exists().select_from(ModelVersion)))
    return bool(has_products and not has_models)


def train_product(running: RunningTask, sku: str, method: str = AUTO) -> dict[str, Any]:
    """The work of a submitted training. Raises NotFound, ForecastingError, ModelsFolderError."""
    product = product_service.get_product(sku)
    running.report(0, 1, f"Training {sku}")
    return train_now(product, method, running)


def train_now(product: Product, method: str = AUTO, running: RunningTask | None = None) -> dict[str, Any]:
    """Train and publish; the running task, if it is about this only, ends in the same transaction."""
    with snapshot() as session:
        until = history_service.last_complete_day(session)
        (history,) = history_service.load_histories(session, [product], until)
    (outcome,) = train_block([history], TrainingSettings(method=method))
    with transaction() as session:
        meta = model_service.meta(product.sku, _publish(session, product, history, until, outcome))
        if running:
            running.finish(session, meta)
    return meta


def plan_run(running: RunningTask, method: str = AUTO, again: str | None = None) -> dict[str, Any]:
    """Divide the catalogue into chunks and hand them out; the last chunk to end closes the run.

    again -- a run that ended: only the products it did not train
    """
    size = get_settings().run_chunk_size
    with transaction() as session:
        if again:
            ids = run_service.unfinished_products(session, again)
        else:
            ids = session.scalars(sa.select(Product.id).order_by(Product.id)).all()
        parts = [ids[first : first + size] for first in range(0, len(ids), size)]
        chunks = [_new_chunk(session, running.id, part, method) for part in parts]
        if chunks:
            running.hand_over(session, len(ids))
        else:
            running.finish(session, run_service.empty_result())
    for chunk in chunks:
        task_publisher.publish(chunk)
    return {"products": len(ids), "chunks": len(chunks)}


def train_chunk(running: RunningTask, run_id: str, method: str = AUTO) -> dict[str, Any]:
    """Train what is still waiting in this chunk of a run, product by product; close the run if this was the last.

    A product that cannot be trained is an entry in the run; the others go on.
    """
    with snapshot() as session:
        until = history_service.last_complete_day(session)
        products = run_service.waiting_products(session, running.id)
        histories = history_service.load_histories(session, products, until)
    outcomes = train_block(histories, TrainingSettings(method=method))
    for product, history, outcome in zip(products, histories, outcomes, strict=True):
        running.beat()
        _record_outcome(run_id, product, history, until, outcome)
    with transaction() as session:
        running.finish(session, {"run_id": run_id, "products": len(products)})
        run_service.close_if_done(session, run_id)
    return {"products": len(products)}


def _record_outcome(
    run_id: str, product: Product, history: History, until: date, outcome: Trained | NotTrained
) -> None:
    try:
        with transaction() as session:
            if run_service.mark(session, run_id, product.id):
                _publish(session, product, history, until, outcome)
    except (ForecastingError, ServiceError) as error:
        with transaction() as session:
            run_service.mark(session, run_id, product.id, error)


def _publish(
    session: Session, product: Product, history: History, until: date, outcome: Trained | NotTrained
) -> ModelVersion:
    if isinstance(outcome, NotTrained):
        raise outcome.error
    return model_service.publish(session, product, history, until, outcome)


def _new_chunk(session: Session, run_id: str, product_ids: Sequence[int], method: str) -> TaskRecord:
    chunk = new_record(Job(jobs.TRAIN_CHUNK, (run_id, method)), parent_id=run_id)
    session.add(chunk)
    session.flush()
    rows = [
        {"run_id": run_id, "product_id": product_id, "chunk_id": chunk.id, "status": "waiting"}
        for product_id in product_ids
    ]
    session.execute(sa.insert(TrainingItem), rows)
    return chunk


def _check_method(method: str) -> None:
    if method != AUTO and method not in METHODS:
        raise InvalidInput(f"There is no model {method!r}. Choose {AUTO}, {', '.join(METHODS)}.", "unknown_method")

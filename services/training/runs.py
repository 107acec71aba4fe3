"""A run: one task whose work is done by the chunks it handed out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import ACTIVE, Product, TaskRecord, TrainingItem
from app.models.task import Status
from forecasting.errors import NothingSold
from services.forecasts import catalogue_models
from services.jobs import task_news
from services.replenishment.renewal import advice_refresh, stock_notices
from services.training import run_errors, run_progress
from utils import clock
from utils.language import _

# The run's result names this many failed products; the rest is counted.
FAILURES_LISTED = 1000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one product: no error means trained; is_promoted -- whether its new version is served."""

    product_id: int
    error: Exception | None = None
    is_promoted: bool = True

    @property
    def status(self) -> str:
        if isinstance(self.error, NothingSold):
            return "skipped"
        if self.error:
            return "failed"
        return "trained" if self.is_promoted else "not_promoted"

    @property
    def columns(self) -> tuple[str, str | None, str | None]:
        """status, error_code and error_message of a TrainingItem."""
        return self.status, getattr(self.error, "code", None), str(self.error) if self.error else None


def waiting_products(session: Session, chunk_id: str) -> Sequence[Product]:
    """The products of a chunk that nobody has trained yet."""
    return session.scalars(
        sa.select(Product)
        .join(TrainingItem, TrainingItem.product_id == Product.id)
        .where(TrainingItem.chunk_id == chunk_id, TrainingItem.status == "waiting")
        .order_by(Product.id)
    ).all()


def size(session: Session, run_id: str) -> int:
    """How many products a run has."""
    return session.scalars(sa.select(sa.func.count()).where(TrainingItem.run_id == run_id)).one()


def mark(session: Session, chunk_id: str, outcomes: Sequence[Outcome]) -> set[int]:
    """Note what came of these products of a chunk, each once; the ids of those of whom it was not known yet."""
    run_id = session.get_one(TaskRecord, chunk_id).parent_id
    waiting = sa.select(TrainingItem.product_id).where(
        TrainingItem.run_id == run_id,
        among(TrainingItem.product_id, [outcome.product_id for outcome in outcomes]),
        TrainingItem.status == "waiting",
    )
    ours = set(session.scalars(waiting.with_for_update()))
    # Most products of a run end alike: one statement for each way to end.
    alike: dict[tuple[str, str | None, str | None], list[int]] = {}
    for outcome in outcomes:
        if outcome.product_id in ours:
            alike.setdefault(outcome.columns, []).append(outcome.product_id)
    for (status, code, message), ids in alike.items():
        items = TrainingItem.run_id == run_id, among(TrainingItem.product_id, ids)
        end = {"status": status, "error_code": code, "error_message": message}
        session.execute(sa.update(TrainingItem).where(*items).values(end))
    if ours:
        run_progress.count(session, chunk_id, len(ours))
    return ours


def close_if_done(session: Session, run_id: str) -> bool:
    """End the run when none of its chunks is active any more.

    The run's row is locked first: of two chunks that end in the same moment, the later one sees the other's end.
    """
    run = session.get(TaskRecord, run_id, with_for_update=True)
    if run is None or run.status not in ACTIVE:
        return False
    chunks = sa.exists().where(TaskRecord.parent_id == run_id, TaskRecord.status.in_(ACTIVE))
    if session.scalar(sa.select(chunks)):
        return False
    _fail_abandoned_items(session, run_id)
    run.status, run.finished_at = Status.SUCCESS, clock.now()
    run.result = _result(session, run_id)
    run.progress_current = run.progress_total
    run.progress_message = _(
        "{trained} trained, {failed} failed", trained=run.result["trained"], failed=run.result["failed"]
    )
    if run.result["outcome"] == "failed":
        run.status, run.error_code = Status.FAILURE, "nothing_trained"
        run.error_message = "None of the products could be trained; the failures in the result say why."
    task_news.note_end(session, run_id)
    advice_refresh.classify(session)
    stock_notices.note_risks(session)
    stock_notices.note_orders_ready(session, run_id)
    return True


def empty_result() -> dict[str, Any]:
    """The result of a run over no products."""
    return {
        "outcome": "complete",
        "products": 0,
        "trained": 0,
        "not_promoted": 0,
        "chosen": 0,
        "renewed": 0,
        "skipped": 0,
        "failed": 0,
        "errors": run_errors.means([]),
        "learnt": {},
        "failures": [],
    }


def unfinished_products(session: Session, run_id: str) -> Sequence[int]:
    """Ids of the products of a run that were not trained in it."""
    return session.scalars(
        sa.select(TrainingItem.product_id)
        .where(TrainingItem.run_id == run_id, TrainingItem.status.in_(("waiting", "failed")))
        .order_by(TrainingItem.product_id)
    ).all()


def _result(session: Session, run_id: str) -> dict[str, Any]:
    counts = dict(
        session.execute(
            sa.select(TrainingItem.status, sa.func.count())
            .where(TrainingItem.run_id == run_id)
            .group_by(TrainingItem.status)
        ).all()
    )
    parts = session.scalars(sa.select(TaskRecord.result).where(TaskRecord.parent_id == run_id)).all()
    failures = session.execute(
        sa.select(Product.sku, TrainingItem.error_code, TrainingItem.error_message)
        .join(Product, Product.id == TrainingItem.product_id)
        .where(TrainingItem.run_id == run_id, TrainingItem.status == "failed")
        .order_by(Product.sku)
        .limit(FAILURES_LISTED)
    ).all()
    not_promoted, failed = counts.get("not_promoted", 0), counts.get("failed", 0)
    trained = counts.get("trained", 0) + not_promoted
    return {
        "outcome": "complete" if not failed else "partial" if trained else "failed",
        "products": sum(counts.values()),
        "trained": trained,
        "not_promoted": not_promoted,
        # Which methods to trust was chosen anew, or is as it was; `errors` are those of the former.
        **{name: sum((part or {}).get(name, 0) for part in parts) for name in ("chosen", "renewed")},
        "skipped": counts.get("skipped", 0),
        "failed": failed,
        "errors": run_errors.means((part or {}).get("errors", {}) for part in parts),
        # All its chunks were told the same.
        "learnt": catalogue_models.scores(next(((part or {}).get("learnt", {}) for part in parts), {})),
        "failures": [{"product_sku": sku, "code": code, "message": message} for sku, code, message in failures],
    }


def _fail_abandoned_items(session: Session, run_id: str) -> None:
    session.execute(
        sa.update(TrainingItem)
        .where(TrainingItem.run_id == run_id, TrainingItem.status == "waiting")
        .values(
            status="failed",
            error_code="chunk_failed",
            error_message="The job that was to train it failed; train the product again.",
        )
    )

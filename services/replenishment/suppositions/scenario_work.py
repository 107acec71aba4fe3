"""Scenarios of many products: worked out by a job, and kept for whoever asks the same again within a while."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import affected, snapshot, transaction
from app.models import OrderAdvice, ScenarioPart, TaskRecord
from app.models.task import ACTIVE, Status
from services.access import locations
from services.errors import Unavailable
from services.jobs.jobs import CompareScenario
from services.jobs.task_runs import RunningTask
from services.paging import Page, position
from services.replenishment.lists.reorder import Totals
from services.replenishment.suppositions import scenario_parts, scenarios
from services.replenishment.suppositions.scenario_parts import TOGETHER
from services.replenishment.suppositions.scenarios import Comparison, Lists, OfSupplier
from services.replenishment.suppositions.supposing import Scenario
from services.task_service import TaskService
from utils import clock
from utils.language import _

# Who asks waits for the answer on so many products, a second or two.
AT_ONCE = 2000
# So long one can page through an answer, and pass its link on.
KEPT = timedelta(minutes=15)


def ask(
    supposed: Scenario, limit: int, cursor: str | None, user_id: int, anew: bool = False
) -> Comparison | TaskRecord:
    """Both lists; or, of many products, the task that is at it: ask again.

    anew -- not as somebody was answered before, if any advice is another one since. Raises as `scenarios.compare` does,
    Unavailable where the work on it has failed, and what `TaskService.submit` raises.
    """
    if scenarios.check(supposed) <= AT_ONCE:
        return scenarios.compare(supposed, limit, cursor)
    job = CompareScenario(supposed.document(), sorted(locations.seen()))
    with locations.of_no_product():
        with snapshot() as session:
            newest = _newest(session, job)
            if newest and newest.status == Status.SUCCESS and not (anew and _has_changed_since(session, newest)):
                return _kept(session, newest, limit, cursor)
        if newest is None or (anew and newest.status not in ACTIVE):
            return TaskService.get_task_status(TaskService.submit(job, user_id).task_id)
    if newest.status in ACTIVE:
        return newest
    raise Unavailable(
        _("This could not be worked out: {why} Ask for it anew.", why=newest.error_message or newest.status),
        "scenario_failed",
    )


def work(running: RunningTask, job: CompareScenario) -> dict[str, Any]:
    """The work of a submitted scenario."""

    def report(done: int, of: int) -> None:
        with locations.of_no_product():
            running.report(done, of, _("Working out what to order"))

    with locations.seeing(job.locations):
        found = scenarios.work_out(Scenario.read(job.supposed), report)
    summary = _summary(found)
    with transaction() as session:
        running.hold(session)
        for number, data in enumerate(scenario_parts.packed(found.compared)):
            session.add(ScenarioPart(task_id=running.id, number=number, data=data))
        session.flush()
        running.finish(session, summary)
    return summary


def forget(session: Session) -> int:
    """What nobody is shown any more; the task keeps the sums."""
    over = sa.select(TaskRecord.id).where(TaskRecord.finished_at < clock.now() - KEPT)
    return affected(session, sa.delete(ScenarioPart).where(ScenarioPart.task_id.in_(over)))


def _newest(session: Session, job: CompareScenario) -> TaskRecord | None:
    """The task that is at it, else the last one, if that is not too long ago."""
    own = TaskRecord.name == job.name, TaskRecord.subject == job.subject
    is_kept = sa.or_(TaskRecord.status.in_(ACTIVE), TaskRecord.finished_at >= clock.now() - KEPT)
    return session.scalar(sa.select(TaskRecord).where(*own, is_kept).order_by(TaskRecord.id.desc()).limit(1))


def _has_changed_since(session: Session, record: TaskRecord) -> bool:
    latest = session.scalar(sa.select(sa.func.max(OrderAdvice.computed_at)))
    return latest is not None and record.started_at is not None and latest > record.started_at


def _summary(found: Lists) -> dict[str, Any]:
    lists = {"today": asdict(found.today), "scenario": asdict(found.scenario)}
    return {"products": len(found.compared), **lists, "suppliers": [asdict(own) for own in found.suppliers]}


def _kept(session: Session, record: TaskRecord, limit: int, cursor: str | None) -> Comparison:
    summary = record.result or {}
    first = max(0, position(cursor, 1, int)[0]) if cursor else 0
    numbers = range(first // TOGETHER, (first + limit) // TOGETHER + 1)
    of_task = ScenarioPart.task_id == record.id, ScenarioPart.number.between(numbers.start, numbers.stop - 1)
    parts = session.scalars(sa.select(ScenarioPart.data).where(*of_task).order_by(ScenarioPart.number)).all()
    compared = [one for part in parts for one in scenario_parts.unpacked(part)][first - numbers.start * TOGETHER :]
    return Comparison(
        Page.of(compared[: limit + 1], limit, lambda _: [first + limit]),
        Totals(**summary["today"]),
        Totals(**summary["scenario"]),
        [OfSupplier(**{name: _plain(value) for name, value in own.items()}) for own in summary["suppliers"]],
        record.started_at,
    )


def _plain(value: Any) -> Any:
    """JSON has no tuples."""
    return tuple(value) if isinstance(value, list) else value

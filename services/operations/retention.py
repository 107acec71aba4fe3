"""What is not needed for ever."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import affected, transaction
from app.models import AuditEntry, RaisedAlarm, TaskRecord, UserSession
from services.forecasts import catalogue_models
from services.jobs import heartbeats, queue_lengths
from services.journal import imported
from services.replenishment.suppositions import scenario_work
from utils import clock
from utils.config import get_settings

# A few each minute: a long history is worked off without holding up anyone else's writing.
RUNS_AT_A_TIME = 100
AUDIT_KEPT = timedelta(days=365)
# An alarm that nobody has seen to by then is told again.
ALARMS_KEPT = timedelta(days=365)


def prune() -> dict[str, int]:
    """Forget what is past its time: tasks (with their chunks), sessions, silent workers, alarms, audits, queues,
    what imports can no longer be undone with, what was learnt across the catalogue, answers on scenarios."""
    now = clock.now()
    with transaction() as session:
        return {
            "tasks": _forget_tasks(session),
            "sessions": affected(session, sa.delete(UserSession).where(UserSession.expires_at < now)),
            "workers": heartbeats.forget_the_silent(session, now),
            "queue_lengths": queue_lengths.forget(session),
            "alarms_forgotten": affected(
                session, sa.delete(RaisedAlarm).where(RaisedAlarm.raised_at < now - ALARMS_KEPT)
            ),
            "scenario_parts": scenario_work.forget(session),
            "undoable_imports": imported.forget(session),
            "catalogue_models": catalogue_models.forget(),
            "audits": affected(session, sa.delete(AuditEntry).where(AuditEntry.at < now - AUDIT_KEPT)),
        }


def _forget_tasks(session: Session) -> int:
    kept_since = clock.now() - timedelta(days=get_settings().task_history_days)
    old = (
        sa.select(TaskRecord.id)
        .where(TaskRecord.finished_at < kept_since, TaskRecord.parent_id.is_(None))
        .limit(RUNS_AT_A_TIME)
    )
    return affected(session, sa.delete(TaskRecord).where(TaskRecord.id.in_(session.scalars(old).all())))

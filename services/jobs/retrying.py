"""What is submitted when a failed job is tried again."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import TaskRecord, TrainingItem
from services.jobs import jobs
from services.jobs.jobs import Job


def job_again(session: Session, record: TaskRecord) -> Job:
    """The same job; of a run that came as far as dividing its work, only what is not trained yet."""
    if record.name == jobs.TRAIN_ALL and _has_items(session, record.id):
        model = record.args[0] if record.args else "auto"
        return Job(record.name, (model, record.id, None, *record.args[3:]))
    return Job(record.name, tuple(record.args))


def _has_items(session: Session, run_id: str) -> bool:
    return bool(session.scalar(sa.select(sa.exists().where(TrainingItem.run_id == run_id))))

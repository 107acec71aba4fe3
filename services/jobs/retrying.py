"""What is submitted when a failed job is tried again."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import TaskRecord, TrainingItem
from services.jobs import jobs
from services.jobs.jobs import Job, TrainAll


def job_again(session: Session, record: TaskRecord) -> Job:
    """The same job; of a run that came as far as dividing its work, only what is not trained yet."""
    job = jobs.of_record(record)
    if isinstance(job, TrainAll) and _has_items(session, record.id):
        return replace(job, again=record.id, product_skus=None)
    return job


def _has_items(session: Session, run_id: str) -> bool:
    return bool(session.scalar(sa.select(sa.exists().where(TrainingItem.run_id == run_id))))

"""Schedules, with the nightly training of the whole catalogue"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from app.db import UtcDateTime

revision = "0002"
down_revision = "0001"

Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    schedules = op.create_table(
        "schedules",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("task", sa.String(length=100), nullable=False),
        sa.Column("args", Json, nullable=False),
        sa.Column("cron", sa.String(length=100), nullable=True),
        sa.Column("interval_seconds", sa.Integer(), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("next_run_at", UtcDateTime(), nullable=True),
        sa.Column("last_run_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("(cron IS NULL) <> (interval_seconds IS NULL)", name=op.f("ck_schedules_cron_or_interval")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_schedules")),
    )
    op.create_table(
        "schedule_runs",
        sa.Column("schedule_name", sa.String(length=64), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("how", sa.String(length=16), nullable=False),
        sa.Column("task_id", sa.String(length=36), nullable=True),
        sa.Column("claimed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["schedule_name"], ["schedules.name"], name=op.f("fk_schedule_runs_schedule_name"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_schedule_runs_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("schedule_name", "due_at", name=op.f("pk_schedule_runs")),
    )
    op.create_index(op.f("ix_schedule_runs_task_id"), "schedule_runs", ["task_id"], unique=False)
    now = datetime.now(UTC)
    op.bulk_insert(
        schedules,
        [
            _daily(now, 2, "train-all-models-nightly", "tasks.ml_tasks.train_all_models", {"model": "auto"}),
            # Long after the training: it looks at what the night did not train.
            _daily(now, 6, "check-drift-daily", "tasks.ml_tasks.check_drift_task", {}),
        ],
    )


def _daily(now: datetime, hour: int, name: str, task: str, args: dict[str, str]) -> dict[str, object]:
    today = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return {
        "name": name,
        "task": task,
        "args": args,
        "cron": f"0 {hour} * * *",
        "timezone": "UTC",
        "enabled": True,
        "next_run_at": today if today > now else today + timedelta(days=1),
        "created_at": now,
    }

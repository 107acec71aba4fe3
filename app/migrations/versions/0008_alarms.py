"""Which alarms have been told of"""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "raised_alarms",
        sa.Column("schedule_name", sa.String(length=64), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["schedule_name"], ["schedules.name"], name=op.f("fk_raised_alarms_schedule_name"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("schedule_name", "due_at", "code", name=op.f("pk_raised_alarms")),
    )

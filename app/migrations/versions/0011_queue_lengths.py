"""How long the queues were, minute by minute; an index for the history of tasks"""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "queue_lengths",
        sa.Column("minute", UtcDateTime(), nullable=False),
        sa.Column("queue", sa.String(length=64), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("processing", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("minute", "queue", name=op.f("pk_queue_lengths")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tasks_parent_id_id", "tasks", ["parent_id", "id"])
    op.drop_index("ix_tasks_parent_id", table_name="tasks")

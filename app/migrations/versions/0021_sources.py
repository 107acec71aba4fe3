"""Where sales, stock and the like are fetched from by themselves"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from app.db import UtcDateTime

revision = "0021"
down_revision = "0020"

Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("fields", Json, nullable=False),
        sa.Column("seen", Json, nullable=False),
        sa.Column("sizes", Json, nullable=False),
        sa.Column("waiting", Json),
        sa.Column("task_id", sa.String(36), sa.ForeignKey("tasks.id", ondelete="SET NULL"), index=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )

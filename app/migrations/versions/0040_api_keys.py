"""Keys with which machines ask in the name of a user"""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("shown", sa.String(16), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime()),
        sa.Column("last_used_at", UtcDateTime()),
        sa.CheckConstraint("role IN ('viewer', 'planner', 'admin')", name="role"),
        sa.UniqueConstraint("user_id", "name"),
    )

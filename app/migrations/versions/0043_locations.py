"""Whose products a user sees: those of some locations, or all"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0043"
down_revision = "0042"


def upgrade() -> None:
    names = sa.JSON().with_variant(JSONB(), "postgresql")
    op.add_column("users", sa.Column("locations", names, nullable=False, server_default="[]"))

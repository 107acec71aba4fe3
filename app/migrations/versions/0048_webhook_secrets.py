"""Secrets of webhooks can be exchanged; since when a receiver fails

Of receivers that fail now it is known from their next try on.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0048"
down_revision = "0047"


def upgrade() -> None:
    kept = sa.JSON().with_variant(JSONB(), "postgresql")
    op.add_column("webhooks", sa.Column("old_secrets", kept, nullable=False, server_default="[]"))
    op.add_column("webhooks", sa.Column("failing_since", sa.DateTime(timezone=True)))

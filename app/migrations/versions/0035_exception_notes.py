"""What people say of exceptions"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.create_table(
        "exception_notes",
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("subject", sa.String(200), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("comment", sa.String(500), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.String(64), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )

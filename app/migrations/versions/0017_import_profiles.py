"""How files of a shop's own kind are to be read"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from app.db import UtcDateTime

revision = "0017"
down_revision = "0016"

Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "import_profiles",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("headings", Json, nullable=False),
        sa.Column("columns", Json, nullable=False),
        sa.Column("decimal", sa.String(1), nullable=False),
        sa.Column("date_order", sa.String(3), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )

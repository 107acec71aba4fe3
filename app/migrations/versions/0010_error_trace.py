"""The trace of a failed task"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("tasks", sa.Column("error_trace", sa.Text(), nullable=True))

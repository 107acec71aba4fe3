"""What totals need of a whole catalogue: mean and variance of each forecast, and the errors of each week, in few bytes

What was trained and scored before has none: it is added up from quantiles and scores until the next night.
"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    op.create_table(
        "forecast_moments",
        sa.Column("version_id", sa.Integer(), primary_key=True),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("moments", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["model_versions.id"], ondelete="CASCADE"),
    )
    op.create_table(
        "week_errors",
        sa.Column("week", sa.Date(), primary_key=True),
        sa.Column("product_ids", sa.LargeBinary(), nullable=False),
        sa.Column("errors", sa.LargeBinary(), nullable=False),
    )

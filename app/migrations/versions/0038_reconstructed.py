"""What was made later, from what was known then: forecasts and promises of weeks before a shop was trained"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    later = sa.Column("reconstructed", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("published_forecasts", later)
    for table in ("forecast_scores", "kept_promises"):
        op.add_column(table, sa.Column("reconstructed", sa.Integer(), nullable=False, server_default="0"))

"""Whether a forecast is of what is sold in whole units, whatever its quantiles were multiplied by

Where they are kept as whole numbers they say so themselves.
"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    op.add_column("forecasts", sa.Column("is_whole", sa.Boolean(), nullable=False, server_default=sa.false()))

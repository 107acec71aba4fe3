"""When what goes from place to place expires

What left before that was noted is as old as what had last come in where it comes from.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0052"
down_revision = "0051"


def upgrade() -> None:
    op.add_column("purchase_orders", sa.Column("lots", sa.JSON().with_variant(JSONB(), "postgresql")))

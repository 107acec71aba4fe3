"""Whether customers wait, and what of an advice is expected demand; 0 until the advice is next worked out"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("products", sa.Column("backorders", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("order_advice", sa.Column("expected_demand", sa.Double(), nullable=False, server_default="0"))

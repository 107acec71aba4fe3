"""What arrives in time, beside each order advice; 0 until the advice is next worked out"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("order_advice", sa.Column("arriving", sa.Double(), nullable=False, server_default="0"))

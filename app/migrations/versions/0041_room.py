"""How many units of a product an order may bring at most"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    op.add_column("order_advice", sa.Column("room", sa.Double()))

"""Shelf life, fill rate, least, most and displayed stock of products, and what is expected to expire"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.add_column("products", sa.Column("target", sa.String(16), nullable=False, server_default="cycle_service"))
    op.add_column("products", sa.Column("shelf_life_days", sa.Integer()))
    op.add_column("products", sa.Column("min_stock", sa.Double(), nullable=False, server_default="0"))
    op.add_column("products", sa.Column("max_stock", sa.Double()))
    op.add_column("products", sa.Column("display_stock", sa.Double(), nullable=False, server_default="0"))
    op.add_column("products", sa.Column("stocked_from", sa.Double()))
    op.add_column("order_advice", sa.Column("will_expire", sa.Double(), nullable=False, server_default="0"))
    op.add_column("order_advice", sa.Column("order_waste", sa.Double(), nullable=False, server_default="0"))

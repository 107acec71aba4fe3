"""Classes of products by their worth and the steadiness of their demand; 0 until the advice is next worked out"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.add_column("products", sa.Column("abc_class", sa.String(1)))
    op.add_column("products", sa.Column("xyz_class", sa.String(1)))
    op.add_column("order_advice", sa.Column("yearly_demand", sa.Double(), nullable=False, server_default="0"))
    op.add_column("order_advice", sa.Column("variation", sa.Double()))

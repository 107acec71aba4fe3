"""What products are put together of"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

_IS_KIT = sa.text("components IS NOT NULL")


def upgrade() -> None:
    op.add_column("products", sa.Column("components", sa.JSON(), nullable=True))
    op.create_index("ix_products_kits", "products", ["id"], sqlite_where=_IS_KIT, postgresql_where=_IS_KIT)
    op.add_column("order_advice", sa.Column("for_kits", sa.Double(), nullable=False, server_default="0"))

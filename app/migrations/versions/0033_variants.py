"""The item that products are sizes or colours of"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.add_column("products", sa.Column("variant_of", sa.String(64), nullable=False, server_default=sa.text("''")))
    op.create_index("ix_products_variant_of", "products", ["variant_of"])

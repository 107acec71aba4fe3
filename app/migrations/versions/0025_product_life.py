"""When a product is sold, what it takes the place of, and what it is expected to be like"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column("products", sa.Column("launch_on", sa.Date(), nullable=True))
    op.add_column("products", sa.Column("ends_on", sa.Date(), nullable=True))
    op.add_column("products", sa.Column("replaces", sa.String(64), nullable=False, server_default=sa.text("''")))
    op.add_column("products", sa.Column("like", sa.JSON(), nullable=True))

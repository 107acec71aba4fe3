"""The days that are shares of a week's or a month's total are found at once, at each training"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_SHARES = sa.text("span > 1")


def upgrade() -> None:
    op.create_index("ix_sales_shares", "sales", ["product_id", "day"], sqlite_where=_SHARES, postgresql_where=_SHARES)

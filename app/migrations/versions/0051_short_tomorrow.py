"""What a place could use, were it brought from another tomorrow

Advice from before is shown by what it misses and loses, until it is worked out anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"


def upgrade() -> None:
    op.add_column("order_advice", sa.Column("short", sa.Integer()))
    op.add_column("order_advice", sa.Column("besides", sa.Integer()))

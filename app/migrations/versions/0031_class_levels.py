"""Which service level of its class an advice rests on"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.add_column("order_advice", sa.Column("class_level", sa.Double(), nullable=True))

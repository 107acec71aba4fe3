"""What is lost before an order can come, and goods of another place could still serve

Of advice from before nothing is: it is worked out anew every night.
"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"


def upgrade() -> None:
    op.add_column("order_advice", sa.Column("lost", sa.Double(), nullable=False, server_default="0"))

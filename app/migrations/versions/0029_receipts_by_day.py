"""Receipts are listed by day"""

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_index("ix_receipts_received_on_order_id", "receipts", ["received_on", "order_id"])

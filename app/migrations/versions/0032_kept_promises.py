"""The service that was promised, and the one that was kept"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.add_column("order_advice", sa.Column("service_level", sa.Double(), nullable=True))
    op.create_table(
        "kept_promises",
        sa.Column("week", sa.Date(), primary_key=True),
        sa.Column("product_id", sa.Integer(), primary_key=True),
        sa.Column("cycles", sa.Integer(), nullable=False),
        sa.Column("promised", sa.REAL(), nullable=False),
        sa.Column("kept", sa.REAL(), nullable=False),
        sa.Column("days_out", sa.Integer(), nullable=False),
        sa.Column("lost", sa.REAL(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_kept_promises_product_id", "kept_promises", ["product_id"])

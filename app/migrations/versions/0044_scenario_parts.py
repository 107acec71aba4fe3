"""What a scenario of a large shop came to; the products of a location, and whether any advice is new, found quickly"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    op.create_table(
        "scenario_parts",
        sa.Column("task_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], op.f("fk_scenario_parts_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "number", name=op.f("pk_scenario_parts")),
    )
    op.create_index(op.f("ix_products_location"), "products", ["location"])
    op.create_index(op.f("ix_order_advice_computed_at"), "order_advice", ["computed_at"])

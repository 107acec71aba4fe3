"""Stock may be unknown; counts are told from what receipts made of them; advice says which stock it rests on

A product of which nobody has ever told a level had 0 on hand by default: its stock is unknown.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

NEVER_TOLD = """
UPDATE products SET on_hand = NULL WHERE on_hand = 0
AND NOT EXISTS (SELECT 1 FROM stock_levels WHERE stock_levels.product_id = products.id)
"""


def upgrade() -> None:
    with op.batch_alter_table("products") as products:
        products.alter_column("on_hand", existing_type=sa.Double(), nullable=True)
    op.execute(NEVER_TOLD)
    op.execute("DELETE FROM order_advice WHERE product_id IN (SELECT id FROM products WHERE on_hand IS NULL)")
    op.add_column("stock_levels", sa.Column("counted", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("order_advice", sa.Column("on_hand", sa.Double(), nullable=True))

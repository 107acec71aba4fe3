"""Several suppliers of a product, with what each asks; what an order costs, weighs and takes; who is advised"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0023"
down_revision = "0022"

_JSON = sa.JSON().with_variant(JSONB(), "postgresql")
_MONEY = sa.Numeric(14, 4)


def _key(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], ondelete="CASCADE", name=op.f(f"fk_product_suppliers_{column}"))


def upgrade() -> None:
    op.create_table(
        "product_suppliers",
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(64)),
        sa.Column("unit_cost", _MONEY),
        sa.Column("price_breaks", _JSON, nullable=False, server_default="[]"),
        sa.Column("pack_size", sa.Integer()),
        sa.Column("min_order", sa.Integer()),
        sa.Column("lead_time_days", sa.Integer()),
        sa.Column("priority", sa.Integer(), nullable=False, server_default="1"),
        _key("product_id", "products.id"),
        _key("supplier_id", "suppliers.id"),
        sa.PrimaryKeyConstraint("product_id", "supplier_id", name=op.f("pk_product_suppliers")),
    )  # fmt: skip
    op.create_index("ix_product_suppliers_supplier_id", "product_suppliers", ["supplier_id"])
    op.add_column("suppliers", sa.Column("order_cost", _MONEY))
    op.add_column("suppliers", sa.Column("currency", sa.String(3)))
    op.add_column("suppliers", sa.Column("exchange_rate", sa.Double()))
    op.add_column("suppliers", sa.Column("min_order_weight", sa.Double()))
    op.add_column("suppliers", sa.Column("min_order_volume", sa.Double()))
    op.add_column("products", sa.Column("unit_weight", sa.Double()))
    op.add_column("products", sa.Column("unit_volume", sa.Double()))
    op.add_column("order_advice", sa.Column("supplier", sa.String(100)))
    op.add_column("order_advice", sa.Column("unit_cost", sa.Double()))
    op.add_column("order_advice", sa.Column("pack_size", sa.Integer()))
    op.add_column("order_advice", sa.Column("min_order", sa.Integer()))
    op.add_column("order_advice", sa.Column("price_breaks", _JSON))

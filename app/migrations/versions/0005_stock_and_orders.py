"""Suppliers, stock levels, purchase orders, receipts, and the advice what to order"""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0005"
down_revision = "0004"

Money = sa.Numeric(14, 4)


def upgrade() -> None:
    _suppliers()
    _products()
    _stock_levels()
    _purchase_orders()
    _receipts()
    _order_advice()
    _stock_out_notices()


def _suppliers() -> None:
    op.create_table(
        "suppliers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("min_order_value", Money, nullable=True),
        sa.Column("min_order_units", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppliers")),
        sa.UniqueConstraint("name", name=op.f("uq_suppliers_name")),
    )


def _products() -> None:
    op.add_column("products", sa.Column("supplier", sa.String(length=100), nullable=False, server_default=""))
    op.add_column("products", sa.Column("lead_time_sd_days", sa.Double(), nullable=True))
    op.add_column("products", sa.Column("holding_cost", Money, nullable=True))
    with op.batch_alter_table("products") as products:
        products.alter_column("service_level", existing_type=sa.Double(), nullable=True)
        products.alter_column("supplier", existing_type=sa.String(length=100), server_default=None)
    op.create_index(op.f("ix_products_supplier"), "products", ["supplier"], unique=False)


def _stock_levels() -> None:
    op.create_table(
        "stock_levels",
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("on_hand", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_stock_levels_product_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("product_id", "day", name=op.f("pk_stock_levels")),
        sqlite_with_rowid=False,
    )
    columns, empty = ["product_id", "day"], sa.text("on_hand <= 0")
    op.create_index("ix_stock_levels_empty", "stock_levels", columns, sqlite_where=empty, postgresql_where=empty)


def _purchase_orders() -> None:
    op.create_table(
        "purchase_orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("supplier", sa.String(length=100), nullable=False),
        sa.Column("quantity", sa.Double(), nullable=False),
        sa.Column("received", sa.Double(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_purchase_orders_product_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_orders")),
    )
    columns = ["number", "product_id"]
    op.create_index("uq_purchase_orders_number_product_id", "purchase_orders", columns, unique=True)
    op.create_index("ix_purchase_orders_product_id_status", "purchase_orders", ["product_id", "status"], unique=False)


def _receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("quantity", sa.Double(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["purchase_orders.id"], name=op.f("fk_receipts_order_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
    )
    op.create_index(op.f("ix_receipts_order_id"), "receipts", ["order_id"], unique=False)


def _order_advice() -> None:
    op.create_table(
        "order_advice",
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("needed", sa.Double(), nullable=False),
        sa.Column("order_by", sa.Date(), nullable=True),
        sa.Column("stock_out_date", sa.Date(), nullable=True),
        sa.Column("days_of_cover", sa.Double(), nullable=True),
        sa.Column("cost", sa.Double(), nullable=True),
        sa.Column("money_at_risk", sa.Double(), nullable=False),
        sa.Column("excess_units", sa.Double(), nullable=False),
        sa.Column("excess_value", sa.Double(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("computed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_order_advice_product_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_order_advice")),
    )
    columns = ["kind", "money_at_risk"]
    op.create_index("ix_order_advice_kind_money_at_risk", "order_advice", columns, unique=False)


def _stock_out_notices() -> None:
    op.create_table(
        "stock_out_notices",
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_stock_out_notices_product_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_stock_out_notices")),
    )

"""Sales of several sources add up, returns are told, totals of weeks are marked, imports can be undone

All sales so far are days' own figures of the one source without a name.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from app.db import UtcDateTime

revision = "0014"
down_revision = "0013"

Money = sa.Numeric(14, 4)
Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _sales()
    _sources()
    _imports()


def _sales() -> None:
    op.add_column("sales", sa.Column("returned", sa.Double(), nullable=False, server_default="0"))
    op.add_column("sales", sa.Column("span", sa.SmallInteger(), nullable=False, server_default="1"))
    op.add_column("sales", sa.Column("source_id", sa.SmallInteger(), nullable=True, server_default="0"))
    returned = sa.text("returned > 0")
    op.create_index(
        "ix_sales_returned", "sales", ["product_id", "day"], sqlite_where=returned, postgresql_where=returned
    )


def _sources() -> None:
    op.create_table(
        "sale_sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_sources")),
        sa.UniqueConstraint("name", name=op.f("uq_sale_sources_name")),
    )
    op.create_table(
        "sale_parts",
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("source_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.Double(), nullable=False),
        sa.Column("in_stock", sa.Boolean(), nullable=False),
        sa.Column("price", Money, nullable=True),
        sa.Column("promo", sa.Boolean(), nullable=False),
        sa.Column("span", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_sale_parts_product_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("product_id", "day", "source_id", name=op.f("pk_sale_parts")),
        sqlite_with_rowid=False,
    )


def _imports() -> None:
    op.create_table(
        "import_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("details", Json, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_import_records_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_records")),
        sa.UniqueConstraint("task_id", name=op.f("uq_import_records_task_id")),
    )
    op.create_index(op.f("ix_import_records_created_at"), "import_records", ["created_at"], unique=False)
    op.create_table(
        "import_blocks",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_product", sa.Integer(), nullable=False),
        sa.Column("last_product", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_records.id"], name=op.f("fk_import_blocks_import_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("pk_import_blocks")),
    )

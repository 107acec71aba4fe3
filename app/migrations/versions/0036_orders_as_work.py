"""Orders as work: drafts, approval, sending, confirmation; who changed what

Orders that are there have no head: they count as sent, as they always have.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0036"
down_revision = "0035"

Json = sa.JSON().with_variant(JSONB(), "postgresql")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "orders",
        sa.Column("number", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("written_by", Json, nullable=False),
        sa.Column("drafted_by", sa.String(64)),
        sa.Column("approved_by", sa.String(64)),
        sa.Column("sent_by", sa.String(64)),
        sa.Column("sent_at", Instant),
        sa.Column("sent_to", sa.String(254)),
        sa.Column("mail_id", sa.String(36)),
        sa.Column("confirmed_by", sa.String(100)),
        sa.Column("confirmed_at", Instant),
        sa.Column("created_at", Instant, nullable=False),
    )
    op.create_table(
        "order_steps",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("details", Json, nullable=False),
        sa.Column("undone_at", Instant),
    )
    op.create_index("ix_order_steps_number", "order_steps", ["number"])
    op.create_table(
        "order_links",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
    )
    op.create_index("ix_order_links_number", "order_links", ["number"])
    _add_columns()


def _add_columns() -> None:
    with op.batch_alter_table("purchase_orders") as lines:
        lines.add_column(sa.Column("advised", sa.Double()))
        lines.add_column(sa.Column("source_id", sa.Integer()))
        name = "fk_purchase_orders_source_id"
        lines.create_foreign_key(name, "products", ["source_id"], ["id"], ondelete="SET NULL")
    op.add_column("suppliers", sa.Column("language", sa.String(2)))
    op.add_column("audit_log", sa.Column("target", sa.String(255)))
    op.add_column("audit_log", sa.Column("changes", Json))
    op.create_index("ix_audit_log_target", "audit_log", ["target"])

"""Events known ahead, planners' overrides, forecasts as published and their scores"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from app.db import UtcDateTime

revision = "0009"
down_revision = "0008"

Money = sa.Numeric(14, 4)
Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _events()
    _overrides()
    _published_forecasts()
    _forecast_scores()
    _schedule()


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(length=100), nullable=True),
        sa.Column("location", sa.String(length=100), nullable=True),
        sa.Column("price", Money, nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("region", sa.String(length=10), nullable=True),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_events_product_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_product_id"), "events", ["product_id"], unique=False)


def _overrides() -> None:
    op.create_table(
        "overrides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("quantity", sa.Double(), nullable=True),
        sa.Column("change_percent", sa.Double(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("days_measured", sa.Integer(), nullable=False),
        sa.Column("error_with", sa.Double(), nullable=True),
        sa.Column("error_without", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "(quantity IS NULL) <> (change_percent IS NULL)", name=op.f("ck_overrides_quantity_or_change")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_overrides_product_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overrides")),
    )
    op.create_index("ix_overrides_product_id_ends_on", "overrides", ["product_id", "ends_on"], unique=False)


def _published_forecasts() -> None:
    op.create_table(
        "published_forecasts",
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("correction", sa.Double(), nullable=False),
        sa.Column("scale", sa.Double(), nullable=False),
        sa.Column("figures", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_published_forecasts_product_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("product_id", "as_of", name=op.f("pk_published_forecasts")),
        sqlite_with_rowid=False,
    )


def _forecast_scores() -> None:
    op.create_table(
        "forecast_scores",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("lead", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("forecasts", sa.Integer(), nullable=False),
        sa.Column("actual", sa.REAL(), nullable=False),
        sa.Column("absolute_error", sa.REAL(), nullable=False),
        sa.Column("error", sa.REAL(), nullable=False),
        sa.Column("naive_absolute_error", sa.REAL(), nullable=False),
        sa.Column("uncorrected", sa.REAL(), nullable=False),
        sa.Column("inside", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_forecast_scores_product_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("week", "product_id", "lead", name=op.f("pk_forecast_scores")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_forecast_scores_product_id"), "forecast_scores", ["product_id"], unique=False)


def _schedule() -> None:
    """After the nightly training, whose forecasts are of the days to come; it scores those gone by."""
    now = datetime.now(UTC)
    due = now.replace(hour=3, minute=30, second=0, microsecond=0)
    schedules = sa.table(
        "schedules",
        *(sa.column(name) for name in ("name", "task", "cron", "timezone", "enabled")),
        sa.column("args", Json),
        sa.column("next_run_at", UtcDateTime()),
        sa.column("created_at", UtcDateTime()),
    )
    row = {
        "name": "score-forecasts-nightly",
        "task": "tasks.system_tasks.score_forecasts",
        "args": {},
        "cron": "30 3 * * *",
        "timezone": "UTC",
        "enabled": True,
        "next_run_at": due if due > now else due + timedelta(days=1),
        "created_at": now,
    }
    op.bulk_insert(schedules, [row])

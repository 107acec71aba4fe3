"""Terms that products leave empty come from their supplier, then their category

What is as usual so far is taken as left empty: nobody has said anything else of it.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0027"
down_revision = "0026"

Json = sa.JSON().with_variant(JSONB(), "postgresql")
USUAL = {
    "lead_time_days": 7,
    "lead_time_sd_days": None,
    "review_days": 7,
    "service_level": 0.95,
    "pack_size": 1,
    "min_order": 0,
}


def _columns() -> list[sa.Column]:
    return [
        sa.Column("lead_time_sd_days", sa.Double()),
        sa.Column("review_days", sa.Integer()),
        sa.Column("service_level", sa.Double()),
        sa.Column("pack_size", sa.Integer()),
        sa.Column("min_order", sa.Integer()),
    ]


def upgrade() -> None:
    op.add_column("products", sa.Column("inherited", Json, nullable=False, server_default="[]"))
    for column in _columns():
        op.add_column("suppliers", column)
    op.create_table(
        "category_terms",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("lead_time_days", sa.Integer()),
        *_columns(),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_category_terms")),
    )
    _note_what_is_usual()


def _note_what_is_usual() -> None:
    products = sa.table("products", sa.column("inherited", Json), *map(sa.column, USUAL))
    connection = op.get_bind()
    for values in connection.execute(sa.select(*products.c[tuple(USUAL)]).distinct()).all():
        usual = [name for name, value in zip(USUAL, values, strict=True) if value == USUAL[name]]
        same = [products.c[name].is_not_distinct_from(value) for name, value in zip(USUAL, values, strict=True)]
        connection.execute(sa.update(products).where(*same).values(inherited=usual))

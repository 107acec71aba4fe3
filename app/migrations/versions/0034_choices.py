"""What was chosen for a model version, by which its product is forecast again"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.create_table(
        "choices",
        sa.Column("version_id", sa.Integer(), primary_key=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("known", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("spread", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["model_versions.id"], ondelete="CASCADE"),
    )

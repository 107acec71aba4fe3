"""The recipe of a model version, so that the next one can be measured beside it"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"

Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("model_versions", sa.Column("recipe", Json, nullable=True))

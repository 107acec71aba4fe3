"""The refresh token before the present one, which is good for a few seconds more"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("user_sessions", sa.Column("exchanged_jti", sa.String(36)))
    op.add_column("user_sessions", sa.Column("exchanged_at", sa.DateTime(timezone=True)))

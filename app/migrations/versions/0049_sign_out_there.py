"""What signs somebody out of the provider of OpenID, too

Sessions from before end here alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"


def upgrade() -> None:
    op.add_column("user_sessions", sa.Column("id_token", sa.Text()))

"""What was agreed of a line when it was ordered; an id that a client has kept is never that of something else

What was ordered before has nothing agreed: it costs what its supplier asks now, as it always has.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0045"
down_revision = "0044"

# That of a row that is gone is not given again (sqlite.org/autoinc.html); other databases never have.
LASTING = {"sqlite_autoincrement": True}


def upgrade() -> None:
    op.add_column("purchase_orders", sa.Column("agreed", sa.JSON().with_variant(JSONB(), "postgresql")))
    if op.get_bind().dialect.name == "sqlite":
        for table in ("products", "suppliers", "purchase_orders"):
            with op.batch_alter_table(table, recreate="always", table_kwargs=LASTING):
                pass

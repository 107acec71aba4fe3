"""The reason of an advice may be long: with all terms its figures take more than 500 characters"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    with op.batch_alter_table("order_advice") as advice:
        advice.alter_column("reason", existing_type=sa.String(500), type_=sa.Text())

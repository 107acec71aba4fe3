"""When suppliers take orders and deliver; which lead time of a product counts; when advised goods come"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0019"
down_revision = "0018"

_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("suppliers", sa.Column("lead_time_days", sa.Integer()))
    op.add_column("suppliers", sa.Column("order_days", _JSON))
    op.add_column("suppliers", sa.Column("cut_off", sa.String(5)))
    op.add_column("suppliers", sa.Column("delivery_days", _JSON))
    op.add_column("suppliers", sa.Column("closed", _JSON, nullable=False, server_default="[]"))
    op.add_column("suppliers", sa.Column("email", sa.String(254)))
    op.add_column("products", sa.Column("lead_time_from", sa.String(16), nullable=False, server_default="both"))
    op.add_column("order_advice", sa.Column("arrives_on", sa.Date()))
    op.add_column("order_advice", sa.Column("next_arrival_on", sa.Date()))

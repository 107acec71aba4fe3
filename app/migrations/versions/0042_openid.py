"""Who signs in by a provider of OpenID, and who is on the way there"""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    op.add_column("users", sa.Column("openid_issuer", sa.String(255)))
    op.add_column("users", sa.Column("openid_subject", sa.String(255)))
    op.create_index("ix_users_openid", "users", ["openid_issuer", "openid_subject"], unique=True)
    op.create_table(
        "openid_attempts",
        sa.Column("state", sa.String(64), primary_key=True),
        sa.Column("proof_hash", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("code_verifier", sa.String(128), nullable=False),
        sa.Column("redirect_uri", sa.String(2000), nullable=False),
        sa.Column("destination", sa.String(2000), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False, index=True),
    )

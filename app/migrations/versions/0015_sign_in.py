"""From where a session was opened, and user names that look alike, once"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("user_sessions", sa.Column("network", sa.String(45)))
    op.add_column("users", sa.Column("likeness", sa.String(64)))
    connection = op.get_bind()
    known: set[str] = set()
    for user_id, username in connection.execute(sa.text("SELECT id, username FROM users ORDER BY id")).all():
        likeness = _likeness(username)
        # Of those that look alike already the first has it, and the others stay as they are.
        if likeness not in known and len(likeness) <= 64:
            fill = sa.text("UPDATE users SET likeness = :likeness WHERE id = :id")
            connection.execute(fill, {"likeness": likeness, "id": user_id})
            known.add(likeness)
    op.create_index("ix_users_likeness", "users", ["likeness"], unique=True)


def _likeness(username: str) -> str:
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", username).casefold())
    return "".join(character for character in plain if unicodedata.category(character)[0] not in "CZ")

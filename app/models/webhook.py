from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

_IS_DUE = text("due_at IS NOT NULL")


class Webhook(Base):
    """An address outside that is told of events.

    secret        -- signs what is sent there
    old_secrets   -- sign it as well for a time: [{"secret", "until"}], instants of the API
    failing_since -- when a try failed after which none has succeeded
    """

    __tablename__ = "webhooks"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    url: Mapped[str] = mapped_column(String(2000))
    events: Mapped[list[Any]]
    secret: Mapped[str] = mapped_column(String(100))
    old_secrets: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    failing_since: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Notification(Base):
    """One event to be told to one webhook, or by e-mail to the operator (webhook_id None).

    Written in the transaction of the event itself, sent afterwards, as often as it takes.

    body     -- exactly what is sent: a signature is over its bytes
    due_at   -- when it is to be sent (again); None: delivered, or given up
    attempts -- one entry per try: {"at", "status", "error", "ms"}
    """

    __tablename__ = "notifications"
    __table_args__ = (Index("ix_notifications_due_at", "due_at", postgresql_where=_IS_DUE, sqlite_where=_IS_DUE),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    webhook_id: Mapped[str | None] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"), index=True)
    event: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(index=True)
    due_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    attempts: Mapped[list[Any]]

    @property
    def status(self) -> str:
        """delivered, waiting or given_up."""
        return "delivered" if self.delivered_at else "waiting" if self.due_at else "given_up"

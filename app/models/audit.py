from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class AuditEntry(Base):
    """Something somebody did to the installation.

    username -- kept even when the user is gone
    target -- the address in the API of what was changed; changes -- by field what it was before, where that is known,
    and what it is now: {"before", "after"}
    """

    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    username: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(255))
    target: Mapped[str | None] = mapped_column(String(255), index=True)
    changes: Mapped[dict[str, Any] | None]
    request_id: Mapped[str | None] = mapped_column(String(64))

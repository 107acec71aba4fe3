"""What people say of an exception; that it is one follows from everything else."""

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class ExceptionNote(Base):
    """kind, subject -- which exception; owner -- the user who sees to it; is_done -- nobody needs to any more"""

    __tablename__ = "exception_notes"

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    subject: Mapped[str] = mapped_column(String(200), primary_key=True)
    owner: Mapped[str | None] = mapped_column(String(64))
    snoozed_until: Mapped[date | None]
    comment: Mapped[str] = mapped_column(String(500), default="")
    is_done: Mapped[bool] = mapped_column(default=False)
    changed_by: Mapped[str] = mapped_column(String(64))
    updated_at: Mapped[datetime]

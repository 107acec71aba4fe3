"""What people say of an exception, and who is mailed of them; that it is one follows from everything else."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
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


class MorningMail(Base):
    """That a user wants to be mailed what needs somebody. seen_to_on -- the last morning that was seen to"""

    __tablename__ = "morning_mails"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    seen_to_on: Mapped[date]

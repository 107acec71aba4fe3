from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class QueueLength(Base):
    """How many tasks waited in a queue and were being worked on, in this minute (its first second)."""

    __tablename__ = "queue_lengths"
    __table_args__ = ({"sqlite_with_rowid": False},)

    minute: Mapped[datetime] = mapped_column(primary_key=True)
    queue: Mapped[str] = mapped_column(String(64), primary_key=True)
    pending: Mapped[int]
    processing: Mapped[int]

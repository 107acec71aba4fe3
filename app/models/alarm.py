from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class RaisedAlarm(Base):
    """The claim: whoever writes this row tells of the alarm, and nobody writes it twice."""

    __tablename__ = "raised_alarms"

    schedule_name: Mapped[str] = mapped_column(ForeignKey("schedules.name", ondelete="CASCADE"), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    raised_at: Mapped[datetime]

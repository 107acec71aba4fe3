from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

# Not `null`, which would be a value that is there.
MaybeJson = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Source(Base):
    """Where sales, stock and the like are fetched from again and again.

    fields  -- what was said of it: where it is, how it is to be read; of secrets only the names
    seen    -- what was taken in so far, so that nothing is read twice
    sizes   -- rows of the latest files that are no sales, the newest first
    waiting -- a file that somebody has to decide on: its upload, name, findings, and what will have been seen then
    task_id -- its latest run
    """

    __tablename__ = "sources"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    fields: Mapped[dict[str, Any]]
    seen: Mapped[dict[str, Any]]
    sizes: Mapped[list[Any]]
    waiting: Mapped[dict[str, Any] | None] = mapped_column(MaybeJson)
    task_id: Mapped[str | None] = mapped_column(ForeignKey("tasks.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime]

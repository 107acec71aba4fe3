from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class WorkerHeartbeat(Base):
    """The last sign of life of a worker's main process, or of Beat.

    kind    -- "worker" or "beat"
    work    -- what it is at: [{"task_id", "name", "args", "since"}]
    seen_at -- when it was written; one that has stopped properly has no row
    """

    __tablename__ = "worker_heartbeats"

    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    host: Mapped[str] = mapped_column(String(255))
    pid: Mapped[int]
    queues: Mapped[list[Any]]
    pool: Mapped[str] = mapped_column(String(32))
    concurrency: Mapped[int]
    work: Mapped[list[Any]]
    tasks_done: Mapped[int]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]

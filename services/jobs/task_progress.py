"""How often progress is written, and that it never goes backwards."""

import time
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from app.models import TaskRecord

# Nobody looks more often; writing every step of a fast job would cost more than the job.
REPORT_SECONDS = 0.5


class Reports(Protocol):
    """What is told how far the work is."""

    def report(self, current: int, total: int, message: str = "") -> None: ...


@dataclass
class Throttle:
    """Lets through the first step of a stage, the last step of all, and in between one step each half second."""

    stage: str | None = None
    written_at: float = 0.0

    def lets_through(self, current: int, total: int, stage: str) -> bool:
        """Whether this step is to be written."""
        now = time.monotonic()
        if stage == self.stage and current < total and now - self.written_at < REPORT_SECONDS:
            return False
        self.stage, self.written_at = stage, now
        return True


def further(current: int, total: int) -> dict[str, Any]:
    """The new position, unless the record is further already as a share of its own total."""
    written = sa.cast(TaskRecord.progress_current, sa.BigInteger) * total
    is_further = written > sa.cast(TaskRecord.progress_total, sa.BigInteger) * current
    return {
        "progress_current": sa.case((is_further, TaskRecord.progress_current), else_=current),
        "progress_total": sa.case((is_further, TaskRecord.progress_total), else_=total),
    }

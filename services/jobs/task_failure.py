"""What a failed attempt leaves behind: a code, a message, and, unless it was foreseen, its trace."""

import traceback
from types import TracebackType

from app.models import TaskRecord
from forecasting.errors import ForecastingError
from services.errors import PASSING, ServiceError
from utils import clock

LONGEST_TRACE = 8000
# Raised on purpose, with a message that says what to do.
FORESEEN = (ServiceError, ForecastingError)
# What called our code says nothing about it.
CALLERS = ("celery.", "billiard.")


def code_of(error: BaseException) -> str:
    """The code a client may rely on. Other people's exceptions have attributes of that name, too."""
    return error.code if isinstance(error, FORESEEN) else "internal_error"


def message_of(error: BaseException) -> str:
    """What the exception says, or else what it is called."""
    return _storable(str(error) or type(error).__name__)


def trace_of(error: BaseException) -> str | None:
    """Where it was raised, the end of it if it is long: files, lines and source, never values.

    None for what was foreseen, unless it is of the kind that passes: then the cause of it is worth knowing.
    """
    if isinstance(error, FORESEEN) and not isinstance(error, PASSING):
        return None
    written = "".join(traceback.format_exception(type(error), error, _ours(error.__traceback__)))
    return _storable(written)[-LONGEST_TRACE:]


def last_sign_of(record: TaskRecord) -> str:
    """What is known of an attempt whose process died: a process that is killed writes no trace."""
    at = f" It was at: {record.progress_message}." if record.progress_message else ""
    return (
        f"No trace: the process {record.worker} died in attempt {record.attempt}.\n"
        f"It was last heard of at {clock.rfc3339(record.heartbeat_at)}.{at}\n"
        "The log of its worker says more around that time."
    )


def _ours(trace: TracebackType | None) -> TracebackType | None:
    first = trace
    while first and first.tb_frame.f_globals.get("__name__", "").startswith(CALLERS):
        first = first.tb_next
    return first or trace


def _storable(text: str) -> str:
    # PostgreSQL takes neither halves of a character nor the character 0; a failure must be written down all the same.
    return text.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")

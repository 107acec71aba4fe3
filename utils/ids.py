import contextvars
import secrets
import time
import uuid

# Travels from the request into the task it submits and into every log line of both.
request_id: contextvars.ContextVar[str | None] = contextvars.ContextVar("request_id", default=None)
task_id: contextvars.ContextVar[str | None] = contextvars.ContextVar("task_id", default=None)


def new_id() -> str:
    """A UUID of version 7 (RFC 9562, 5.7): ids made later sort later, so they serve as list order and cursor."""
    milliseconds = time.time_ns() // 1_000_000
    return str(
        uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62))
    )

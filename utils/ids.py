import contextvars
import secrets
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

# Travels from the request into the task it submits and into every log line of both.
request_id: contextvars.ContextVar[str | None] = contextvars.ContextVar("request_id", default=None)
task_id: contextvars.ContextVar[str | None] = contextvars.ContextVar("task_id", default=None)


@contextmanager
def at_work(task: str, request: str | None) -> Iterator[None]:
    """What is logged in the block is about this task, asked for by this request."""
    tokens = task_id.set(task), request_id.set(request)
    try:
        yield
    finally:
        task_id.reset(tokens[0])
        request_id.reset(tokens[1])


def new_id() -> str:
    """A UUID of version 7 (RFC 9562, 5.7): ids made later sort later, so they serve as list order and cursor.

    Within a millisecond as well: 12 bits say when in it (section 6.2, method 3).
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    within = (rest << 12) // 1_000_000
    return str(uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | within << 64 | 0b10 << 62 | secrets.randbits(62)))

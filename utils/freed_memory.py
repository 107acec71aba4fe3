"""Memory that was freed is kept while there is work, and given back to the machine when there is none.

A training makes and drops arrays of tens of megabytes by the thousand. Left to itself the C library asks the kernel for
each of them anew, which costs up to a fifth of all processor time of a night. `start_worker.sh` tells it not to. And
Python looks for objects that only hold each other after every 700 new ones, among the hundred thousands of a part of a
night: a tenth of its processor time, for next to nothing found.
"""

import ctypes
import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

IDLE_SECONDS = 20.0
# New objects until Python looks among them, and such looks until it looks among those that have lasted, and among all.
LOOKED_THROUGH = (50_000, 20, 10)
# Where the C library has no such function, as on Windows, it knows nothing of what `start_worker.sh` sets either.
_trim = getattr(ctypes.pythonapi, "malloc_trim", None)


class Idleness:
    """Begins with the last piece of work that has ended."""

    def __init__(self, seconds: float = IDLE_SECONDS) -> None:
        self._seconds = seconds
        self._timer: threading.Timer | None = None

    def end(self) -> None:
        if self._timer:
            self._timer.cancel()

    def begin(self) -> None:
        """Once it has lasted for so many seconds, memory is given back."""
        self.end()
        self._timer = threading.Timer(self._seconds, give_back)
        self._timer.daemon = True
        self._timer.start()


def look_seldom() -> None:
    """For a process that works part by part: what holds only itself is found later, at the latest when it is idle."""
    gc.set_threshold(*LOOKED_THROUGH)


@contextmanager
def loading() -> Iterator[None]:
    """What a process that answers makes in this block stays: it is gone through neither now nor for each long list."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def give_back() -> None:
    """Leave to the machine what this process keeps and does not use."""
    gc.collect()
    if _trim:
        _trim(0)

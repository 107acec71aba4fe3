"""DATA_DIR belongs to one launcher at a time."""

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from launcher.errors import LaunchError
from utils import beside

# A killed launcher's guardian needs a moment to end what it left.
PATIENCE_SECONDS = 10


def claim(folder: Path) -> IO[str]:
    """The right to use DATA_DIR, until the file is closed. Raises LaunchError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "launcher.lock").open("a+")
    except OSError as error:
        raise LaunchError(f"{folder} cannot be written ({error.strerror}). Set another DATA_DIR.") from None
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not _try(lock):
        if _holder_lives(lock) or time.monotonic() > give_up:
            raise LaunchError(f"Stockcast already runs on {folder}. Stop it, or set another DATA_DIR.")
        time.sleep(0.1)
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _try(lock: IO[str]) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _holder_lives(lock: IO[str]) -> bool:
    lock.seek(0)
    holder = lock.read()
    return beside.lives(int(holder)) if holder else True

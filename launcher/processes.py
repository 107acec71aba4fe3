"""Processes, and the sessions they live in."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def end_with_parent() -> None:
    """For a new child: the kernel asks it to end when its parent is gone (prctl(2), PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def members(session: int) -> list[int]:
    """The living processes of a session: its leader and whatever descends from it, in whichever process group."""
    found = []
    for pid in _living():
        with suppress(OSError):  # It ended while we looked.
            if os.getsid(pid) == session:
                found.append(pid)
    return found


def _living() -> Iterator[int]:
    """All processes but those that have ended and are not yet buried."""
    return living_by_proc() if Path("/proc/self/stat").exists() else living_by_ps()


def living_by_proc() -> Iterator[int]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # proc(5): the name, in brackets, may hold anything; the state follows it.
            if stat.read_text(errors="replace").rpartition(")")[2].split()[0] != "Z":
                yield int(stat.parent.name)


def living_by_ps() -> Iterator[int]:
    """Where there is no /proc, as on macOS."""
    table = subprocess.run(["ps", "-A", "-o", "pid=,stat="], capture_output=True, text=True, check=True).stdout  # noqa: S607
    for line in table.splitlines():
        pid, state = line.split()[:2]
        if not state.startswith("Z"):
            yield int(pid)


def send(session: int, number: signal.Signals) -> None:
    """Signal every process of a session."""
    for pid in members(session):
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def kill(session: int) -> None:
    """End every process of a session at once; it is empty when this returns."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(session, signal.SIGKILL)
    while members(session):
        send(session, signal.SIGKILL)
        time.sleep(0.01)

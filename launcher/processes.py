"""Processes, and the sessions they live in."""

import ctypes
import os
import signal
import sys
import time
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
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # It ended while we looked.
            # proc(5): the name, in brackets, may hold anything; state, parent, group and session follow it.
            state, _, _, of = stat.read_text(errors="replace").rpartition(")")[2].split()[:4]
            if int(of) == session and state != "Z":
                found.append(int(stat.parent.name))
    return found


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

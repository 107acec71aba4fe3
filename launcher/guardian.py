"""Ends what a killed launcher leaves behind.

`python -m launcher.guardian` reads from its standard input which sessions begin ("+123") and end ("-123"), does
nothing while the launcher lives, and ends those that are left when the pipe closes.
"""

import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import IO

from launcher import processes

# What they may take to leave their files in order, before they are killed.
GRACE_SECONDS = 3


class Guardian:
    """The launcher's end of the pipe."""

    def __init__(self, lock: IO[str]) -> None:
        # It holds the lock as well: DATA_DIR is free when the last process is gone, not when the launcher is.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "launcher.guardian"],
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,
            pass_fds=(lock.fileno(),),
        )

    def began(self, session: int) -> None:
        self._write(f"+{session}")

    def ended(self, session: int) -> None:
        self._write(f"-{session}")

    def close(self) -> None:
        """Dismiss it; returns when it has gone."""
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()

    def _write(self, line: str) -> None:
        # Should someone have killed it, the children still die with the launcher, only their own children may not.
        with suppress(BrokenPipeError):
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    sessions: set[int] = set()
    for line in sys.stdin:
        (sessions.add if line[0] == "+" else sessions.discard)(int(line[1:]))
    for session in sessions:
        processes.send(session, signal.SIGTERM)
    give_up = time.monotonic() + GRACE_SECONDS
    while any(map(processes.members, sessions)) and time.monotonic() < give_up:
        time.sleep(0.05)
    for session in sessions:
        processes.kill(session)


if __name__ == "__main__":
    main()

"""A process of ours."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

LOG_BYTES = 20_000_000
# One that lived this long was well: the next restart comes quickly again.
STEADY_SECONDS = 60
SLOWEST_RESTART_SECONDS = 30
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """name -- for the terminal and its log; log -- None: it shares the terminal."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log: Path | None = None
    stop_seconds: float = 10
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started_at: float = field(default=0.0, init=False)
    deaths: int = field(default=0, init=False)

    def start(self) -> None:
        output = None
        if self.log:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
                self.log.replace(self.log.with_suffix(".old.log"))
            output = self.log.open("ab")
        self.process = subprocess.Popen(
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            # A session of its own: Ctrl-C reaches the launcher only, which stops its children in order.
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )
        self.started_at = time.monotonic()
        if output:
            output.close()

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def seconds_until_restart(self) -> float:
        """How long to wait after this death: ever longer for one that keeps dying."""
        steady = time.monotonic() - self.started_at > STEADY_SECONDS
        self.deaths = 1 if steady else self.deaths + 1
        return min(2.0 ** (self.deaths - 1), SLOWEST_RESTART_SECONDS)

    def ask_to_stop(self) -> None:
        if self.is_running():
            self.process.terminate()

    def stop(self) -> None:
        """Ask, wait, then kill; its own children too."""
        self.ask_to_stop()
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(self.stop_seconds)
        self.kill()

    def kill(self) -> None:
        """End it and all it has started, at once."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _die_with_parent() -> None:
    # Even a killed launcher leaves nothing behind: the kernel tells its children (prctl(2), PR_SET_PDEATHSIG).
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

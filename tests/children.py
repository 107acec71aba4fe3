"""Child processes of the tests, which end when the tests do."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PR_SET_PDEATHSIG = 1


class Child:
    """A child process with a log; it and all it started can be stopped, killed and started again."""

    def __init__(self, command: list[str], log: Path, environment: dict[str, str] | None = None, **popen: object):
        self.command, self.log, self.environment, self.popen = command, log, environment, popen
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,
                **self.popen,
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    def stop(self, patience: float = 5) -> None:
        """Ask politely, then insist."""
        self.process.terminate()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Kill -9: this process and all that descend from it."""
        if self.process is None:
            return
        family = [self.pid, *descendants(self.pid)]
        for pid in family:
            kill(pid)
        self.process.wait()
        # A dying process still holds its connections: a broker would hand it one more message.
        while any(map(lives, family)):
            time.sleep(0.01)

    def wait_until(self, ready: Callable[[], bool], seconds: float = 300) -> None:
        give_up = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"{self.command} did not start:\n{self.log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.05)


def descendants(pid: int) -> Iterator[int]:
    """Every process that comes from this one, nearest first."""
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            for child in children.read_text().split():
                yield int(child)
                yield from descendants(int(child))


def kill(pid: int) -> None:
    """Kill -9, whether it still lives or not."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def lives(pid: int) -> bool:
    """Whether any thread of this process is not dead yet: the last one closes its files, the first may be long gone."""
    threads = Path(f"/proc/{pid}/task")
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return any(_state(threads / name / "stat") not in "ZX" for name in os.listdir(threads))
    return False


def _state(thread: Path) -> str:
    try:
        return thread.read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "X"


def _die_with_parent() -> None:
    # Even if the tests themselves are killed, nothing stays behind.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

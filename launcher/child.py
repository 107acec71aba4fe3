"""A process of ours."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from launcher import process_secrets, processes

LOG_BYTES = 20_000_000
# One that lived this long was well: the next restart comes quickly again.
STEADY_SECONDS = 60
SLOWEST_RESTART_SECONDS = 30


@dataclass
class Child:
    """name -- for the terminal; log -- None: it shares the terminal; output -- where its standard output goes instead.

    stop_seconds -- what it may take to end once it is asked to
    """

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log: Path | None = None
    stop_seconds: float = 10
    output: Path | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started_at: float = field(default=0.0, init=False)
    deaths: int = field(default=0, init=False)

    def start(self) -> None:
        log = self._open_log()
        output = self.output.open("wb") if self.output else log
        self.process = subprocess.Popen(
            self.command,
            env=process_secrets.environment_for(self.name, self.environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=log,
            # A session of its own: Ctrl-C reaches the launcher only, which stops its children in order.
            start_new_session=True,
            preexec_fn=processes.end_with_parent,
        )
        self.started_at = time.monotonic()
        for file in {log, output} - {None}:
            file.close()

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def session(self) -> int:
        return self.process.pid

    def seconds_until_restart(self) -> float:
        """How long to wait after this death: ever longer for one that keeps dying."""
        steady = time.monotonic() - self.started_at > STEADY_SECONDS
        self.deaths = 1 if steady else self.deaths + 1
        return min(2.0 ** (self.deaths - 1), SLOWEST_RESTART_SECONDS)

    def rotate_log(self) -> None:
        """Put its log aside once that has grown large, also while it runs.

        The log is copied and emptied, not renamed: whoever writes to it holds it open, and appends.
        """
        if self.log and self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            shutil.copyfile(self.log, self.log.with_suffix(".old.log"))
            os.truncate(self.log, 0)

    def ask_to_stop(self) -> None:
        if self.is_running():
            self.process.terminate()

    def kill(self) -> None:
        """End it and all it has started, at once."""
        if self.process is not None:
            processes.kill(self.session)
            self.process.wait()

    def _open_log(self) -> object | None:
        if self.log is None:
            return None
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.rotate_log()
        return self.log.open("ab")

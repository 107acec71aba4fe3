"""Keeps the children alive, and ends them in the right order."""

import signal
import time
from types import FrameType

from launcher.child import Child
from launcher.errors import LaunchError
from launcher.guardian import Guardian
from launcher.terminal import say

POLL_SECONDS = 0.1


class StopRequested(Exception):
    """Ctrl-C, or SIGTERM."""


class Supervisor:
    """Children are stopped in the opposite order to the one they were started in."""

    def __init__(self, guardian: Guardian) -> None:
        self.children: list[Child] = []
        self._guardian = guardian
        self._restart_at: dict[str, float] = {}
        self._signals = 0
        # Ctrl-C and SIGTERM make `look` raise StopRequested; a second one makes `stop` kill.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def start(self, child: Child) -> None:
        """Start it, and again whenever it dies."""
        self._start(child)
        self.children.append(child)

    def run(self, child: Child) -> int:
        """Run it to its end, watching the others; its exit status."""
        self._start(child)
        try:
            while child.is_running():
                self.look()
        finally:
            self._end(child)
        return child.process.returncode

    def look(self) -> None:
        """Restart what has died and waited long enough, and say so in one line; put large logs aside.

        Takes POLL_SECONDS.
        """
        if self._signals:
            raise StopRequested
        for child in self.children:
            child.rotate_log()
            if child.is_running():
                continue
            if child.name not in self._restart_at:
                self._end(child)
                seconds = child.seconds_until_restart()
                self._restart_at[child.name] = time.monotonic() + seconds
                say(f"{child.name} ended ({_how(child)}); starting it again in {seconds:.0f} s. Its log: {child.log}")
            elif time.monotonic() >= self._restart_at[child.name]:
                del self._restart_at[child.name]
                self._start(child)
        time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """End all children, the broker last; jobs in a worker are given time to finish or to be handed back."""
        for child in self.children:
            if child.name != "broker":
                child.ask_to_stop()
        for child in reversed(self.children):
            child.ask_to_stop()
            give_up = time.monotonic() + child.stop_seconds
            while child.is_running() and time.monotonic() < give_up and self._signals < 2:
                time.sleep(POLL_SECONDS)
            self._end(child)

    def _start(self, child: Child) -> None:
        try:
            child.start()
        except OSError as error:
            raise LaunchError(f"{child.name} cannot be started: {error}") from None
        self._guardian.began(child.session)

    def _end(self, child: Child) -> None:
        # What it started may have outlived it, and would hold its port or go on with its jobs.
        child.kill()
        self._guardian.ended(child.session)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._signals += 1


def _how(child: Child) -> str:
    code = child.process.returncode
    return f"signal {-code}" if code < 0 else f"exit status {code}"

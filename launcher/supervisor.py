"""Keeps the children alive, and ends them in the right order."""

import signal
import sys
import time
from types import FrameType

from launcher.child import Child

POLL_SECONDS = 0.3


class StopRequested(Exception):
    """Ctrl-C, or SIGTERM."""


class Supervisor:
    """The first child, on which the others depend, is stopped last."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self._restart_at: dict[str, float] = {}
        self._signals = 0

    def listen(self) -> None:
        """From now on Ctrl-C and SIGTERM raise StopRequested; a second one kills."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def start(self, child: Child) -> Child:
        self.children.append(child)
        child.start()
        return child

    def watch(self) -> None:
        """Restart what dies, for ever."""
        while True:
            self.look()
            time.sleep(POLL_SECONDS)

    def look(self) -> None:
        """Restart what has died and waited long enough; say so in one line."""
        for child in self.children:
            if child.is_running():
                continue
            if child.name not in self._restart_at:
                seconds = child.seconds_until_restart()
                self._restart_at[child.name] = time.monotonic() + seconds
                say(f"{child.name} ended ({_how(child)}); starting it again in {seconds:.0f} s. Its log: {child.log}")
            elif time.monotonic() >= self._restart_at[child.name]:
                del self._restart_at[child.name]
                child.start()

    def stop(self) -> None:
        """End all children; jobs in a worker are given time to finish or to be handed back."""
        for child in self.children[1:]:
            child.ask_to_stop()
        for child in reversed(self.children):
            child.stop()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._signals += 1
        if self._signals == 1:
            raise StopRequested
        say("Killed.")
        for child in self.children:
            child.kill()
        sys.exit(1)


def say(line: str) -> None:
    """One line on the terminal."""
    print(line, flush=True)


def _how(child: Child) -> str:
    code = child.process.returncode if child.process else 0
    return f"signal {-code}" if code < 0 else f"exit status {code}"

"""A network that swallows what goes to one port and what comes from it, and tells nobody."""

import os
import shutil
import subprocess
from types import TracebackType


class BlackHole:
    """Between the two ends of every connection to a port of this machine, for as long as the block runs."""

    def __init__(self, port: int):
        self.port = port

    @staticmethod
    def is_possible() -> bool:
        """Packets can be dropped by root only."""
        return os.geteuid() == 0 and shutil.which("iptables") is not None

    def __enter__(self) -> None:
        self._packets("--insert")

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._packets("--delete")

    def _packets(self, action: str) -> None:
        for end in ("--dport", "--sport"):
            rule = ["INPUT", "--in-interface", "lo", "--protocol", "tcp", end, str(self.port), "--jump", "DROP"]
            subprocess.run(["iptables", "--wait", action, *rule], check=True)

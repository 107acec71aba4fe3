"""`make run` as its user has it: one terminal, everything on embedded parts."""

import os
import subprocess
import sys
from pathlib import Path

import httpx

from tests.children import Child, descendants
from tests.servers import free_port
from tests.stack import ROOT

READY = "Running. Ctrl-C stops everything."
PARTS = {
    "broker": "valkey-server",
    "predictions": "-n predictions@",
    "worker": "celery_app worker",
    "beat": "celery_app beat",
    "web": "gunicorn",
}
PARTS |= {"flower": "celery_app flower", "guardian": "launcher.guardian"}


class Launcher(Child):
    """`python -m launcher` on a folder and ports of its own; without DEMO="1" with no shop in it."""

    def __init__(self, folder: Path, program: Path = ROOT, **settings: str):
        self.data = folder / "var"
        self.ports = {"PORT": str(free_port()), "FLOWER_PORT": str(free_port())}
        environment = os.environ | {"DATA_DIR": str(self.data), "DEMO": "0"} | self.ports | settings
        super().__init__([sys.executable, "-m", "launcher"], folder / "terminal", environment, cwd=program)
        self.address = f"http://127.0.0.1:{self.ports['PORT']}"

    @property
    def terminal(self) -> str:
        return self.log.read_text()

    def start(self) -> None:
        starts = self.terminal.count(READY) if self.log.exists() else 0
        super().start()
        self.wait_until(lambda: self.terminal.count(READY) > starts, seconds=300)

    def processes(self) -> dict[str, int]:
        """The first process of each part."""
        found = {}
        for pid in descendants(self.pid):
            command = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
            name = next((name for name, words in PARTS.items() if words in command), command)
            found.setdefault(name, pid)
        return found

    @property
    def password(self) -> str:
        """The administrator's."""
        return (self.data / "admin-password").read_text().strip()

    def sign_in(self) -> httpx.Client:
        credentials = {"username": "admin", "password": self.password}
        answer = httpx.post(f"{self.address}/auth/login", json=credentials, timeout=30).raise_for_status()
        token = answer.json()["access_token"]
        return httpx.Client(base_url=self.address, headers={"Authorization": f"Bearer {token}"}, timeout=30)

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.address}/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def beside(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess:
        """Run Python beside it, on the same folder."""
        environment = self.environment | settings
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180
        )

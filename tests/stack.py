"""The whole product as its user runs it: broker, database, web processes, worker."""

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.children import Child
from tests.servers import Broker, RabbitMQ, embedded_broker, free_port
from utils.config import Settings, load_settings, use_settings

ROOT = Path(__file__).parent.parent
# As in `make run` and compose: now and then kombu 5.7 dies when its broker comes back, and is started again.
SUPERVISED_WORKER = "while true; do ./start_worker.sh worker; sleep 0.2; done"


class Stack:
    """name -- "embedded" or "production"; data -- DATA_DIR; web, worker, broker -- to be stopped, killed, restarted.

    Without a broker it runs without Celery, in its web processes alone.
    """

    def __init__(self, name: str, folder: Path, broker: Broker | RabbitMQ | None, database_url: str):
        self.name, self.data, self.broker = name, folder / "var", broker
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.secret, self.password = secrets.token_hex(32), secrets.token_hex(8)
        self.environment = os.environ | {
            "DATA_DIR": str(self.data),
            "DATABASE_URL": database_url,
            "USE_CELERY": "1" if broker else "0",
            "CELERY_BROKER_URL": broker.url if broker else "",
            "JWT_SECRET_KEY": self.secret,
            "ADMIN_PASSWORD": self.password,
            "DEMO": "0",
            "PORT": str(port),
            "PYTHON": sys.executable,
            "WORKER_CONCURRENCY": "2",
            "WEBHOOKS_ALLOW_PRIVATE": "1",
            "PYTHONUNBUFFERED": "1",
        }
        self.web = Child([sys.executable, "-m", "gunicorn", "wsgi:app"], folder / "web.log", self.environment, cwd=ROOT)
        self.worker = Child(["sh", "-c", SUPERVISED_WORKER], folder / "worker.log", self.environment, cwd=ROOT)
        self._tokens: dict[str, str] = {}
        # Whoever starts a shop counts its days as the shop does; benchmarks have no settings of their own.
        use_settings(load_settings(Settings, data_dir=self.data, use_celery=False))

    def start(self) -> None:
        self.run("-m", "flask", "--app", "wsgi", "prepare")
        if self.broker:
            self.worker.start()
        self.web.start()
        self.web.wait_until(self.ready)
        for role in ("planner", "viewer"):
            user = {"username": role, "password": self.password, "role": role}
            self.client("admin").post("/users", json=user).raise_for_status()

    def stop(self) -> None:
        for child in (self.web, self.worker, self.broker):
            if child:
                child.kill()

    def ready(self) -> bool:
        try:
            return httpx.get(f"{self.address}/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def sign_in(self, username: str, password: str | None = None) -> httpx.Response:
        credentials = {"username": username, "password": password or self.password}
        return httpx.post(f"{self.address}/auth/login", json=credentials, timeout=30)

    def client(self, username: str | None = None) -> httpx.Client:
        """A client signed in as `admin`, `planner` or `viewer`; without a name one that is not signed in."""
        headers = {}
        if username:
            if username not in self._tokens:
                self._tokens[username] = self.sign_in(username).raise_for_status().json()["access_token"]
            headers["Authorization"] = f"Bearer {self._tokens[username]}"
        return httpx.Client(base_url=self.address, headers=headers, timeout=30)

    def fresh_worker(self) -> None:
        """A new worker, whose first training has the model libraries still to load."""
        self.worker.kill()
        self.worker.start()

    def sweep(self) -> None:
        """What Beat asks for every minute."""
        self.run("-m", "celery", "-A", "celery_app", "call", "tasks.system_tasks.sweep_tasks")

    def run(self, *arguments: str, expect: int = 0) -> str:
        """Run Python beside the stack, with its settings; what it printed. expect -- its exit code."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout


@contextmanager
def embedded_stack(database_url: str = "", **environment: str) -> Iterator[Stack]:
    """One on the broker of `make run`, running while the block does; whatever it wrote is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        broker = embedded_broker(Path(folder) / "broker")
        broker.start()
        stack = Stack("embedded", Path(folder), broker, database_url)
        stack.environment.update(environment)
        try:
            stack.start()
            yield stack
        finally:
            stack.stop()

"""Another Stockcast, seen over HTTP."""

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from services.errors import Conflict, ServiceError, Unavailable
from services.operations import end_to_end
from services.operations.diagnostics import Diagnosis
from services.operations.end_to_end import TaskView
from services.operations.findings import Finding, fault, ok, warning
from utils import clock

TIMEOUT_SECONDS = 10
# The Date header counts whole seconds.
CLOCKS_AGREE_SECONDS = 3.0


@dataclass(frozen=True)
class Answer:
    status: int
    document: dict[str, Any]
    date: str
    seconds: float


class RemoteInstallation:
    """A running Stockcast at a URL. Calls raise Unavailable when it does not answer, ServiceError when it refuses."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._token: str | None = None

    def sign_in(self, username: str, password: str) -> None:
        answer = self.ask("POST", "/auth/login", {"username": username, "password": password})
        self._token = _accepted(answer)["access_token"]

    def submit(self, diagnosis: Diagnosis) -> str:
        return _accepted(self.ask("POST", "/celery/diagnostics", asdict(diagnosis)))["task_id"]

    def look_at(self, task_id: str) -> TaskView:
        task = _accepted(self.ask("GET", f"/tasks/{task_id}"))
        return TaskView(task["status"], task["progress"]["percent"], task["attempt"], task["result"])

    def cancel(self, task_id: str) -> None:
        _accepted(self.ask("POST", f"/tasks/{task_id}/cancel", {}))

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Answer:
        """Any answer, a refusal too."""
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {self._token}"} if self._token else {}
        )
        data = None if body is None else json.dumps(body).encode()
        started = time.perf_counter()
        try:
            request = urllib.request.Request(self._url + path, data, headers, method=method)  # noqa: S310
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310
                return _read(response, started)
        except urllib.error.HTTPError as refusal:
            return _read(refusal, started)
        except OSError as error:
            raise Unavailable(f"{self._url} does not answer: {getattr(error, 'reason', error)}") from error
        except (ValueError, http.client.HTTPException) as error:
            raise Unavailable(f"{self._url} is no address of a Stockcast: {error}") from error


def examine(url: str, username: str, password: str) -> Iterator[Finding]:
    """Everything that can be seen of a running installation from outside."""
    installation = RemoteInstallation(url)
    try:
        yield from _front_door(installation, username, password)
        health = _accepted(installation.ask("GET", "/celery/health"))
        found = [Finding(**finding) for finding in health["findings"]]
        yield from found
        yield from end_to_end.try_queues_if_alive(installation, found)
    except Unavailable as error:
        yield fault("web", str(error), "Start it, or correct the URL.")
    except ServiceError as error:
        yield fault("access", str(error), "Sign in as an administrator: --username, --password.")


def _front_door(installation: RemoteInstallation, username: str, password: str) -> Iterator[Finding]:
    alive = installation.ask("GET", "/livez")
    if alive.document != {"status": "ok"}:
        raise Unavailable(f"What answers is no Stockcast (HTTP {alive.status} at /livez).")
    yield ok("web", f"answers in {1000 * alive.seconds:.0f} ms")
    skew = abs((parsedate_to_datetime(alive.date) - clock.now()).total_seconds())
    if skew > CLOCKS_AGREE_SECONDS:
        yield warning("web clock", f"{skew:.0f} s from this machine's.", "Let both follow a time server (NTP).")
    ready = installation.ask("GET", "/readyz")
    for name, part in ready.document.get("dependencies", {}).items():
        if part["status"] == "down":
            yield fault("readiness", f"{name} is down: {part['error']}", f"Start the {name}, or correct its address.")
    installation.sign_in(username, password)
    yield ok("sign-in", f"as {username}")


def _accepted(answer: Answer) -> dict[str, Any]:
    if answer.status < 400:
        return answer.document
    kind = {409: Conflict, 503: Unavailable}.get(answer.status, ServiceError)
    raise kind(answer.document.get("detail", f"HTTP {answer.status}"), answer.document.get("code"))


def _read(response: Any, started: float) -> Answer:
    text = response.read()
    seconds = time.perf_counter() - started
    is_json = "json" in response.headers.get("Content-Type", "")
    return Answer(response.status, json.loads(text) if is_json else {}, response.headers.get("Date", ""), seconds)

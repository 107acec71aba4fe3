"""What the API refuses, as exceptions (RFC 9457)."""

from typing import Any

import httpx

from stockcast_client.documents import Fault, Task


class Problem(Exception):
    """An answer that is an error.

    status -- of HTTP; code -- to branch on; detail -- what is wrong and what to do, for people
    errors -- each fault with a JSON pointer into the request; request_id -- to quote when asking for help
    retry_after -- seconds after which the same request may succeed, None: it will not by waiting
    """

    def __init__(self, response: httpx.Response) -> None:
        document = _document(response)
        self.status = response.status_code
        self.code: str = document.get("code", "unknown")
        self.detail: str = document.get("detail") or response.reason_phrase
        self.errors: list[Fault] = document.get("errors", [])
        self.request_id: str | None = document.get("request_id")
        after = response.headers.get("Retry-After", "")
        self.retry_after = int(after) if after.isdecimal() else None
        super().__init__(f"{self.status} {self.code}: {self.detail}")


class NotSignedIn(Problem):
    """401: no token, or one that is expired, revoked or not theirs; or wrong credentials."""


class Forbidden(Problem):
    """403: signed in, but the role does not allow it."""


class NotFound(Problem):
    """404: there is no such thing, or it is not for this user."""


class Conflict(Problem):
    """409: it contradicts the present state."""


class ChangedMeanwhile(Problem):
    """412: somebody has changed it since it was read, and nothing was stored; read it again and decide anew.

    changed_by -- who made the last change that is noted, changed_at -- when (RFC 3339); None: nobody is noted
    """

    def __init__(self, response: httpx.Response) -> None:
        super().__init__(response)
        document = _document(response)
        self.changed_by: str | None = document.get("changed_by")
        self.changed_at: str | None = document.get("changed_at")


class Invalid(Problem):
    """400, 413, 415, 422: not what the API takes; `errors` says where."""


class TooMany(Problem):
    """429: wait `retry_after` seconds."""


class Unavailable(Problem):
    """503: a part is away, nothing was begun; try again."""


class TaskFailed(Exception):
    """A task that was waited for has failed or was cancelled; `task` is its last state."""

    def __init__(self, task: Task) -> None:
        self.task = task
        error = task["error"]
        super().__init__(
            f"Task {task['task_id']} ended as {task['status']}" + (f": {error['message']}" if error else "")
        )


_OF_STATUS: dict[int, type[Problem]] = {
    400: Invalid,
    401: NotSignedIn,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    412: ChangedMeanwhile,
    413: Invalid,
    415: Invalid,
    422: Invalid,
    429: TooMany,
    503: Unavailable,
}


def check(response: httpx.Response) -> None:
    """Raises the Problem that a response is, if it is one. Its body must have been read."""
    if response.status_code >= 400:
        raise _OF_STATUS.get(response.status_code, Problem)(response)


def _document(response: httpx.Response) -> dict[str, Any]:
    # A proxy in between answers with pages of its own.
    if "json" not in response.headers.get("Content-Type", ""):
        return {}
    document = response.json()
    return document if isinstance(document, dict) else {}

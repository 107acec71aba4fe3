"""Following a task live: `Prefer: wait=` (RFC 7240) and server-sent events.

Both hold a thread of the web server, so only half of a process's threads may be held at a time.
"""

import hashlib
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial

from flask import Response, after_this_request, json, make_response, request

from routes.access import current_user
from services.errors import DATABASE_AWAY, NotFound, Unavailable
from services.jobs.task_document import task_json
from services.task_service import ENDED, TaskRecord, TaskService
from utils.config import get_settings

LONGEST_WAIT_SECONDS = 20
# A stream outlives neither the sign-in that opened it for long, nor a restart; clients resume it by themselves.
STREAM_SECONDS = 120
KEEP_ALIVE_SECONDS = 5
POLL_SECONDS = 0.5
RECONNECT_MILLISECONDS = 2000

_WAIT = re.compile(r"(?:^|[,;])\s*wait\s*=\s*\"?(\d{1,6})", re.IGNORECASE)


class Seats:
    """Who is following tasks in this process, and whether there is room for one more: half of it for any one user."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken: Counter[int] = Counter()

    @property
    def taken(self) -> int:
        return self._taken.total()

    def take(self, user_id: int) -> bool:
        seats = max(1, get_settings().web_threads // 2)
        with self._lock:
            has_room = self.taken < seats and self._taken[user_id] < max(1, seats // 2)
            self._taken[user_id] += has_room
        return has_room

    def give_back(self, user_id: int) -> None:
        with self._lock:
            self._taken[user_id] -= 1


seats = Seats()


def get_task(task_id: str) -> TaskRecord:
    """The task as it is, or, as far as the client prefers to wait for it, as it ended.

    When too many are waiting the task is answered as it is: a preference may be ignored. Raises NotFound.
    """
    record = TaskService.get_task_status(task_id, current_user().sees)
    seconds = min(_preferred_wait(), LONGEST_WAIT_SECONDS)
    if not seconds:
        return record
    if record.status not in ENDED:
        if not seats.take(current_user().user_id):
            return record
        record = _seated_wait(task_id, seconds)
    after_this_request(lambda response: _preference_applied(response, seconds))
    return record


def wait(task_id: str, seconds: float) -> TaskRecord:
    """The task as it ended, or as it is after so many seconds. Raises Unavailable when too many are waiting."""
    if not seats.take(current_user().user_id):
        raise Unavailable(f"Too many are waiting; GET /tasks/{task_id} follows this task.", "too_many_waiting")
    return _seated_wait(task_id, seconds)


def _seated_wait(task_id: str, seconds: float) -> TaskRecord:
    try:
        return TaskService.wait_for_task(task_id, seconds)
    finally:
        seats.give_back(current_user().user_id)


def stream(task_id: str) -> Response:
    """The task's states as they come, up to its end. Raises NotFound, Unavailable when too many are following.

    An event's id stands for the state it shows, so a client that resumes gets what it has not seen: the present
    state, if that is another. Without news to come the answer is 204, which tells an EventSource to stop.
    """
    record = TaskService.get_task_status(task_id, current_user().sees)
    seen = request.headers.get("Last-Event-ID")
    if record.status in ENDED and _state(record)[0] == seen:
        return make_response("", 204)
    user_id = current_user().user_id
    if not seats.take(user_id):
        raise Unavailable("Too many tasks are being followed. Try again in a few seconds.", "too_many_streams")
    response = Response(_events(task_id, seen), mimetype="text/event-stream")
    response.call_on_close(partial(seats.give_back, user_id))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _events(task_id: str, seen: str | None) -> Iterator[str]:
    yield f"retry: {RECONNECT_MILLISECONDS}\n\n"
    ends_at = time.monotonic() + STREAM_SECONDS
    spoke_at = time.monotonic()
    while time.monotonic() < ends_at:
        try:
            record = TaskService.get_task_status(task_id)
        except (NotFound, *DATABASE_AWAY):  # The headers are sent: the client finds out when it resumes.
            return
        state, data = _state(record)
        if state != seen:
            yield f"id: {state}\nevent: {'end' if record.status in ENDED else 'progress'}\ndata: {data}\n\n"
            seen, spoke_at = state, time.monotonic()
        if record.status in ENDED:
            return
        if time.monotonic() - spoke_at >= KEEP_ALIVE_SECONDS:
            yield ": keep-alive\n\n"
            spoke_at = time.monotonic()
        time.sleep(POLL_SECONDS)


def _state(record: TaskRecord) -> tuple[str, str]:
    """A state's id and its JSON on one line."""
    data = json.dumps(task_json(record), separators=(",", ":"))
    return hashlib.blake2b(data.encode(), digest_size=8).hexdigest(), data


def _preferred_wait() -> int:
    found = _WAIT.search(",".join(request.headers.getlist("Prefer")))
    return int(found.group(1)) if found else 0


def _preference_applied(response: Response, seconds: int) -> Response:
    response.headers["Preference-Applied"] = f"wait={seconds}"
    response.vary.add("Prefer")
    return response

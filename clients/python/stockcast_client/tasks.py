"""Work that takes its time: following it, waiting for it, ending it."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import httpx

from stockcast_client.documents import Submitted, Task, TaskPage
from stockcast_client.operations import Room, operation
from stockcast_client.problems import TaskFailed, TooMany, Unavailable
from stockcast_client.system_documents import ActiveTasks, ScheduledTasks

ENDED = ("SUCCESS", "FAILURE", "REVOKED")
# Before a broken stream is resumed, unless the API says how long.
PAUSE_SECONDS = 1


class Tasks(Room):
    @operation("GET", "/tasks")
    def page(
        self, status: str | None = None, name: str | None = None, limit: int | None = None, cursor: str | None = None
    ) -> TaskPage:
        """One page of the history, newest first."""

    @operation("GET", "/tasks/active")
    def active(self) -> ActiveTasks:
        """What workers are at."""

    @operation("GET", "/tasks/scheduled")
    def scheduled(self) -> ScheduledTasks:
        """What waits."""

    @operation("GET", "/tasks/{task_id}")
    def get(self, task_id: str) -> Task:
        """One task. Raises NotFound."""

    @operation("POST", "/tasks/{task_id}/cancel")
    def cancel(self, task_id: str) -> Task:
        """End it for good. Raises Conflict when it has ended."""

    @operation("POST", "/tasks/{task_id}/retry")
    def retry(self, task_id: str) -> Submitted:
        """Submit a failed task again."""

    def wait(self, task_id: str, on_progress: Callable[[Task], None] | None = None) -> dict[str, Any]:
        """The result of a task, once it has ended; until then each of its states is shown. Raises TaskFailed."""
        for task in self.events(task_id):
            if on_progress:
                on_progress(task)
        if task["status"] != "SUCCESS":
            raise TaskFailed(task)
        return task["result"] or {}

    def events(self, task_id: str) -> Iterator[Task]:
        """The states of a task as they come, the last one being its end. A stream that breaks is resumed."""
        seen: dict[str, str] = {}
        while True:
            pause = float(PAUSE_SECONDS)
            try:
                for event_id, task in self._stream(task_id, seen):
                    seen = {"Last-Event-ID": event_id}
                    yield task
                    if task["status"] in ENDED:
                        return
            except (TooMany, Unavailable) as busy:
                pause = busy.retry_after or pause
            except httpx.TransportError:
                pass
            time.sleep(pause)

    def _stream(self, task_id: str, seen: dict[str, str]) -> Iterator[tuple[str, Task]]:
        """(id, state) of each event (server-sent events, HTML Living Standard, section 9.2)."""
        fields: dict[str, str] = {}
        with self._session.stream(f"/tasks/{quote(task_id, safe='')}/events", seen) as response:
            for line in response.iter_lines():
                name, _, value = line.partition(": ")
                if name:
                    fields[name] = value
                elif not line and "data" in fields:
                    yield fields["id"], json.loads(fields["data"])
                    fields = {}

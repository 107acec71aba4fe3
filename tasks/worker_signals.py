"""What a worker and Beat do beside their work: give signs of life, put task and request id into every log line, and
give back memory when there is nothing to do."""

import logging
import socket
import threading
from itertools import count
from typing import Any

from celery import bootsteps, signals
from celery.worker import state

from celery_app import celery
from services.jobs import heartbeats
from services.jobs.heartbeats import HEARTBEAT_SECONDS, Signs
from services.operations import task_sweep
from utils import clock, freed_memory, ids
from utils.freed_memory import Idleness

log = logging.getLogger("tasks")

LEAVING_SECONDS = 5
BEATS_A_MINUTE = 60 // HEARTBEAT_SECONDS
# Of this process, which is one of the pool.
idleness = Idleness()


class Heartbeats(bootsteps.StartStopStep):
    """A thread in the worker's main process, begun after its pool."""

    requires = ("celery.worker.components:Pool",)

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        self._started_at = clock.now()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._beat, args=(worker,), daemon=True)

    def start(self, worker: Any) -> None:
        self._thread.start()

    def stop(self, worker: Any) -> None:
        self._done.set()
        self._thread.join(LEAVING_SECONDS)
        heartbeats.deregister(worker.hostname)

    def terminate(self, worker: Any) -> None:
        self.stop(worker)

    def _beat(self, worker: Any) -> None:
        for number in count():
            heartbeats.write(self._signs(worker))
            if number % BEATS_A_MINUTE == BEATS_A_MINUTE - 1:
                task_sweep.stand_in_for_beat()
            if self._done.wait(HEARTBEAT_SECONDS):
                return

    def _signs(self, worker: Any) -> Signs:
        active = [request for request in list(state.requests.values()) if request in state.active_requests]
        return Signs(
            name=worker.hostname,
            kind=heartbeats.WORKER,
            started_at=self._started_at,
            queues=sorted(worker.app.amqp.queues.consume_from),
            pool=worker.pool_cls.__module__.rpartition(".")[2],
            concurrency=worker.pool.num_processes,
            work=tuple(_work(request) for request in active),
            tasks_done=sum(state.total_count.values()) - len(active),
        )


celery.steps["worker"].add(Heartbeats)


def _work(request: Any) -> dict[str, Any]:
    since = clock.rfc3339(clock.at(request.time_start)) if request.time_start else None
    args = [*request.args, *request.kwargs.values()]
    return {"task_id": request.id, "name": request.name, "args": args, "since": since}


@signals.worker_process_init.connect
def _begin_process(**_: object) -> None:
    freed_memory.look_seldom()


@signals.task_received.connect
def _received(request: Any, **_: object) -> None:
    with ids.at_work(request.id, request.request_dict.get("request_id")):
        log.info("task.received", extra={"task": request.name})


@signals.task_prerun.connect
def _begin(task_id: str, task: Any, **_: object) -> None:
    idleness.end()
    ids.task_id.set(task_id)
    ids.request_id.set((task.request.headers or {}).get("request_id"))


@signals.task_postrun.connect
def _end(**_: object) -> None:
    ids.task_id.set(None)
    ids.request_id.set(None)
    idleness.begin()


@signals.beat_init.connect
def _watch_beat(**_: object) -> None:
    """Beat lives as long as it sends: each message it gets rid of is a sign of life."""
    signs = Signs(f"beat@{socket.gethostname()}", heartbeats.BEAT, clock.now(), [])
    heartbeats.write(signs)
    # weak=False: nobody else would keep this function.
    signals.after_task_publish.connect(lambda **_: heartbeats.write(signs), weak=False)

"""The Celery object. Every setting that is not Celery's default says why."""

import logging
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty
from typing import Any

from celery import Celery, signals
from kombu import Exchange, Queue
from kombu.transport import TRANSPORT_ALIASES, redis

from utils import freed_memory
from utils.config import Settings, get_settings
from utils.logging import configure_logging
from utils.queues import QUEUES

log = logging.getLogger(__name__)
# The tasks are loaded next, and stay.
freed_memory.look_seldom()

# Above the hard time limit: a message that is still being worked on must not be handed out a second time.
VISIBILITY_TIMEOUT_SECONDS = 7200

ROUTES = {
    "tasks.ml_tasks.predict_stock_task": {"queue": "predictions"},
    # Somebody looks at a bar meanwhile.
    "tasks.ml_tasks.compare_scenario": {"queue": "predictions"},
    "tasks.ml_tasks.*": {"queue": "training"},
    "tasks.import_tasks.*": {"queue": "training"},
    "tasks.system_tasks.*": {"queue": "maintenance"},
    # Unless told otherwise: a diagnosis goes through the queue it is about.
    "tasks.diagnostic_tasks.*": {"queue": "maintenance"},
}

# When the kernel is to notice that the other end is gone, in seconds, where it can be told.
KEEPALIVE = {socket.TCP_KEEPIDLE: 5, socket.TCP_KEEPINTVL: 2, socket.TCP_KEEPCNT: 3} if sys.platform == "linux" else {}

# What could not run within its minute is overtaken by the next.
EVERY_MINUTE = {"expires": 55}

# Beat only ticks. What is due, and whether it has been started, is in the database: see schedule_tick.
BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "tick": {"task": "tasks.system_tasks.tick", "schedule": 60.0, "options": EVERY_MINUTE},
    "sweep-tasks": {"task": "tasks.system_tasks.sweep_tasks", "schedule": 60.0, "options": EVERY_MINUTE},
    # Sales that changed are trained on within a minute, so it is looked at more often.
    "look-for-changes": {"task": "tasks.system_tasks.look_for_changes", "schedule": 15.0, "options": {"expires": 14}},
}


class _Channel(redis.Channel):
    """Of Redis. What somebody wrote into a queue by hand and is no message is dropped; kombu lets it end the worker."""

    def _brpop_read(self, **options: Any) -> Any:
        with _dropping_what_is_no_message():
            return super()._brpop_read(**options)

    # redis.Channel leaves out the timeout of its own base.
    def _get(self, queue: str) -> Any:  # type: ignore[override]
        with _dropping_what_is_no_message():
            return super()._get(queue)


class Transport(redis.Transport):
    Channel = _Channel


# A broker's address names the transport by one of these.
TRANSPORT_ALIASES.update(dict.fromkeys(("redis", "rediss"), "celery_app:Transport"))


@contextmanager
def _dropping_what_is_no_message() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        log.error("broker.no_message", exc_info=error)
        raise Empty from None  # As if nothing had come.


def _transport_options(broker_url: str) -> dict[str, Any]:
    if not broker_url.startswith("redis"):
        # RabbitMQ: a publish returns only once the broker has the message. One that is short of memory or disk reads
        # nothing more from those who publish, not even their goodbye.
        return {"confirm_publish": True, "read_timeout": 3, "write_timeout": 3}
    return {
        "visibility_timeout": VISIBILITY_TIMEOUT_SECONDS,
        "unacked_restore_interval": 5,  # The default looks for dropped messages about every 100 s.
        "priority_steps": list(range(10)),
        "sep": ":",
        # Queues are served in the order a worker names them: one further right is served when those before are empty.
        "queue_order_strategy": "priority",
        # A connection that died without a word is noticed instead of waited on for ever.
        "health_check_interval": 25,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "socket_keepalive": not broker_url.startswith("redis+socket"),
        "socket_keepalive_options": KEEPALIVE,
    }


def _queue(name: str, broker_url: str) -> Queue:
    arguments: dict[str, Any] | None = None
    if broker_url.startswith("amqp"):
        # Whatever this RabbitMQ makes by default: Celery sets a limit for a whole channel, which quorum queues refuse.
        arguments = {"x-queue-type": "classic"}
        # RabbitMQ takes a message back from a worker that is at it for too long: half an hour, unless told otherwise.
        arguments |= {"x-consumer-timeout": VISIBILITY_TIMEOUT_SECONDS * 1000}
    return Queue(name, Exchange(name), routing_key=name, queue_arguments=arguments)


def _configuration() -> dict[str, Any]:
    settings = get_settings()
    return {
        "timezone": "UTC",
        "enable_utc": True,
        **_connections(settings),
        **_results(settings),
        **_queues(settings),
        **_tasks(settings),
        **_workers(),
        "beat_schedule": BEAT_SCHEDULE,
        "beat_schedule_filename": str(settings.data_dir / "celerybeat-schedule"),
    }


def _connections(settings: Settings) -> dict[str, Any]:
    return {
        # Without Celery nothing is sent; what asks for a broker all the same finds an empty one in memory.
        "broker_url": settings.celery_broker_url or "memory://",
        "broker_transport_options": _transport_options(settings.celery_broker_url),
        "visibility_timeout": VISIBILITY_TIMEOUT_SECONDS,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,  # None is for ever: a worker waits for its broker.
        "broker_connection_timeout": 2,
        # A request waits about a second for a broker that is away, then answers 503.
        "task_publish_retry_policy": {"max_retries": 2, "interval_start": 0.1, "interval_step": 0.3},
    }


def _results(settings: Settings) -> dict[str, Any]:
    return {
        # Results live in the task record; Celery's own would pile up in Redis and open a channel per task.
        "task_ignore_result": True,
        "result_backend": settings.result_backend,
        "result_backend_transport_options": {"visibility_timeout": VISIBILITY_TIMEOUT_SECONDS},
        "result_backend_always_retry": True,
        "result_backend_max_retries": 5,
        "redis_socket_timeout": 5,
        "redis_socket_connect_timeout": 2,
        "result_expires": 24 * 3600,
    }


def _queues(settings: Settings) -> dict[str, Any]:
    return {
        "task_queues": [_queue(name, settings.celery_broker_url) for name in QUEUES],
        "task_default_queue": "maintenance",
        "task_default_exchange": "maintenance",
        "task_default_routing_key": "maintenance",
        # A queue nobody serves fails at the sender instead of swallowing jobs.
        "task_create_missing_queues": False,
        "task_routes": ROUTES,
    }


def _tasks(settings: Settings) -> dict[str, Any]:
    return {
        "imports": (
            "tasks.worker_signals",
            "tasks.ml_tasks",
            "tasks.import_tasks",
            "tasks.system_tasks",
            "tasks.diagnostic_tasks",
        ),
        # JSON only: a message can carry data, never code.
        "task_serializer": "json",
        "result_serializer": "json",
        "accept_content": ["json"],
        "task_soft_time_limit": settings.celery_task_soft_time_limit,
        "task_time_limit": settings.celery_task_time_limit,
        # A message is acknowledged when its job is done, and given back when the process doing it dies.
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
    }


def _workers() -> dict[str, Any]:
    return {
        # More than one would strand messages in a worker that is killed.
        "worker_prefetch_multiplier": 1,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        # A stopping worker gets this long to finish, then hands its jobs back.
        "worker_soft_shutdown_timeout": 20.0,
        "worker_enable_soft_shutdown_on_idle": False,
        "worker_pool_restarts": True,
        "worker_send_task_events": True,
        "worker_hijack_root_logger": False,
    }


celery = Celery("stockcast")
# Read at first use, not at import: importing this module needs no environment.
celery.add_defaults(_configuration)


@signals.setup_logging.connect
def _log_as_the_web_does(**_: object) -> None:
    configure_logging(get_settings().log_level)
    # The life of a task is in the log already, with its ids (tasks/logged_task.py); once is enough.
    for name in ("celery.worker.strategy", "celery.app.trace"):
        logging.getLogger(name).setLevel(logging.WARNING)

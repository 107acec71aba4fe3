"""How many tasks wait, over the time that a page is open: the browser remembers, the server does not."""

from collections.abc import Sequence
from typing import Any

from dashboard import charts, formats
from services.queue_service import Queue
from services.task_publisher import QUEUES
from utils import clock

# An hour, at a point each five seconds.
REMEMBERED = 720


def empty() -> dict[str, Any]:
    traces = [charts.line([], [], name, color, shape="hv") for name, color in zip(QUEUES, charts.SERIES, strict=False)]
    # At rest the axis still has room for a few tasks, and no halves of them.
    waiting = {"automargin": True, "fixedrange": True, "autorangeoptions": {"minallowed": 0, "include": 5}}
    passing = {"type": "date", "tickformat": "%H:%M:%S", "nticks": 6, "automargin": True}
    return charts.figure(traces, yaxis=waiting | {"tickformat": "d"}, xaxis=passing)


def next_point(queues: Sequence[Queue]) -> list[Any]:
    """What the chart gains, as dcc.Graph takes it in `extendData`."""
    now = clock.now().astimezone(formats.zone()).replace(tzinfo=None).isoformat(timespec="seconds")
    points = {"x": [[now] for _ in queues], "y": [[queue.pending] for queue in queues]}
    return [points, list(range(len(queues))), REMEMBERED]

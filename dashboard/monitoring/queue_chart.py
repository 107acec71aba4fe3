"""How many tasks wait and run: the last day as the server noted it, then as the page sees it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from dashboard.kit import charts, viewer
from services.jobs.queue_lengths import Minute
from services.jobs.queue_service import QUEUES, Queue
from utils import clock
from utils.language import _

# A day of minutes, and an hour at a point each five seconds.
REMEMBERED = 1440 + 720
# Minutes that nobody noted are a gap, not a straight line.
GAP = timedelta(minutes=3)

Step = tuple[datetime, int | None, int | None]


def drawn(history: Mapping[str, Sequence[Minute]]) -> dict[str, Any]:
    """The chart as a page begins with it: of each queue what waits, and dotted what runs."""
    traces: list[dict[str, Any]] = []
    for name, colour in zip(QUEUES, charts.SERIES, strict=False):
        steps = _steps(history.get(name, ()))
        moments = [_local(step[0]) for step in steps]
        together = {"legendgroup": name}
        traces.append(charts.line(moments, [step[1] for step in steps], name, colour, shape="hv") | together)
        running = charts.line(
            moments, [step[2] for step in steps], _("{name}, running", name=name), colour, shape="hv", dash="dot"
        )
        traces.append(running | together | {"showlegend": False})
    # At rest the axis still has room for a few tasks, and no halves of them.
    waiting = {"automargin": True, "fixedrange": True, "autorangeoptions": {"minallowed": 0, "include": 5}}
    an_hour_ago = {"include": _local(clock.now() - timedelta(hours=1))}
    passing = {"type": "date", "nticks": 6, "automargin": True, "autorangeoptions": an_hour_ago}
    at_its_time = _("{count} at {time}", count="%{y}", time="%{x|%H:%M}")
    traces = [trace | {"hovertemplate": at_its_time} for trace in traces]
    return charts.figure(traces, yaxis=waiting | {"tickformat": ",d"}, xaxis=passing)


def next_point(queues: Sequence[Queue]) -> list[Any]:
    """What the chart gains, as dcc.Graph takes it in `extendData`."""
    now = _local(clock.now())
    values = [[value] for queue in queues for value in (queue.pending, queue.processing)]
    return [{"x": [[now] for _ in values], "y": values}, list(range(len(values))), REMEMBERED]


def _steps(minutes: Sequence[Minute]) -> list[Step]:
    """The minutes at which something changes: a quiet day is a few points, not 1,440."""
    steps: list[Step] = []
    last: Minute | None = None
    for minute in minutes:
        values = minute.pending, minute.processing
        if last and minute.at - last.at > GAP:
            steps += [(last.at, last.pending, last.processing), (last.at, None, None)]
            steps.append((minute.at, *values))
        elif last is None or values != (last.pending, last.processing):
            steps.append((minute.at, *values))
        last = minute
    if last is None:
        return []
    is_over = clock.now() - last.at > GAP
    return [*steps, (last.at, last.pending, last.processing), *([(last.at, None, None)] if is_over else [])]


def _local(moment: datetime) -> str:
    return moment.astimezone(viewer.zone()).replace(tzinfo=None).isoformat(timespec="seconds")

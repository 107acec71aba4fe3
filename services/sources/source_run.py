"""A run of a source: file after file is taken in, until one is so odd that somebody has to look at it first."""

from collections.abc import Iterator
from typing import Any

from app.db import transaction
from app.models import Source
from services.errors import InvalidInput
from services.files import uploads
from services.jobs import jobs
from services.jobs.jobs import RunSource
from services.jobs.task_runs import RunningTask
from services.sales.import_inspection import Doubtful
from services.sources import deliveries, intake, source_service
from services.sources.deliveries import Delivery
from utils import clock
from utils.config import get_settings
from utils.language import _

TAKEN, NOTHING_NEW, WAITING = "taken", "nothing_new", "waiting"
EVERYTHING = 100.0


def run(running: RunningTask, job: RunSource) -> dict[str, Any]:
    """Take in all that is new. What was taken stays, whatever becomes of the rest: after a fault it goes on there.

    Raises InvalidInput with all that could not be taken, Unavailable for what may pass.
    """
    source = _begun(job.source, running)
    if source.waiting and job.why != jobs.ACCEPTED:
        return _result([], WAITING)
    doubt = EVERYTHING if job.why == jobs.BY_HAND else get_settings().import_doubt_percent
    taken: list[dict[str, Any]] = []
    refused: list[str] = []
    for delivery, may_be_odd in _all(source, running, doubt):
        if delivery.fault:
            refused.append(delivery.fault)
            continue
        try:
            taken.append({"file": delivery.name} | intake.take(running, source, delivery, may_be_odd))
        except Doubtful as doubtful:
            _hold(running, source.name, delivery, doubtful)
            return _result(taken, WAITING)
        except InvalidInput as refusal:
            refused.append(f"{delivery.name}: {refusal}")
    if refused:
        tried = len(taken) + len(refused)
        raise InvalidInput(
            _(
                "{count} of {tried} could not be taken. {reasons}",
                count=len(refused),
                tried=tried,
                reasons=" ".join(refused[:5]),
            ),
            "files_refused",
        )
    return _result(taken, TAKEN if taken else NOTHING_NEW)


def _begun(name: str, running: RunningTask) -> Source:
    with transaction() as session:
        source = source_service.held(session, name)
        source.task_id = running.id
    return source


def _all(source: Source, running: RunningTask, doubt: float) -> Iterator[tuple[Delivery, float]]:
    """What is to be taken, each with the percent of it that may be odd: what somebody has looked at comes first."""
    waiting = source.waiting
    if waiting:
        yield Delivery(waiting["name"], waiting["upload_id"], waiting["seen"], waiting["refused"]), EVERYTHING
        source = source_service.get(source.name).source
        if source.waiting:
            return
        uploads.remove(waiting["upload_id"])
    for delivery in deliveries.new(source, running):
        yield delivery, doubt


def _hold(running: RunningTask, name: str, delivery: Delivery, doubtful: Doubtful) -> None:
    """Have a file wait, and everything behind it."""
    with transaction() as session:
        running.hold(session)
        source_service.held(session, name).waiting = {
            "name": delivery.name,
            "upload_id": uploads.kept(delivery.upload_id),
            "seen": delivery.seen,
            "refused": delivery.refused,
            "since": clock.rfc3339(clock.now()),
            "findings": [finding.as_dict() for finding in doubtful.findings],
        }


def _result(taken: list[dict[str, Any]], outcome: str) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "rows": sum(one["rows_read"] for one in taken),
        "warnings": [warning for one in taken for warning in one["warnings"]],
        "files": [{name: value for name, value in one.items() if name not in _LONG} for one in taken],
    }


# Each import's own record has these.
_LONG = ("rejected_rows", "in_words", "findings", "columns", "understood")

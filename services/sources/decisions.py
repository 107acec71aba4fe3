"""Reading a source now, and what becomes of a file that waits for somebody to look at it."""

from app.db import transaction
from app.models import TaskRecord
from services.access import audit
from services.access.signed_in import SignedIn
from services.errors import Conflict
from services.files import uploads
from services.jobs import jobs, task_publisher
from services.jobs.jobs import RunSource
from services.sources import source_service
from services.task_service import Submitted, retry_on_conflict, write_or_join
from utils.language import _


def run_now(name: str, actor: SignedIn | None = None) -> Submitted:
    """Read what is new, whatever is odd about it: somebody is there. The run that is under way is joined.

    Raises NotFound, Unavailable, and Conflict while something waits for a decision.
    """
    return _submitted(name, jobs.BY_HAND, actor)


def accept(name: str, actor: SignedIn | None = None) -> Submitted:
    """Take what waits as it is, then read on. Raises NotFound, Unavailable, Conflict."""
    return _submitted(name, jobs.ACCEPTED, actor)


def reject(name: str, actor: SignedIn | None = None) -> None:
    """Leave out what waits; it is not read again unless it changes. Raises NotFound, Conflict."""
    with transaction() as session:
        source = source_service.held(session, name)
        waiting = source.waiting
        if not waiting:
            raise _nothing_waits(name)
        source.seen = source.seen | waiting["refused"]
        source.waiting = None
        audit.note(session, actor, "source.reject", f"{name}: {waiting['name']}")
    uploads.remove(waiting["upload_id"])


def _submitted(name: str, why: str, actor: SignedIn | None) -> Submitted:
    record, is_new = retry_on_conflict(_write, name, why, actor)
    if is_new:
        task_publisher.publish_or_withdraw(record)
    return Submitted(record.id, is_new)


def _write(name: str, why: str, actor: SignedIn | None) -> tuple[TaskRecord, bool]:
    with transaction() as session:
        source = source_service.held(session, name)
        if why == jobs.ACCEPTED and not source.waiting:
            raise _nothing_waits(name)
        if why == jobs.BY_HAND:
            source_service.refuse_waiting(source)
        record, is_new = write_or_join(session, RunSource(name, why), actor.user_id if actor else None)
        if why == jobs.ACCEPTED and not is_new:
            raise Conflict(_("{name} is being read right now; try again in a moment.", name=name), "source_under_way")
        source.task_id = record.id
        audit.note(session, actor, "source.accept" if why == jobs.ACCEPTED else "source.run", name)
    return record, is_new


def _nothing_waits(name: str) -> Conflict:
    return Conflict(_("Nothing of {name} waits for a decision.", name=name), "nothing_waits")

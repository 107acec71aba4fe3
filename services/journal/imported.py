"""Files that were imported while their sender waited: each is a task that has ended, with what was there before it."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import affected
from app.models import ImportBlock, ImportRecord, TaskRecord
from app.models.task import Status
from services.access import audit
from services.access.signed_in import SignedIn
from services.errors import Conflict
from services.files.tables import Asked
from utils import clock, ids
from utils.language import _

UNDO_KEPT = timedelta(days=30)
# What a refusal names of what rests on an import.
NAMED = 3


@dataclass(frozen=True)
class Imported:
    """kind -- what was imported: stock, products, orders, ...; report -- what its sender is told

    before -- as plain values of JSON: what it takes to undo it
    """

    kind: str
    report: dict[str, Any]
    before: dict[str, Any]


def task_name(kind: str) -> str:
    return f"imports.{kind}"


class Attempt(Protocol):
    """An import in its transaction."""

    session: Session

    def take_back(self) -> None: ...


def settle(made: Attempt, imported: Imported, asked: Asked, actor: SignedIn | None) -> dict[str, Any]:
    """Keep an import and what it takes to undo it, or take it back where it was only tried; what its sender is told."""
    report = imported.report | {"dry_run": asked.dry_run, "task_id": None}
    if asked.dry_run:
        made.take_back()
        return report
    return keep(made.session, replace(imported, report=report), actor)


def keep(session: Session, imported: Imported, actor: SignedIn | None) -> dict[str, Any]:
    """Note an import in the transaction that makes it; what its sender is told, with the id by which it is undone."""
    now, task_id = clock.now(), ids.new_id()
    session.add(
        TaskRecord(
            id=task_id,
            name=task_name(imported.kind),
            args={},
            status=Status.SUCCESS,
            attempt=1,
            result=imported.report,
            created_by=actor.user_id if actor else None,
            request_id=ids.request_id.get(),
            created_at=now,
            published_at=now,
            started_at=now,
            finished_at=now,
        )
    )
    session.flush()
    record = ImportRecord(task_id=task_id, kind=imported.kind, details={}, created_at=now)
    session.add(record)
    session.flush()
    data = zlib.compress(json.dumps(imported.before, default=str).encode())
    session.add(ImportBlock(import_id=record.id, number=0, first_product=0, last_product=0, data=data))
    audit.note(session, actor, f"import.{imported.kind}", f"task {task_id}")
    return imported.report | {"task_id": task_id}


def before(session: Session, record: ImportRecord) -> dict[str, Any]:
    """What was kept of an import."""
    data = session.scalars(sa.select(ImportBlock.data).where(ImportBlock.import_id == record.id)).one()
    found: dict[str, Any] = json.loads(zlib.decompress(data))
    return found


def refuse(reasons: Sequence[str]) -> None:
    """Raises Conflict where anything rests on what is to be undone."""
    if reasons:
        more = _("; and {count} more", count=len(reasons) - NAMED) if len(reasons) > NAMED else ""
        raise Conflict(
            _(
                "Something rests on this import: {reasons}{more}. Nothing was undone.",
                reasons="; ".join(reasons[:NAMED]),
                more=more,
            ),
            "something_rests_on_it",
        )


def forget(session: Session) -> int:
    """Drop what can no longer be undone; returns how many imports that were."""
    old = ImportRecord.created_at < clock.now() - UNDO_KEPT
    return affected(session, sa.delete(ImportRecord).where(old))

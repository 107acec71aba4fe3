"""The list of exceptions, with what people have said of them."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import ExceptionNote
from services.access import audit, locations, users
from services.access.signed_in import SignedIn
from services.attention import kinds, remembered
from services.attention.found import MOST, Found, Kind
from services.errors import InvalidInput, NotFound
from services.paging import Page, position
from utils import clock
from utils.language import _


@dataclass(frozen=True)
class ExceptionFilter:
    """None: any. owner -- exactly this user's; hidden -- those that are snoozed or done as well"""

    kind: str | None = None
    owner: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """An exception, and what was said of it."""

    found: Found
    note: ExceptionNote | None

    @property
    def is_hidden(self) -> bool:
        note = self.note
        return note is not None and (note.is_done or (note.snoozed_until or date.min) > clock.today())


@dataclass(frozen=True)
class Exceptions:
    """page -- a part of them, the dearest first; counts -- how many of each kind fit, on all pages"""

    page: Page[Noted]
    counts: Mapping[str, int]


def list_exceptions(wanted: ExceptionFilter, limit: int, cursor: str | None) -> Exceptions:
    """Raises InvalidInput for an unknown cursor."""
    first = position(cursor, 1, int)[0] if cursor else 0
    kind = Kind(wanted.kind) if wanted.kind else None
    with snapshot() as session:
        noted = _noted(session, kind)
    noted = [one for one in noted if _fits(one, wanted)]
    counts = Counter(one.found.kind.value for one in noted)
    return Exceptions(Page.of(noted[first : first + limit + 1], limit, lambda _: [first + limit]), counts)


def get(kind: Kind, subject: str) -> Noted:
    """Raises NotFound where it is none (any more)."""
    with snapshot() as session:
        return Noted(_found(session, kind, subject), session.get(ExceptionNote, (kind, subject)))


def change(kind: Kind, subject: str, said: Mapping[str, Any], user: SignedIn) -> Noted:
    """Keep what somebody says of an exception. said -- owner, snoozed_until, comment, is_done: what is to be changed

    Raises NotFound where it is none (any more) that they see, InvalidInput for an owner who is no colleague.
    """
    with locations.changing(lambda: get(kind, subject)), transaction() as session:
        found = _found(session, kind, subject)
        note = session.get(ExceptionNote, (kind, subject))
        _check_owner(session, said.get("owner"), note, user)
        if note is None:
            note = ExceptionNote(kind=kind, subject=subject, comment="", is_done=False)
            session.add(note)
        for name, value in said.items():
            setattr(note, name, value)
        note.changed_by, note.updated_at = user.username, clock.now()
        audit.note(session, user, "exception.changed", f"{kind} {subject}: {', '.join(said)}")
    return Noted(found, note)


def owners(note: ExceptionNote | None, user: SignedIn) -> list[str]:
    """Whom this user can have see to an exception, of which this is noted."""
    with snapshot() as session:
        return _owners(session, note, user)


def waiting() -> list[Noted]:
    """Those that nobody has put off or done, the dearest first."""
    with snapshot() as session:
        return [one for one in _noted(session) if not one.is_hidden]


def forget_solved() -> dict[str, int]:
    """What was said of exceptions that are none any more: should they come back, they are new."""
    with transaction() as session:
        current = {(one.kind.value, one.subject) for one in kinds.find(session, most=None)}
        notes = session.scalars(sa.select(ExceptionNote)).all()
        solved = [note for note in notes if (note.kind, note.subject) not in current]
        for note in solved:
            session.delete(note)
    return {"exceptions_forgotten": len(solved)}


def _found(session: Session, kind: Kind, subject: str) -> Found:
    found = next((one for one in kinds.find(session, kind, most=None) if one.subject == subject), None)
    if found is None:
        raise NotFound(
            _("{subject!r} is no exception of the kind {kind} now.", subject=subject, kind=kind), "exception_not_found"
        )
    return found


def _noted(session: Session, kind: Kind | None = None) -> list[Noted]:
    """With what is said of them, the dearest first: of each kind so many, and those that are hidden among them."""
    notes = {(note.kind, note.subject): note for note in session.scalars(sa.select(ExceptionNote))}
    # In whole hundreds: what was found is remembered for so many.
    room = MOST * (1 + math.ceil(max(Counter(kind for kind, _ in notes).values(), default=0) / MOST))
    found = kinds.find(session, kind, room) if kind else remembered.find(session, room)
    left = Counter(dict.fromkeys(Kind, MOST))
    noted = [Noted(one, notes.get((one.kind.value, one.subject))) for one in found]
    return [one for one in sorted(noted, key=lambda one: -one.found.money) if _has_place(one, left)]


def _has_place(one: Noted, left: Counter[Kind]) -> bool:
    """What somebody has put off or done takes none from others."""
    left[one.found.kind] -= not one.is_hidden
    return left[one.found.kind] >= 0


def _fits(one: Noted, wanted: ExceptionFilter) -> bool:
    if wanted.owner is not None and (one.note is None or one.note.owner != wanted.owner):
        return False
    return wanted.hidden or not one.is_hidden


def _owners(session: Session, note: ExceptionNote | None, user: SignedIn) -> list[str]:
    # Whoever sees to it already may go on, somebody of another place or without access as well.
    already = [note.owner] if note and note.owner else []
    return list(dict.fromkeys([*users.colleagues(session, user), *already]))


def _check_owner(session: Session, owner: str | None, note: ExceptionNote | None, user: SignedIn) -> None:
    if owner is not None and owner not in _owners(session, note, user):
        raise InvalidInput.at("/owner", _("There is no user {owner!r} to see to it.", owner=owner), "unknown_owner")

"""Who made something what it is, field by field, as the audit log has it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic_core import to_jsonable_python
from sqlalchemy.orm import Session

from app.db import snapshot
from services.access import audit
from services.access.signed_in import SignedIn
from services.seen import Author, LastChange


@dataclass(frozen=True)
class Subject:
    """name -- of what was changed, for people; target -- its address in the API"""

    name: str
    target: str


def values(owner: object, names: Iterable[str]) -> dict[str, Any]:
    """What these fields of something are, as plain values of JSON."""
    return plain({name: getattr(owner, name) for name in names})


def plain(own: Mapping[str, Any]) -> dict[str, Any]:
    """The same of what is known by name already."""
    # Money is a number everywhere in the API, and as stored has more digits than as sent.
    return {name: float(one) if isinstance(one, Decimal) else to_jsonable_python(one) for name, one in own.items()}


def sides(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Those fields that differ, as an entry of the log keeps them."""
    changed = [name for name in after if after[name] != before.get(name)]
    both = (("before", before), ("after", after))
    return {side: {name: own[name] for name in changed if name in own} for side, own in both}


def note(
    session: Session, actor: SignedIn | None, action: str, subject: Subject, both: dict[str, dict[str, Any]]
) -> None:
    """Note what somebody has changed, unless it is nothing. both -- its `sides`"""
    if changed := both["after"]:
        words = f"{subject.name}: {', '.join(changed)}"
        audit.note(session, actor, action, words, audit.Change(subject.target, both))


def last(session: Session, target: str, now: Mapping[str, Any]) -> Author | None:
    """Who made one of these fields what it is by now; None where that is not noted: a file, a delivery.

    target -- the address in the API of what was changed; now -- plain values, by field
    """
    for entry in audit.of_target(session, target):
        after = (entry.changes or {})["after"]
        if any(after[name] == now[name] for name in after.keys() & now.keys()):
            return Author(entry.username, entry.at)
    return None


def latest(target: str) -> LastChange | None:
    """What was last noted of what has this address in the API; None: nothing is noted."""
    with snapshot() as session:
        entry = next(iter(audit.of_target(session, target)), None)
        return LastChange(Author(entry.username, entry.at), _in_words(entry.changes or {})) if entry else None


def _in_words(both: Mapping[str, Any]) -> str:
    before, after = both.get("before", {}), both.get("after", {})
    return ", ".join(
        f"{name}: {before.get(name)} → {value}" for name, value in after.items() if before.get(name) != value
    )

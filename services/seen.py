"""Two people at one thing: whoever stores second hears who was first, and nothing is overwritten in silence."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.errors import Conflict
from utils.language import _


@dataclass(frozen=True)
class Author:
    """Who changed something, and when."""

    username: str
    at: datetime


@dataclass(frozen=True)
class LastChange:
    """What was last done to something. what -- in words, by field: "name: Tea → Green tea"; "": no field of it"""

    by: Author
    what: str


class ChangedMeanwhile(Conflict):
    """What was shown to whoever made a change is no longer so. now -- what is, by the name of its field

    by -- who made it so; None: nobody is noted, as it was a file, a delivery or the clock
    """

    code = "changed_meanwhile"

    def __init__(self, now: Mapping[str, Any], by: Author | None = None) -> None:
        changes = ", ".join(_("{name} is {value} now", name=name, value=value) for name, value in now.items())
        super().__init__(
            _("{who} changed this meanwhile: {changes}. Nothing was stored; look at it again.", **_said(changes, by))
            if by
            else _("This was changed meanwhile: {changes}. Nothing was stored; look at it again.", changes=changes)
        )
        self.now, self.by = dict(now), by


def nobody(names: Collection[str]) -> None:
    """Of what is changed without a note of who did it."""


def check(found: object, seen: Mapping[str, Any], author: Callable[[Collection[str]], Author | None] = nobody) -> None:
    """Raises ChangedMeanwhile where a field of what was found, and is held, is no longer as it was seen.

    author -- who made these fields, by name, what they are
    """
    now = {name: getattr(found, name) for name in seen}
    changed = {name: value for name, value in now.items() if value != seen[name]}
    if changed:
        raise ChangedMeanwhile(changed, author(changed))


def _said(changes: str, by: Author) -> dict[str, str]:
    return {"who": by.username, "changes": changes}

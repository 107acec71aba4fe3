"""Two people at one thing: whoever stores second is told, and nothing is overwritten in silence."""

from collections.abc import Mapping
from typing import Any

from services.errors import Conflict
from utils.language import _


class ChangedMeanwhile(Conflict):
    """What was shown to whoever made a change is no longer so. now -- what is, by the name of its field"""

    code = "changed_meanwhile"

    def __init__(self, now: Mapping[str, Any]) -> None:
        changes = ", ".join(_("{name} is {value} now", name=name, value=value) for name, value in now.items())
        super().__init__(
            _("Somebody changed this meanwhile: {changes}. Nothing was stored; look at it again.", changes=changes)
        )
        self.now = dict(now)


def check(found: object, seen: Mapping[str, Any]) -> None:
    """Raises ChangedMeanwhile where a field of what was found, and is held, is no longer as it was seen."""
    now = {name: getattr(found, name) for name in seen}
    changed = {name: value for name, value in now.items() if value != seen[name]}
    if changed:
        raise ChangedMeanwhile(changed)

"""What was typed into the fields of an order and is not saved yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash import ALL, State

from services.errors import InvalidInput
from utils.language import _

UNITS, REASON, SEEN = "order-units", "order-reason", "order-seen"
# What callbacks read it from, in the order of `read`.
STATES = (
    State({"type": UNITS, "line": ALL}, "value"),
    State({"type": UNITS, "line": ALL}, "id"),
    State(REASON, "value", allow_optional=True),
    State(SEEN, "data"),
)


@dataclass(frozen=True)
class Typed:
    """units -- by line, where they are others than were shown; None: the field is empty. reason -- "": none"""

    units: Mapping[int, float | None] = field(default_factory=dict)
    reason: str = ""

    def __bool__(self) -> bool:
        return bool(self.units or self.reason)

    def require_saved(self) -> None:
        """Raises InvalidInput where a step would be taken with other quantities than those that are looked at."""
        if self.units:
            raise InvalidInput(
                _("Quantities that you typed are not saved yet: save them first, or type what was there before.")
            )


def read(units: Sequence[float | None], fields: Sequence[dict[str, Any]], *given: Any) -> Typed:
    """What the fields say that was not shown in them."""
    reason, seen = given
    before = (seen or {}).get("units", {})
    pairs = ((each["line"], own) for own, each in zip(units, fields, strict=True))
    return Typed({line: own for line, own in pairs if own != before.get(str(line))}, reason or "")

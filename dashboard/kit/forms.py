"""What was typed into fields, as the services take it, and what to say where someone else was quicker."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from dash import set_props
from pydantic import BaseModel, ValidationError

from dashboard.kit import formats, notices
from services.errors import InvalidInput
from services.seen import Author
from utils import refusals
from utils.language import _

Said = TypeVar("Said", bound=BaseModel)


def read(model: type[Said], labels: Mapping[str, str], **said: Any) -> Said:
    """What the fields say, by name. labels -- what they are called on the page.

    Raises InvalidInput for what is missing or no such thing.
    """
    missing = next((labels[name] for name, value in said.items() if value in (None, "")), None)
    if missing:
        raise InvalidInput(_("{field}: say it first.", field=missing))
    return checked(model, labels, said)


def translated(labels: Mapping[str, str]) -> dict[str, str]:
    """What fields are called on the page that is shown. labels -- marked where they stand"""
    return {name: _(label) for name, label in labels.items()}


def needed(value: str | None, label: str) -> str:
    """Raises InvalidInput where a field that has to say something does not."""
    if not value:
        raise InvalidInput(_("{field}: say it first.", field=label))
    return value


def checked(model: type[Said], labels: Mapping[str, str], said: Mapping[str, Any]) -> Said:
    """The same where fields may be empty. Raises InvalidInput for what is no such thing."""
    try:
        return model(**said)
    except ValidationError as error:
        name, why = refusals.first(error)
        # A rule for all of it together says itself which fields it means.
        raise InvalidInput(f"{labels[name]}: {why}." if name else f"{why}.") from None


def show_conflict(
    stored: Mapping[str, Any], labels: Mapping[str, str], by: Author | None = None, then: str = ""
) -> None:
    """Show what someone else has stored, by name, since the fields were filled in; what was typed is still in them.

    then -- what can be done now, where that is not to store it again
    """
    then = then or _("What you typed is still here; store it again to replace that.")
    notices.show(f"{_news(stored, labels, by)} {then}", _("Not stored"), "red")


def show_where_untouched(fields: Iterable[tuple[Any, Any, Any, Any]]) -> None:
    """Have fields into which nobody typed show what somebody else has stored.

    fields -- of each its id, what stands in it, what was shown in it, what is stored by now
    """
    for field, own, shown, now in fields:
        if own == shown != now:
            set_props(field, {"value": now})


def show_news(stored: Mapping[str, Any], labels: Mapping[str, str], by: Author | None = None) -> None:
    """Show what someone else has stored, by name, while the fields were looked at."""
    notices.show(_news(stored, labels, by), _("Changed meanwhile"))


def _news(stored: Mapping[str, Any], labels: Mapping[str, str], by: Author | None) -> str:
    fields = (_("{field} is {value} now", field=labels[name], value=_shown(value)) for name, value in stored.items())
    now = "; ".join(fields)
    if by is None:
        return _("This was changed meanwhile: {now}.", now=now)
    return _("{who} changed this {ago}: {now}.", who=by.username, ago=formats.ago(by.at), now=now)


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return formats.day(value)
    return formats.NOTHING if value is None else formats.units(value) if isinstance(value, int | float) else str(value)

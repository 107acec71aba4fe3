"""What people say of an exception with one click, and the way back."""

import json
from datetime import date, timedelta
from typing import Any

from dash import Input, Output, ctx, dcc
from dash.development.base_component import Component

from dashboard.exceptions import exception_line, menu_count
from dashboard.kit import formats, sessions
from dashboard.kit.page import Part
from dashboard.kit.undo import Undo
from services.access.locations import Concern
from services.attention import exceptions
from services.attention.exceptions import Noted
from services.attention.found import Kind
from utils import clock, ids
from utils.language import _

CHANGED = "exceptions-changed"
SNOOZED = timedelta(weeks=1)

part = Part("planner", Concern.OWN)


def _take_back(wanted: dict[str, Any]) -> str:
    kind, subject = read(wanted["about"])
    said = wanted["said"]
    if said.get("snoozed_until"):
        said["snoozed_until"] = date.fromisoformat(said["snoozed_until"])
    exceptions.change(kind, subject, said, sessions.current_user())
    menu_count.renew()
    return _("It is as it was before.")


undo = Undo("exceptions", _take_back, CHANGED, Concern.OWN)


def stores() -> list[Component]:
    clicked = (exception_line.DONE, exception_line.SNOOZE, exception_line.TAKE, exception_line.MORE, CHANGED)
    return [*(dcc.Store(id=own) for own in clicked), undo.place()]


@part.callback(
    Output(CHANGED, "data", allow_duplicate=True),
    *(Input(own, "data") for own in (exception_line.DONE, exception_line.SNOOZE, exception_line.TAKE)),
    prevent_initial_call=True,
)
def change(*clicked: dict[str, str] | None) -> str:
    until = clock.today() + SNOOZED
    user = sessions.current_user().username
    said: dict[str, tuple[dict[str, Any], str]] = {
        exception_line.DONE: ({"is_done": True}, _("It stays off the list for as long as it goes on.")),
        exception_line.SNOOZE: ({"snoozed_until": until}, _("It is back on {until}.", until=formats.near_day(until))),
        exception_line.TAKE: ({"owner": user}, _("You see to it.")),
    }
    store = str(ctx.triggered_id)
    wanted, words = said[store]
    own = next(one["about"] for one in clicked if one and one is ctx.triggered[0]["value"])
    return say(own, wanted, words)


def say(about: str, said: dict[str, Any], words: str) -> str:
    """Keep it, show what was done with a way back, and count anew; what the store of changes then holds."""
    kind, subject = read(about)
    before = exceptions.get(kind, subject)
    changed = exceptions.change(kind, subject, said, sessions.current_user())
    was = {name: _plain(_was(before, name)) for name in said}
    undo.offer(f"{changed.found.title}: {words}", {"about": about, "said": was})
    menu_count.renew()
    return ids.new_id()


def read(about: str) -> tuple[Kind, str]:
    kind, subject = json.loads(about)
    return Kind(kind), subject


def _was(before: Noted, name: str) -> Any:
    nothing = {"comment": "", "is_done": False}
    return getattr(before.note, name) if before.note else nothing.get(name)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

"""Buttons that change something: for those who may; the others see why not."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import sessions
from dashboard.kit.attributes import aria, data
from utils.language import _


def button(label: str, id: Any, role: str = "planner", quiet: bool = False, **attributes: Any) -> Component:
    """A button for users of this role; to others it says whom to ask."""
    refused = None if sessions.may(role) else _reason(role)
    is_off = attributes.pop("disabled", False)
    return html.Button(
        label,
        id=id,
        type="button",
        className="quiet" if quiet else "button",
        disabled=is_off or refused is not None,
        title=refused,
        **attributes,
    )


def row_button(label: str, subject: str, store: str, about: str, role: str, quiet: bool = True) -> Component:
    """A button in a list that is drawn anew while one looks at it: a click writes {"about": about} into a store.

    A callback on its own clicks would be asked of the server whenever the list is drawn. `subject` is what a screen
    reader adds to the label.
    """
    attributes = aria(label=f"{label}: {subject}") | data(store=store, about=about)
    return button(label, {"type": store, "about": about}, role, quiet, **attributes)


def only_for(role: str) -> Component | None:
    """The reason, in words on the page, where the user may not act; None where he may."""
    return None if sessions.may(role) else html.P(_reason(role), className="quiet-text")


def _reason(role: str) -> str:
    if sessions.current_user().locations:
        return _("You see the products of your locations here, and change nothing; ask an administrator.")
    return _(
        "You can look at everything here. To change something you need the role {role}; ask an administrator.",
        role=sessions.role_name(role),
    )

"""Buttons that change something: for those who may; the others see why not."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import sessions
from dashboard.kit.attributes import aria, data
from services.access.locations import Concern
from utils.language import _


def button(
    label: str,
    id: Any,
    role: str = "planner",
    quiet: bool = False,
    concern: Concern = Concern.SHOP,
    **attributes: Any,
) -> Component:
    """A button for users of this role; to others it says whom to ask. Who sees single locations has none for more."""
    refused = None if sessions.may(role, concern) else _reason(role, concern)
    is_off = attributes.pop("disabled", False)
    return html.Button(
        label,
        id=id,
        type="button",
        className="quiet" if quiet else "button",
        disabled=is_off or refused is not None,
        title=refused,
        # It stays in the page: what happens there asks for it.
        hidden=_is_for_more(concern) and refused is not None,
        **attributes,
    )


def row_button(
    label: str,
    subject: str,
    store: str,
    about: str,
    role: str,
    quiet: bool = True,
    concern: Concern = Concern.SHOP,
) -> Component:
    """A button in a list that is drawn anew while one looks at it: a click writes {"about": about} into a store.

    A callback on its own clicks would be asked of the server whenever the list is drawn. `subject` is what a screen
    reader adds to the label.
    """
    attributes = aria(label=f"{label}: {subject}") | data(store=store, about=about)
    return button(label, {"type": store, "about": about}, role, quiet, concern, **attributes)


def only_for(role: str, concern: Concern = Concern.SHOP) -> Component | None:
    """The reason, in words on the page, where the user may not act; None where he may."""
    return None if sessions.may(role, concern) else html.P(_reason(role, concern), className="quiet-text")


def _is_for_more(concern: Concern) -> bool:
    return bool(sessions.current_user().locations) and concern is Concern.SHOP


def _reason(role: str, concern: Concern) -> str:
    if _is_for_more(concern):
        return _("You see your locations alone; a change here would concern others too. Ask an administrator.")
    return _(
        "You can look at everything here. To change something you need the role {role}; ask an administrator.",
        role=sessions.role_name(role),
    )


def printing() -> Component:
    """Prints the page as it is shown (`assets/print.js`)."""
    return html.Button(_("Print"), type="button", className="quiet", **data(print="true"))

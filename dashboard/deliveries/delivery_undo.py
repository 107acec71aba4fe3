"""The last thing that was done to an order, taken back."""

from dash import Input, Output, dcc
from dash.development.base_component import Component

from dashboard.kit import notices, sessions
from dashboard.kit.buttons import row_button
from dashboard.kit.page import Part
from services.orders import step_undo
from utils import ids
from utils.language import N_, _

ABOUT, DONE = "delivery-undo", "delivery-undone"
# What is done here; earlier steps are undone where the order stands.
LABELS = {"receive": N_("Undo receipt"), "change": N_("Undo change"), "confirm": N_("Undo confirmation")}

part = Part(role="planner")


def stores() -> list[Component]:
    return [dcc.Store(id=ABOUT), dcc.Store(id=DONE)]


def opener(number: str, action: str | None) -> Component | None:
    """The button, where the last step of this order is one of those that are taken here."""
    if action not in LABELS:
        return None
    return row_button(_(LABELS[action]), number, ABOUT, number, part.role)


@part.callback(Output(DONE, "data"), Input(ABOUT, "data"), prevent_initial_call=True)
def undo(clicked: dict[str, str]) -> str:
    number = clicked["about"]
    step_undo.undo(number, sessions.current_user())
    said = _("{number}: the last step is undone, with the stock that it changed.", number=number)
    notices.show(said, _("Undone"))
    return ids.new_id()

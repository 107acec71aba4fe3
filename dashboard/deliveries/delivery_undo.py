"""The last thing that was done to an order, taken back."""

import json

from dash import Input, Output, dcc
from dash.development.base_component import Component

from dashboard.kit import notices, sessions
from dashboard.kit.buttons import row_button
from dashboard.kit.page import Part
from dashboard.shop import order_conflict
from services.access.locations import Concern
from services.orders.entry import own_orders
from services.orders.history.order_seen import OrderChanged
from services.orders.history.order_steps import LastStep
from services.orders.sending import step_undo
from utils import ids
from utils.language import N_, _

ABOUT, DONE = "delivery-undo", "delivery-undone"
# What is done here; earlier steps are undone where the order stands.
LABELS = {"receive": N_("Undo receipt"), "change": N_("Undo change"), "confirm": N_("Undo confirmation")}

part = Part("planner", Concern.OWN)


def stores() -> list[Component]:
    return [dcc.Store(id=ABOUT), dcc.Store(id=DONE)]


def opener(number: str, last: LastStep | None) -> Component | None:
    """The button, where the last step of this order is one of those that are taken here."""
    if last is None or last.action not in LABELS:
        return None
    about = json.dumps([number, last.id])
    return row_button(_(LABELS[last.action]), number, ABOUT, about, part.role, concern=part.concern)


@part.callback(Output(DONE, "data"), Input(ABOUT, "data"), prevent_initial_call=True)
def undo(clicked: dict[str, str]) -> str:
    number, step = json.loads(clicked["about"])
    try:
        with own_orders.of_undo(number):
            step_undo.undo(number, sessions.current_user(), step_id=step)
    except OrderChanged as error:
        order_conflict.show(number, error, _(order_conflict.NOTHING_DONE))
        return ids.new_id()
    said = _("{number}: the last step is undone, with the stock that it changed.", number=number)
    notices.show(said, _("Undone"))
    return ids.new_id()

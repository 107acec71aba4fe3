"""One order: its lines, which can be changed, its steps from a draft to its end, and what was done to it."""

import json
from typing import Any

from dash import Input, Output, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import notices, sessions, states
from dashboard.kit.clock import minutely
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from dashboard.order import order_confirmation, order_end, order_mailing, order_parts, order_typed
from dashboard.order.order_typed import SEEN, Typed
from dashboard.shop import order_conflict, order_paper_files
from services.access.locations import Concern
from services.errors import InvalidInput, NotFound
from services.orders.entry import order_work, own_orders, purchase_orders
from services.orders.history import order_views
from services.orders.history.order_seen import OrderChanged
from services.orders.lines.order_fields import LineChange, OrderChanges
from services.orders.sending import order_sending, step_undo
from services.orders.sending.order_sending import Wanted
from utils.language import N_, _, ngettext, pgettext, plural

SHOWN, CONFLICT, CLOCK = "order-shown", "order-conflict", "order-clock"
CHANGED = plural("{number}: {count} quantity changed.", "{number}: {count} quantities changed.")
STILL_HERE = N_("What you typed is still here; save again to store it over that.")

page = Page(
    "order",
    N_("Order details"),
    parts=(order_end.part, order_mailing.part, order_confirmation.part),
    files=(order_paper_files.files,),
    in_menu=False,
    concern=Concern.OWN,
)


@page.layout
def layout(query: dict[str, str]) -> Component:
    number = query.get("number", "")
    if not number:
        link = html.A(_("All orders"), href=href("order-list"))
        return html.Div([html.H1(_(page.title)), states.empty(_("Which order?"), html.P(link))])
    try:
        view = order_views.view(number)
    except NotFound as error:
        link = html.A(_("All orders"), href=href("order-list"))
        return html.Div([html.H1(_(page.title)), states.empty(notices.explain(error), html.P(link))])
    is_transfer = view.order.is_transfer
    title = _("Transfer {number}", number=number) if is_transfer else _("Order {number}", number=number)
    return html.Div(
        [
            html.H1(title),
            html.Div(id=CONFLICT, role="alert"),
            html.Div(order_parts.shown(view), id=SHOWN),
            dcc.Store(id=SEEN, data=order_parts.document(view)),
            dcc.Store(id=order_parts.DO),
            minutely(CLOCK),
            order_end.part.window(),
            order_mailing.part.window(),
            order_confirmation.window(),
        ]
    )


@page.callback(
    Output(SHOWN, "children"),
    Output(SEEN, "data"),
    Output(CONFLICT, "children"),
    Input(order_end.part.done, "data"),
    Input(order_mailing.part.done, "data"),
    Input(order_confirmation.DONE, "data"),
    *order_typed.STATES,
    prevent_initial_call=True,
)
def refresh(ended: int | None, mailed: int | None, confirmed: str | None, *given: Any) -> tuple[Any, ...]:
    return _drawn(given[-1]["number"], order_typed.read(*given))


@page.callback(
    Output(SHOWN, "children", allow_duplicate=True),
    Output(SEEN, "data", allow_duplicate=True),
    Output(CONFLICT, "children", allow_duplicate=True),
    Input(order_parts.DO, "data"),
    *order_typed.STATES,
    role="planner",
    concern=page.concern,
    prevent_initial_call=True,
)
def take_step(clicked: dict[str, str], *given: Any) -> tuple[Any, ...]:
    action, number, mark = json.loads(clicked["about"])
    typed = order_typed.read(*given)
    try:
        with (own_orders.of_undo if action == "undo" else own_orders.of_order)(number):
            is_there = _taken(action, number, mark, typed)
    except OrderChanged as error:
        return _met(number, typed, error, _(order_conflict.NOTHING_DONE))
    return _drawn(number, typed) if is_there else ([_gone(number)], None, None)


def _taken(action: str, number: str, mark: int, typed: Typed) -> bool:
    """Take the step and say so; whether the order is still there afterwards."""
    actor = sessions.current_user()
    if action == "undo":
        is_there = step_undo.undo(number, actor, seen=mark)
        notices.show(_("{number}: the last step is undone.", number=number), _("Undone"))
        return is_there
    typed.require_saved()
    if action == "approve":
        order_work.approve(number, actor, seen=mark)
        notices.show(_("{number} may be sent.", number=number), pgettext("order", "Approved"))
    else:
        order_sending.send(number, actor, Wanted(mail=False, seen=mark))
        notices.show(_("{number} counts as on its way.", number=number), pgettext("order", "Sent"))
    return True


@page.callback(
    Output(SHOWN, "children", allow_duplicate=True),
    Output(SEEN, "data", allow_duplicate=True),
    Output(CONFLICT, "children", allow_duplicate=True),
    Input(order_parts.SAVE, "n_clicks"),
    *order_typed.STATES,
    role="planner",
    concern=page.concern,
    running=[(Output(order_parts.SAVE, "disabled"), True, False)],
    prevent_initial_call=True,
)
def save(clicks: int, *given: Any) -> tuple[Any, ...]:
    seen, typed = given[-1], order_typed.read(*given)
    changes, number = _changes(typed), seen["number"]
    if not changes:
        raise InvalidInput(_("No quantity is another one than before."))
    try:
        said = OrderChanges(lines=changes, reason=typed.reason)
        with own_orders.of_order(number):
            purchase_orders.change_lines(number, said, sessions.current_user(), seen=seen["mark"])
    except OrderChanged as error:
        return _met(number, typed, error, _(STILL_HERE))
    notices.show(ngettext(*CHANGED, len(changes), number=number), _("Saved"))
    return _drawn(number)


@page.callback(
    Output(SHOWN, "children", allow_duplicate=True),
    Output(SEEN, "data", allow_duplicate=True),
    Output(CONFLICT, "children", allow_duplicate=True),
    Input(CLOCK, "n_intervals"),
    *order_typed.STATES,
    prevent_initial_call=True,
)
def follow(ticks: int, *given: Any) -> tuple[Any, ...]:
    """What a colleague, or the supplier, has done to it meanwhile shows by itself; what was typed stays."""
    seen, typed = given[-1], order_typed.read(*given)
    if not seen:
        raise PreventUpdate
    number = seen["number"]
    try:
        order_views.check(number, seen["mark"])
    except NotFound:
        return [_gone(number)], None, None
    except OrderChanged as error:
        return _met(number, typed, error, _(STILL_HERE) if typed else "")
    raise PreventUpdate


def _changes(typed: Typed) -> list[LineChange]:
    """The lines whose quantity somebody has changed. Raises InvalidInput for an empty field."""
    if None in typed.units.values():
        raise InvalidInput(_("Say a quantity in every field; 0 takes a line out."))
    return [LineChange(id=line, quantity=float(own)) for line, own in typed.units.items() if own is not None]


def _drawn(number: str, typed: Typed = Typed()) -> tuple[Any, ...]:
    view = order_views.view(number)
    return order_parts.shown(view, typed), order_parts.document(view), None


def _met(number: str, typed: Typed, error: OrderChanged, then: str) -> tuple[Any, ...]:
    """The order as it is now, with what was typed, and who has made it so."""
    return *_drawn(number, typed)[:2], order_conflict.message(number, error, then)


def _gone(number: str) -> Component:
    link = html.A(_("What to order"), href=href("orders"))
    return states.empty(_("{number} is undone as a whole", number=number), html.P(link))

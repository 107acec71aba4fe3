"""One order: its lines, which can be changed, its steps from a draft to its end, and what was done to it."""

import json
from collections.abc import Sequence
from typing import Any

from dash import ALL, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import notices, sessions, states
from dashboard.kit.clock import minutely
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from dashboard.order import (
    order_confirmation,
    order_end,
    order_mailing,
    order_paper_files,
    order_parts,
    order_words,
)
from dashboard.shop import order_tabs
from services.access.locations import Concern
from services.errors import InvalidInput, NotFound
from services.orders import order_sending, order_views, order_work, purchase_orders, step_undo
from services.orders.order_fields import LineChange, OrderChanges
from services.orders.order_seen import OrderChanged
from services.orders.order_sending import Wanted
from utils.language import N_, _, ngettext, plural

SHOWN, SEEN, CONFLICT, CLOCK = "order-shown", "order-seen", "order-conflict", "order-clock"
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
            order_tabs.tabs(view.order.state),
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
    State(SEEN, "data"),
    prevent_initial_call=True,
)
def refresh(ended: int | None, mailed: int | None, confirmed: str | None, seen: dict[str, Any]) -> tuple[Any, ...]:
    return _drawn(seen["number"])


@page.callback(
    Output(SHOWN, "children", allow_duplicate=True),
    Output(SEEN, "data", allow_duplicate=True),
    Output(CONFLICT, "children", allow_duplicate=True),
    Input(order_parts.DO, "data"),
    role="planner",
    prevent_initial_call=True,
)
def take_step(clicked: dict[str, str]) -> tuple[Any, ...]:
    action, number, mark = json.loads(clicked["about"])
    actor = sessions.current_user()
    try:
        if action == "undo":
            is_there = step_undo.undo(number, actor, seen=mark)
            notices.show(_("{number}: the last step is undone.", number=number), _("Undone"))
            if not is_there:
                return [_gone(number)], None, None
        elif action == "approve":
            order_work.approve(number, actor, seen=mark)
            notices.show(_("{number} may be sent.", number=number), _("Approved"))
        else:
            order_sending.send(number, actor, Wanted(mail=False, seen=mark))
            notices.show(_("{number} counts as on its way.", number=number), _("Sent"))
    except OrderChanged as error:
        return *_drawn(number)[:2], _conflict(number, error, _("Nothing was done; this is how it is now."))
    return _drawn(number)


@page.callback(
    Output(SHOWN, "children", allow_duplicate=True),
    Output(SEEN, "data", allow_duplicate=True),
    Output(CONFLICT, "children", allow_duplicate=True),
    Input(order_parts.SAVE, "n_clicks"),
    State({"type": order_parts.UNITS, "line": ALL}, "value"),
    State({"type": order_parts.UNITS, "line": ALL}, "id"),
    State(order_parts.REASON, "value"),
    State(SEEN, "data"),
    role="planner",
    running=[(Output(order_parts.SAVE, "disabled"), True, False)],
    prevent_initial_call=True,
)
def save(clicks: int, units: Sequence[float | None], fields: Sequence[dict[str, Any]], *given: Any) -> tuple[Any, ...]:
    reason, seen = given
    changes = _changes(units, fields, seen["units"])
    number = seen["number"]
    if not changes:
        raise InvalidInput(_("No quantity is another one than before."))
    try:
        said = OrderChanges(lines=changes, reason=reason or "")
        purchase_orders.change_lines(number, said, sessions.current_user(), seen=seen["mark"])
    except OrderChanged as error:
        # The fields stay as they are; what they are compared with is what was there when they were filled in.
        now = seen | {"mark": order_views.view(number).mark}
        return no_update, now, _conflict(number, error, _(STILL_HERE))
    notices.show(ngettext(*CHANGED, len(changes), number=number), _("Saved"))
    return _drawn(number)


@page.callback(
    Output(SHOWN, "children", allow_duplicate=True),
    Output(SEEN, "data", allow_duplicate=True),
    Output(CONFLICT, "children", allow_duplicate=True),
    Input(CLOCK, "n_intervals"),
    State({"type": order_parts.UNITS, "line": ALL}, "value"),
    State({"type": order_parts.UNITS, "line": ALL}, "id"),
    State(order_parts.REASON, "value", allow_optional=True),
    State(SEEN, "data"),
    prevent_initial_call=True,
)
def follow(ticks: int, units: Sequence[float | None], fields: Sequence[dict[str, Any]], *given: Any) -> tuple[Any, ...]:
    """What a colleague, or the supplier, has done to it meanwhile shows by itself; what was typed stays."""
    reason, seen = given
    if not seen:
        raise PreventUpdate
    number, before = seen["number"], seen["units"]
    try:
        order_views.check(number, seen["mark"])
    except NotFound:
        return [_gone(number)], None, None
    except OrderChanged as error:
        if reason or any(own != before[str(field["line"])] for own, field in zip(units, fields, strict=True)):
            now = seen | {"mark": order_views.view(number).mark}
            return no_update, now, _conflict(number, error, _(STILL_HERE))
        return *_drawn(number)[:2], _conflict(number, error, "")
    raise PreventUpdate


def _changes(
    units: Sequence[float | None], fields: Sequence[dict[str, Any]], before: dict[str, float]
) -> list[LineChange]:
    """The lines whose quantity somebody has changed. Raises InvalidInput for an empty field."""
    typed = {field["line"]: own for own, field in zip(units, fields, strict=True)}
    if None in typed.values():
        raise InvalidInput(_("Say a quantity in every field; 0 takes a line out."))
    changed = {line: float(own) for line, own in typed.items() if own is not None and own != before[str(line)]}
    return [LineChange(id=line, quantity=own) for line, own in changed.items()]


def _drawn(number: str) -> tuple[Any, ...]:
    view = order_views.view(number)
    return order_parts.shown(view), order_parts.document(view), None


def _conflict(number: str, error: OrderChanged, then: str) -> Component:
    words = order_words.conflict(order_views.view(number), error)
    title = _("{who} was quicker.", who=error.by.username) if error.by else _("Changed meanwhile")
    return html.P([html.Strong(title), " ", words, " ", then], className="message error")


def _gone(number: str) -> Component:
    link = html.A(_("What to order"), href=href("orders"))
    return states.empty(_("{number} is undone as a whole", number=number), html.P(link))

"""Goods that came: a window, filled in with all that was still to come, in which one says how much and when."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.deliveries import delivery_words
from dashboard.kit import forms, notices, sessions
from dashboard.kit.buttons import button, row_button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Part
from services.access.locations import Concern
from services.catalogue import product_service
from services.errors import InvalidInput
from services.orders.entry import own_orders, receipts
from services.orders.lines.order_fields import NewReceipt
from services.orders.lines.order_lines import Line
from services.seen import ChangedMeanwhile
from utils import clock, ids
from utils.language import N_, _, ngettext

ABOUT, WINDOW, LINES, DAY = "delivery-came", "delivery-came-window", "delivery-came-lines", "delivery-came-on"
NOTE, CURL, SEEN, DONE = "delivery-note", "delivery-came-curl", "delivery-came-seen", "delivery-noted"
CAME = "delivery-units"
LABELS = {"quantity": N_("Units that came"), "received_on": N_("Came on")}
BESIDES = N_("What you typed is still here; note it again if it came besides.")
# A row of a command each; of more a file is sent, see docs/order-files.md.
COMMANDS = 5

part = Part("planner", Concern.OWN)


def opener(label: str, about: str, subject: str, quiet: bool = True) -> Component:
    """The button that opens the window; `subject` is what a screen reader adds to its label."""
    return row_button(label, subject, ABOUT, about, part.role, quiet, part.concern)


def window() -> Component:
    """The window, closed."""
    day = dmc.DatePickerInput(id=DAY, label=forms.translated(LABELS)["received_on"])
    content = [
        html.Div(id=LINES, className="fields narrow"),
        html.Div(day, className="fields narrow"),
        html.Div(button(_("Note it"), NOTE, concern=part.concern), className="actions"),
        html.Div(id=CURL),
    ]
    modal = dmc.Modal(content, id=WINDOW, size="lg", closeButtonProps={"aria-label": _("Close")})
    return html.Div([modal, dcc.Store(id=ABOUT), dcc.Store(id=SEEN), dcc.Store(id=DONE)])


def same(lines: Sequence[Line]) -> str:
    """The curl command that says that all that was still to come of these lines came in."""
    return _commands({line.order.id: line.outstanding for line in lines}, clock.today().isoformat())


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(WINDOW, "title"),
    Output(LINES, "children"),
    Output(DAY, "value"),
    Output(SEEN, "data", allow_duplicate=True),
    Input(ABOUT, "data"),
    prevent_initial_call=True,
)
def open_for(clicked: dict[str, str]) -> tuple[Any, ...]:
    lines = delivery_words.open_lines(clicked["about"])
    title = _("What came of {lines}?", lines=delivery_words.name(lines))
    return True, title, [_field(line) for line in lines], clock.today().isoformat(), delivery_words.seen(lines)


@part.callback(
    Output(CURL, "children"),
    Input({"type": CAME, "line": ALL}, "value"),
    Input(DAY, "value"),
    State({"type": CAME, "line": ALL}, "id"),
    prevent_initial_call=True,
)
def read_back(units: list[float | str], day: str | None, fields: list[dict[str, Any]]) -> Component:
    return same_with_curl(_commands(_typed(units, fields), day))


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(SEEN, "data", allow_duplicate=True),
    Output(DONE, "data"),
    Input(NOTE, "n_clicks"),
    State({"type": CAME, "line": ALL}, "value"),
    State({"type": CAME, "line": ALL}, "id"),
    State(DAY, "value"),
    State(SEEN, "data"),
    State(ABOUT, "data"),
    running=[(Output(NOTE, "disabled"), True, False)],
    prevent_initial_call=True,
)
def note(clicks: int, units: list[Any], fields: list[dict[str, Any]], day: str | None, *known: Any) -> tuple[Any, ...]:
    seen, clicked = known
    typed = _typed(units, fields)
    if not typed:
        raise InvalidInput(_("Say of at least one product how many units came."))
    labels = forms.translated(LABELS)
    came = {line: forms.read(NewReceipt, labels, quantity=own, received_on=day) for line, own in typed.items()}
    try:
        with own_orders.of_receipt(came):
            noted = receipts.receive_all(came, sessions.current_user(), {line: seen[str(line)] for line in came})
    except ChangedMeanwhile as error:
        left = delivery_words.still_to_come(clicked["about"])
        delivery_words.show_conflict(error, _(BESIDES) if left else _(delivery_words.NOTHING_LEFT))
        return no_update, seen | delivery_words.seen(left), ids.new_id()
    notices.show(_summary(noted, typed), _("Received"))
    return False, no_update, ids.new_id()


def _field(line: Line) -> Component:
    sku, name = line.product.sku, line.product.name
    return dmc.NumberInput(
        id={"type": CAME, "line": line.order.id},
        # With its code: of two that are called alike each has its own.
        label=sku if name in ("", sku) else html.Span([f"{name} · ", html.Span(sku, className="code")]),
        description=_("{units} ordered", units=line.order.quantity),
        value=line.outstanding,
        min=0,
        hideControls=True,
    )


def _typed(units: Sequence[float | str], fields: Sequence[dict[str, Any]]) -> dict[int, float]:
    """What came, by line; of a line that was left empty nothing did."""
    return {field["line"]: float(own) for own, field in zip(units, fields, strict=True) if own not in (None, "", 0)}


def _commands(came: dict[int, float], day: str | None) -> str:
    if len(came) > COMMANDS:
        return command(
            "POST", "/purchase-orders/receipts/import", "-H 'Content-Type: text/csv'", "--data-binary @received.csv"
        )
    return "\n\n".join(
        command("POST", f"/purchase-orders/{line}/receipts", body={"quantity": units, "received_on": day})
        for line, units in came.items()
    )


def _summary(noted: Sequence[Line], came: dict[int, float]) -> str:
    rest = sum(line.outstanding for line in noted)
    said = [_several(noted, came) if len(noted) > 1 else _one(noted[0], came[noted[0].order.id])]
    return " ".join([*said, *([_("{units} are still to come.", units=rest)] if rest else [])])


def _several(noted: Sequence[Line], came: dict[int, float]) -> str:
    lines, units = delivery_words.name(noted), sum(came.values())
    return ngettext(
        "{lines}: {count} unit came in and is on hand now.",
        "{lines}: {count} units came in and are on hand now.",
        units,
        lines=lines,
    )


def _one(line: Line, units: float) -> str:
    sku = line.product.sku
    there = product_service.get_product(sku).on_hand
    if there is None:
        return _("{units} of {sku} came in; how many are on hand is not known.", sku=sku, units=units)
    return _("{units} of {sku} came in; {there} are on hand now.", sku=sku, units=units, there=there)

"""A planner's own figures for days to come, with their reason, and the way back to the model's."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from pydantic import ValidationError

from dashboard.kit import buttons, formats, notices, sessions, tables
from dashboard.kit.attributes import aria
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl, segment
from dashboard.kit.page import Part
from services.access.locations import Concern
from services.errors import InvalidInput
from services.planning import override_service, own_changes
from services.planning.override_fields import NewOverride
from services.planning.override_service import Override
from services.views import product_view
from services.views.product_view import ProductView
from utils import clock, ids, refusals
from utils.language import N_, _

WITHDRAW = "override-withdraw"
UNITS, PERCENT = "units", "percent"
SHOWN = 20
COUNTS = N_("Do you know more than past sales can tell? Your figure counts until you take it back.")
KEPT = N_("There is no forecast yet that a figure of yours could change: it is kept, and counts once there is one.")
FOLLOWED = N_("The forecast and the advice follow your figure.")

part = Part(concern=Concern.OWN)


def section(view: ProductView) -> list[Component | None]:
    """The overrides there are, and the form for a new one."""
    sku = view.product.sku
    listed = override_service.list_overrides(sku, SHOWN, None).items
    return [
        html.P(_(COUNTS) if view.model else _(KEPT)),
        _listed(listed) if listed else None,
        _form(),
        buttons.only_for("planner", part.concern),
        _curl(sku, listed[0].id if listed else 1),
    ]


@part.callback(
    Output("product-changed", "data", allow_duplicate=True),
    Input("override-save", "n_clicks"),
    State("override-days", "value"),
    State("override-kind", "value"),
    State("override-figure", "value"),
    State("override-reason", "value"),
    State("product-sku", "data"),
    role="planner",
    concern=part.concern,
    prevent_initial_call=True,
)
def save(clicks: int | None, days: list[str | None], kind: str, figure: float | str, reason: str, sku: str) -> str:
    # A button that has just been drawn announces itself, without a click.
    if not clicks:
        raise PreventUpdate
    if not days or not days[0]:
        raise InvalidInput(_("Choose the days that your figure is for."))
    wanted: dict[str, Any] = {"quantity" if kind == UNITS else "change_percent": None if figure == "" else figure}
    try:
        new = NewOverride(starts_on=days[0], ends_on=days[1] or days[0], reason=reason or "", **wanted)
    except ValidationError as error:
        raise InvalidInput(_explained(error)) from None
    with own_changes.of_product(sku):
        override_service.create(sku, new, sessions.current_user().username)
    notices.show(_(FOLLOWED) if product_view.view(sku, 1).model else _(KEPT), _("Stored"))
    return ids.new_id()


@part.callback(
    Output("product-changed", "data", allow_duplicate=True),
    Input({"type": WITHDRAW, "id": ALL}, "n_clicks"),
    State("product-sku", "data"),
    role="planner",
    concern=part.concern,
    prevent_initial_call=True,
)
def withdraw(clicks: list[int | None], sku: str) -> str:
    # A button that has just been drawn announces itself, without a click.
    if not ctx.triggered[0]["value"]:
        raise PreventUpdate
    with own_changes.of_product(sku):
        override_service.withdraw(sku, ctx.triggered_id["id"])
    notices.show(_("The model's own figures count again."), _("Taken back"))
    return ids.new_id()


def _listed(overrides: Sequence[Override]) -> Component:
    rows = [
        [
            formats.days(override.starts_on, override.ends_on),
            _figure(override),
            override.reason,
            override.author,
            state(override),
        ]
        for override in overrides
    ]
    return tables.listing(
        _("Figures of planners"),
        (_("Days"), tables.Figures(_("Figure")), _("Reason"), _("By"), tables.actions()),
        rows,
        exported=False,
    )


def _figure(override: Override) -> str:
    if override.quantity is not None:
        return _("{quantity} a day", quantity=formats.units(override.quantity))
    return formats.signed((override.change_percent or 0) / 100, formats.percent)


def state(override: Override) -> Component:
    """How an override came to its end; of one in force, the button that ends it."""
    if override.withdrawn_at:
        return html.Span(_("Taken back"), className="quiet-text")
    if override.ends_on < clock.today():
        return html.Span(_("Past"), className="quiet-text")
    if override.expires_at and override.expires_at <= clock.now():
        return html.Span(_("Expired"), className="quiet-text")
    label = _("Take back: {reason}", reason=override.reason)
    return button(
        _("Take back"), {"type": WITHDRAW, "id": override.id}, quiet=True, concern=part.concern, **aria(label=label)
    )


def _form() -> Component:
    tomorrow = clock.today() + timedelta(days=1)
    kinds = [{"value": UNITS, "label": _("Units a day")}, {"value": PERCENT, "label": _("Change in %")}]
    fields = [
        dmc.DatePickerInput(
            id="override-days",
            label=_("Days"),
            type="range",
            minDate=_iso(clock.today()),
            value=[_iso(tomorrow), _iso(tomorrow)],
        ),
        dmc.Select(id="override-kind", label=_("As"), data=kinds, value=UNITS, allowDeselect=False),
        dmc.NumberInput(id="override-figure", label=_("Figure"), value="", hideControls=True),
        dmc.TextInput(id="override-reason", label=_("Reason"), value="", placeholder=_("Street festival")),
    ]
    save_it = html.Div(
        button(_("Use my figure"), "override-save", quiet=True, concern=part.concern), className="actions"
    )
    return html.Div([html.Div(fields, className="fields narrow"), save_it], className="no-print")


def _curl(sku: str, override_id: int) -> Component:
    path = f"/products/{segment(sku)}/overrides"
    day = _iso(clock.today() + timedelta(days=1))
    body: dict[str, Any] = {"starts_on": day, "ends_on": day, "quantity": 40, "reason": "Street festival"}
    return same_with_curl(command("POST", path, body=body), command("DELETE", f"{path}/{override_id}"))


def _explained(error: ValidationError) -> str:
    name, why = refusals.first(error)
    if name == "reason":
        return _("Say why: the reason is what others will ask you for.")
    return f"{why[:1].upper()}{why[1:]}."


def _iso(day: date) -> str:
    return day.isoformat()

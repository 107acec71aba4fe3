"""Stock and terms of a product: changed in place, with what they would mean, and stored by Apply."""

from collections.abc import Iterable
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, dcc, html, no_update, set_props
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import buttons, folding, formats, forms, notices, sessions
from dashboard.kit.attributes import aria
from dashboard.kit.buttons import button
from dashboard.kit.clock import minutely
from dashboard.kit.curl import command, same_with_curl, segment
from dashboard.kit.page import Part
from dashboard.product import advice_words, product_undo, stock_figures
from dashboard.product.stock_figures import LABELS
from services.access.locations import Concern
from services.catalogue import product_service
from services.catalogue.product_fields import ProductFields
from services.catalogue.product_service import Product
from services.errors import Conflict
from services.planning import catalogue_service, own_changes, product_authors
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import LARGEST_CHANGE, LEAST_CHANGE
from services.seen import ChangedMeanwhile
from services.views.product_view import ProductView
from utils import ids
from utils.language import _, ngettext

FIELD, SKU, STORED, SEEN, CHANGED = "stock-field", "product-sku", "stock-stored", "stock-seen", "product-changed"
DEMAND, CLOCK = "demand_change", "stock-clock"

part = Part(concern=Concern.OWN)


def section(view: ProductView) -> list[Component | None]:
    """The fields, the advice that follows from them, and the buttons."""
    stored = stock_figures.shown(view.product)
    fields = [_field(name, _(label), stored[name]) for name, label in LABELS.items()]
    supposed = _field(DEMAND, _("Demand, ± %"), 0, min=LEAST_CHANGE, max=LARGEST_CHANGE)
    return [
        html.Div(advice_words.advice(view.advice), id="stock-advice", **aria(live="polite")),
        folding.part(
            html.Strong(_("Change it, or try out what if"), className="no-print"),
            html.Div([*fields, supposed], className="fields narrow no-print"),
            lead_time(view.lead_time),
            html.Div(
                [
                    button(_("Apply"), "stock-apply", concern=part.concern, disabled=True),
                    html.Button(_("Take back"), id="stock-reset", type="button", className="quiet", disabled=True),
                ],
                className="actions",
            ),
        ),
        buttons.only_for("planner", part.concern),
        html.Div(_curl(view.product.sku, {"on_hand": stored["on_hand"]}), id="stock-curl"),
        minutely(CLOCK),
        dcc.Store(id=STORED, data=stored),
        dcc.Store(id=SEEN, data=stock_figures.seen(view.product)),
    ]


def lead_time(own: dict[str, Any]) -> Component | None:
    """Which lead time counts, where deliveries have taught another than the stated one."""
    counts = formats.number(own["days"], 1)
    if own["learned_days"] is None or counts == formats.number(own["stated_days"], 1):
        return None
    learned = ngettext(
        "the last {count} order took {observed_days}",
        "the last {count} orders took {observed_days}",
        own["learned_from_orders"],
        observed_days=formats.number(own["learned_days"], 1),
    )
    words = ngettext(
        "Lead time: {count} day is stated, {learned}; the advice counts on {counts}.",
        "Lead time: {count} days are stated, {learned}; the advice counts on {counts}.",
        own["stated_days"],
        learned=learned,
        counts=counts,
    )
    return html.P(words, className="below")


@part.callback(
    Output("stock-advice", "children"),
    Output("stock-apply", "disabled"),
    Output("stock-reset", "disabled"),
    Output("stock-curl", "children"),
    Input({"type": FIELD, "name": ALL}, "value"),
    State(STORED, "data"),
    State(SKU, "data"),
    prevent_initial_call=True,
)
def suppose(values: list[Any], stored: dict[str, Any], sku: str) -> tuple[list[Component], bool, bool, Component]:
    changed, demand = _changed(stored)
    fields = stock_figures.fields_of(changed)
    try:
        advice = what_ifs.preview(sku, fields, demand)
    except Conflict:  # It was never sold: its figures can be stored all the same.
        advice = {}
    is_supposed = bool(changed or demand)
    may_apply = bool(changed) and sessions.may("planner", part.concern)
    curl = _curl(sku, changed or {"on_hand": stored["on_hand"]})
    return advice_words.advice(advice, is_supposed), not may_apply, not is_supposed, curl


@part.callback(
    Output(CHANGED, "data", allow_duplicate=True),
    Input("stock-apply", "n_clicks"),
    State({"type": FIELD, "name": ALL}, "value"),
    State(STORED, "data"),
    State(SEEN, "data"),
    State(SKU, "data"),
    role="planner",
    concern=part.concern,
    prevent_initial_call=True,
)
def apply(clicks: int | None, values: list[Any], *known: Any) -> Any:
    # A button that has just been drawn announces itself, without a click.
    if not clicks:
        raise PreventUpdate
    stored, seen, sku = known
    changed = _changed(stored)[0]
    after, before = stock_figures.fields_of(changed), stock_figures.as_stored({name: seen[name] for name in changed})
    try:
        with own_changes.of_fields(sku, after):
            catalogue_service.update_product(sku, after, before, sessions.current_user())
    except ChangedMeanwhile as error:
        now = _met(sku, stored)
        forms.show_conflict(*_news(now, error.now), error.by)
        return no_update
    notices.show(_("The advice follows the new figures."), _("Stored"))
    product_undo.offer(sku, ProductFields(**before), after)
    return ids.new_id()


@part.callback(
    Input(CLOCK, "n_intervals"),
    State({"type": FIELD, "name": ALL}, "value"),
    State(STORED, "data"),
    State(SEEN, "data"),
    State(SKU, "data"),
    prevent_initial_call=True,
)
def follow(ticks: int, values: list[Any], *known: Any) -> None:
    """What a colleague has stored meanwhile shows by itself; what was typed stays."""
    stored, seen, sku = known
    now = stock_figures.seen(product_service.get_product(sku))
    if other := [name for name in now if now[name] != seen[name]]:
        forms.show_news(*_news(_met(sku, stored), other), product_authors.last_of(sku, other))


def _met(sku: str, stored: dict[str, Any]) -> Product:
    """The product by now, on which the form rests from here on: fields into which nobody has typed show it."""
    typed, now = _changed(stored)[0], product_service.get_product(sku)
    shown = stock_figures.shown(now)
    set_props(STORED, {"data": shown})
    set_props(SEEN, {"data": stock_figures.seen(now)})
    for name, value in shown.items():
        if name not in typed and value != stored[name]:
            set_props({"type": FIELD, "name": name}, {"value": "" if value is None else value})
    return now


def _news(now: Product, names: Iterable[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What these fields are, and what they are called."""
    shown = stock_figures.shown(now)
    return {name: shown[name] for name in names}, forms.translated(LABELS)


@part.callback(
    Output(CHANGED, "data", allow_duplicate=True), Input("stock-reset", "n_clicks"), prevent_initial_call=True
)
def take_back(clicks: int | None) -> str:
    if not clicks:
        raise PreventUpdate
    return ids.new_id()


def _field(name: str, label: str, value: Any, **options: Any) -> Component:
    return dmc.NumberInput(
        id={"type": FIELD, "name": name},
        label=label,
        value="" if value is None else value,
        debounce=300,
        hideControls=True,
        **options,
    )


def _changed(stored: dict[str, Any]) -> tuple[dict[str, Any], float]:
    """What differs from what is stored, by name, and the supposed change of demand in percent."""
    given = [*ctx.inputs_list, *ctx.states_list]
    fields = next(group for group in given if isinstance(group, list))
    values = {field["id"]["name"]: field.get("value") for field in fields}
    demand = float(values.pop(DEMAND) or 0)
    values = {name: None if value == "" else value for name, value in values.items()}
    return {name: value for name, value in values.items() if value != stored[name]}, demand


def _curl(sku: str, changed: dict[str, Any]) -> Component:
    path = f"/products/{segment(sku)}"
    body = {
        name: stock_figures.share(value) if name == "service_level" and value else value
        for name, value in changed.items()
    }
    return same_with_curl(command("PATCH", path, body=body))

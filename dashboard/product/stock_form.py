"""Stock and terms of a product: changed in place, with what they would mean, and stored by Apply."""

from decimal import Decimal
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from pydantic import ValidationError

from dashboard.kit import buttons, notices, sessions
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl, segment
from dashboard.kit.page import Part
from dashboard.product import advice_words
from services.catalogue.product_fields import ProductFields
from services.errors import InvalidInput
from services.planning import catalogue_service
from services.replenishment import what_ifs
from services.replenishment.what_ifs import LARGEST_CHANGE, LEAST_CHANGE
from services.views.product_view import ProductView
from utils import ids

FIELD, SKU, STORED, CHANGED = "stock-field", "product-sku", "stock-stored", "product-changed"
DEMAND = "demand_change"
MONEY = ("unit_cost", "unit_price")
LABELS = {
    "on_hand": "On hand",
    "lead_time_days": "Lead time, days",
    "review_days": "Order every, days",
    "service_level": "Service level, %",
    "pack_size": "Pack size",
    "min_order": "Smallest order",
    "unit_cost": "Unit cost",
    "unit_price": "Unit price",
}

# The rule itself speaks of a share.
IN_PERCENT = "Input should be from 50 to 99.9"

part = Part()


def section(view: ProductView) -> list[Component]:
    """The fields, the advice that follows from them, and the buttons."""
    stored = _stored(view)
    fields = [_field(name, label, stored[name]) for name, label in LABELS.items()]
    supposed = _field(DEMAND, "Demand, ± %", 0, min=LEAST_CHANGE, max=LARGEST_CHANGE)
    return [
        html.Div(advice_words.advice(view.advice), id="stock-advice", **{"aria-live": "polite"}),
        html.Div([*fields, supposed], className="fields narrow no-print"),
        html.Div(
            [
                button("Apply", "stock-apply", disabled=True),
                html.Button("Take back", id="stock-reset", type="button", className="quiet", disabled=True),
            ],
            className="actions",
        ),
        buttons.only_for("planner"),
        html.Div(_curl(view.product.sku, {"on_hand": stored["on_hand"]}), id="stock-curl"),
        dcc.Store(id=STORED, data=stored),
    ]


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
    advice = what_ifs.preview(sku, fields_of(changed), demand)
    is_supposed = bool(changed or demand)
    may_apply = bool(changed) and sessions.may("planner")
    curl = _curl(sku, changed or {"on_hand": stored["on_hand"]})
    return advice_words.advice(advice, is_supposed), not may_apply, not is_supposed, curl


@part.callback(
    Output(CHANGED, "data", allow_duplicate=True),
    Input("stock-apply", "n_clicks"),
    State({"type": FIELD, "name": ALL}, "value"),
    State(STORED, "data"),
    State(SKU, "data"),
    role="planner",
    prevent_initial_call=True,
)
def apply(clicks: int | None, values: list[Any], stored: dict[str, Any], sku: str) -> str:
    # A button that has just been drawn announces itself, without a click.
    if not clicks:
        raise PreventUpdate
    catalogue_service.update_product(sku, fields_of(_changed(stored)[0]))
    notices.tell("The advice follows the new figures.", "Stored")
    return ids.new_id()


@part.callback(
    Output(CHANGED, "data", allow_duplicate=True), Input("stock-reset", "n_clicks"), prevent_initial_call=True
)
def take_back(clicks: int | None) -> str:
    if not clicks:
        raise PreventUpdate
    return ids.new_id()


def _stored(view: ProductView) -> dict[str, Any]:
    product = view.product
    stored = {name: getattr(product, name) for name in LABELS}
    if product.service_level is not None:
        stored["service_level"] = round(100 * product.service_level, 3)
    return stored | {name: None if stored[name] is None else float(stored[name]) for name in MONEY}


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


def fields_of(changed: dict[str, Any]) -> ProductFields:
    """What was entered, by name, as the change of a product. Raises InvalidInput."""
    given = dict(changed)
    if given.get("service_level") is not None:
        given["service_level"] = _share(given["service_level"])
    given |= {name: Decimal(str(given[name])) for name in MONEY if given.get(name) is not None}
    try:
        return ProductFields(**given)
    except ValidationError as error:
        wrong = error.errors()[0]
        name = wrong["loc"][0]
        raise InvalidInput(f"{LABELS[name]}: {IN_PERCENT if name == 'service_level' else wrong['msg']}.") from None


def _share(percent: float) -> float:
    # 99.9 / 100 is a little more than 0.999, the largest level there is.
    return round(percent / 100, 6)


def _curl(sku: str, changed: dict[str, Any]) -> Component:
    path = f"/products/{segment(sku)}"
    body = {name: _share(value) if name == "service_level" and value else value for name, value in changed.items()}
    return same_with_curl(command("PATCH", path, body=body))

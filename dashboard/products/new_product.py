"""A product that is new: its code and what it is; the rest is said on its own page."""

from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.kit import forms
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Part
from dashboard.kit.urls import href
from services.catalogue.product_fields import NewProduct
from services.planning import catalogue_service
from utils.language import N_, _

LABELS = {
    "sku": N_("Code"),
    "name": N_("Name"),
    "category": N_("Category"),
    "supplier": N_("Supplier"),
    "location": N_("Location"),
}
EXAMPLES = {"sku": "BRD-001", "name": N_("Wholemeal bread")}

part = Part(role="planner")


def opener() -> Component:
    return button(_("New product"), "products-new", quiet=True)


def window() -> list[Component]:
    """The window, closed."""
    fields = [
        dmc.TextInput(id=f"products-new-{name}", label=_(label), placeholder=_(EXAMPLES.get(name, "")))
        for name, label in LABELS.items()
    ]
    content = [
        html.Div(fields, className="fields"),
        html.Div(button(_("Create"), "products-create"), className="actions"),
        same_with_curl(command("POST", "/products", body=EXAMPLES)),
    ]
    modal = dmc.Modal(
        content,
        id="products-new-window",
        title=_("New product"),
        size="lg",
        closeButtonProps={"aria-label": _("Close")},
    )
    return [modal, dcc.Location(id="products-go", refresh="callback-nav")]


@part.callback(Output("products-new-window", "opened"), Input("products-new", "n_clicks"), prevent_initial_call=True)
def open_window(clicks: int) -> bool:
    return True


@part.callback(
    Output("products-go", "href"),
    Input("products-create", "n_clicks"),
    *(State(f"products-new-{name}", "value") for name in LABELS),
    running=[(Output("products-create", "disabled"), True, False)],
    prevent_initial_call=True,
)
def create(clicks: int, sku: str | None, *others: Any) -> str:
    said = {name: value for name, value in zip(list(LABELS)[1:], others, strict=True) if value}
    new = forms.checked(NewProduct, forms.translated(LABELS), said | {"sku": forms.needed(sku, _(LABELS["sku"]))})
    return href("product", sku=catalogue_service.create_product(new).sku)

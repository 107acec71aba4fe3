"""What a supplier asks for its products: its code, its cost with breaks, its pack; changed in a window."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import buttons, formats, forms, sessions, tables
from dashboard.kit.buttons import button, row_button
from dashboard.kit.curl import command, same_with_curl, segment
from dashboard.kit.page import Part
from dashboard.kit.undo import Undo
from dashboard.kit.urls import href
from dashboard.shop import code_field, product_cell
from dashboard.supplier import offer_fields
from dashboard.supplier.offer_fields import LABELS, TEXTS
from services.catalogue import product_service
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.errors import InvalidInput
from services.planning import product_suppliers
from services.seen import ChangedMeanwhile
from services.views.supplier_view import SuppliedProduct, SupplierView
from utils import ids
from utils.config import get_settings
from utils.language import _

ABOUT, WINDOW, SEEN = "supplier-product", "supplier-product-window", "supplier-product-seen"
CHANGED, NAME = "supplier-changed", "supplier-name"
ANOTHER = "supplier-product-new"
HIDDEN = {"display": "none"}

part = Part(role="planner")
code_field.offer(part, ANOTHER)


def _take_back(about: dict[str, Any]) -> str:
    if about["was"] is None:
        seen = ProductSupplierTerms(**about["now"])
        product_suppliers.delete(about["sku"], about["supplier_id"], sessions.current_user(), seen)
    else:
        was, now = (ProductSupplierTerms(**about[when]) if about[when] else None for when in ("was", "now"))
        given = was or ProductSupplierTerms(), now, sessions.current_user()
        product_suppliers.put(about["sku"], about["supplier_id"], *given)
    return _("What it asks for this product is as it was before.")


undo = Undo("supplier-products", _take_back, CHANGED)


def section(view: SupplierView) -> list[Component | None]:
    """The first of its products, and a field for another one."""
    hint_style, field_style = styles(view)
    hint = html.P(
        _("Store its terms first: then say here what it asks for each product."),
        id="supplier-product-hint",
        className="quiet-text",
        style=hint_style,
    )
    another = html.Div(
        [
            code_field.field(ANOTHER, _("Another product"), placeholder=_("Its code")),
            html.Div(button(_("Add"), "supplier-product-add", quiet=True)),
        ],
        id="supplier-product-another",
        className="fields narrow",
        style=field_style,
    )
    return [html.Div(listed(view), id="supplier-products"), hint, another, buttons.only_for("planner")]


def styles(view: SupplierView) -> tuple[dict[str, str], dict[str, str]]:
    """Of the hint, and of the field: of a supplier whose terms nobody has stored only the hint is seen."""
    return (HIDDEN, {}) if view.row.terms is not None else ({}, HIDDEN)


def listed(view: SupplierView) -> list[Component]:
    """Its products with what it asks for each, as far as they are shown."""
    rest = view.row.products - len(view.products)
    more = (
        _("The first {number} are shown.", number=len(view.products))
        if rest > 0
        else _("As a list with stock and sales:")
    )
    table = tables.listing(
        _("Products of this supplier"),
        [_("Product"), *(_heading(name) for name in LABELS), tables.actions()],
        [_cells(own, view) for own in view.products],
    )
    return [
        table if view.products else html.P(_("No product comes from this supplier yet.")),
        html.P(
            [more, " ", html.A(_("all its products"), href=href("products", supplier=view.row.name))],
            className="no-print",
        ),
    ]


def _heading(name: str) -> str:
    return _(LABELS[name]) if name in TEXTS else tables.Figures(_(LABELS[name]))


def window() -> Component:
    """The window, closed."""
    fields = [
        dmc.TextInput(
            id=offer_fields.field(name),
            label=_(label),
            placeholder="100: 1.05; 500: 0.95" if name == "price_breaks" else "",
        )
        if name in TEXTS
        else dmc.NumberInput(id=offer_fields.field(name), label=_(label), hideControls=True)
        for name, label in LABELS.items()
    ]
    content = [
        html.Div(fields, className="fields narrow"),
        html.P(_("What is left empty is as the product says."), className="quiet-text below"),
        html.Div(
            [
                button(_("Store"), "supplier-product-store"),
                button(_("It does not deliver this"), "supplier-product-drop", quiet=True),
            ],
            className="actions",
        ),
        html.Div(id="supplier-product-curl"),
    ]
    modal = dmc.Modal(content, id=WINDOW, size="lg", closeButtonProps={"aria-label": _("Close")})
    return html.Div([modal, dcc.Store(id=ABOUT), dcc.Store(id=SEEN)])


@part.callback(
    Output(ABOUT, "data"),
    Input("supplier-product-add", "n_clicks"),
    State(ANOTHER, "value"),
    prevent_initial_call=True,
)
def another(clicks: int | None, code: str | None) -> dict[str, str]:
    if not clicks:
        raise PreventUpdate
    if not code:
        raise InvalidInput(_("Another product: say its code first."))
    return {"about": product_service.get_product(code).sku}


@part.callback(
    Output(WINDOW, "opened"),
    Output(WINDOW, "title"),
    *(Output(f"supplier-product-{name}", "value") for name in LABELS),
    Output("supplier-product-drop", "style"),
    Output("supplier-product-curl", "children"),
    Output(SEEN, "data"),
    Input(ABOUT, "data"),
    State(NAME, "data"),
    prevent_initial_call=True,
)
def open_for(clicked: dict[str, str], name: str) -> tuple[Any, ...]:
    product = product_service.get_product(clicked["about"])
    supplier_id, asked = offer_fields.stored(product.sku, name)
    shown = offer_fields.shown(asked or ProductSupplierTerms())
    seen = asked.model_dump(mode="json") if asked else None
    curl = command("PUT", f"/products/{segment(product.sku)}/suppliers/{supplier_id}", body=seen or {})
    return True, product.name or product.sku, *shown.values(), {} if asked else HIDDEN, same_with_curl(curl), seen


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(SEEN, "data", allow_duplicate=True),
    Output(CHANGED, "data", allow_duplicate=True),
    Input("supplier-product-store", "n_clicks"),
    State(ABOUT, "data"),
    State(SEEN, "data"),
    State(NAME, "data"),
    *(State(f"supplier-product-{name}", "value") for name in LABELS),
    running=[(Output("supplier-product-store", "disabled"), True, False)],
    prevent_initial_call=True,
)
def store(
    clicks: int, clicked: dict[str, str], seen: dict[str, Any] | None, name: str, *values: Any
) -> tuple[Any, ...]:
    said = offer_fields.said(dict(zip(LABELS, values, strict=True)))
    supplier_id = offer_fields.stored(clicked["about"], name)[0]
    known = ProductSupplierTerms(**seen) if seen else ProductSupplierTerms()
    try:
        stored = product_suppliers.put(clicked["about"], supplier_id, said, known, sessions.current_user())
    except ChangedMeanwhile as error:
        return no_update, _met(clicked["about"], name, known, values, error), no_update
    product = stored.product
    about = {"sku": product.sku, "supplier_id": supplier_id, "was": seen, "now": said.model_dump(mode="json")}
    undo.offer(_("Stored what it asks for {name}.", name=product.name or product.sku), about)
    return False, no_update, ids.new_id()


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(SEEN, "data", allow_duplicate=True),
    Output(CHANGED, "data", allow_duplicate=True),
    Input("supplier-product-drop", "n_clicks"),
    State(ABOUT, "data"),
    State(SEEN, "data"),
    State(NAME, "data"),
    *(State(f"supplier-product-{name}", "value") for name in LABELS),
    prevent_initial_call=True,
)
def drop(clicks: int, clicked: dict[str, str], seen: dict[str, Any], name: str, *values: Any) -> tuple[Any, ...]:
    supplier_id, known = offer_fields.stored(clicked["about"], name)[0], ProductSupplierTerms(**seen)
    try:
        product_suppliers.delete(clicked["about"], supplier_id, sessions.current_user(), known)
    except ChangedMeanwhile as error:
        return no_update, _met(clicked["about"], name, known, values, error), no_update
    about = {"sku": clicked["about"], "supplier_id": supplier_id, "was": seen, "now": None}
    undo.offer(_("It does not deliver this product any more."), about)
    return False, no_update, ids.new_id()


def _met(
    sku: str, name: str, known: ProductSupplierTerms, values: Sequence[Any], error: ChangedMeanwhile
) -> dict[str, Any] | None:
    """Say who was quicker; the window rests from here on on what is stored, and keeps what was typed."""
    now = offer_fields.stored(sku, name)[1]
    before, shown = offer_fields.shown(known), offer_fields.shown(now or ProductSupplierTerms())
    forms.show_where_untouched(
        zip(map(offer_fields.field, LABELS), values, before.values(), shown.values(), strict=True)
    )
    forms.show_conflict({field: shown[field] for field in error.now}, forms.translated(LABELS), error.by)
    return now.model_dump(mode="json") if now else None


def _cells(own: SuppliedProduct, view: SupplierView) -> list[Any]:
    product = own.product
    named = product_cell.cell(product.sku, product.name)
    asked = ProductSupplierTerms.model_validate(own.asked, from_attributes=True) if own.asked else None
    shown = offer_fields.shown(asked or ProductSupplierTerms()) | ({} if asked else {"priority": ""})
    change = (
        row_button(_("Change"), product.name or product.sku, ABOUT, product.sku, part.role) if view.row.terms else ""
    )
    of_product = {name: getattr(product, name, None) for name in LABELS}
    return [named, *(_cell(name, shown[name], of_product[name], _currency(view)) for name in LABELS), change]


def _cell(name: str, asked: Any, of_product: Any, currency: str) -> Any:
    """What it asks, else, in quiet, what the product itself says."""
    if asked != "":
        return asked if isinstance(asked, str) else _written(name, asked, currency)
    if of_product is None:
        return formats.NOTHING
    return html.Span(_written(name, float(of_product), get_settings().currency), className="quiet-text")


def _currency(view: SupplierView) -> str:
    return (view.row.terms and view.row.terms.currency) or get_settings().currency


def _written(name: str, value: float, currency: str) -> str:
    return formats.cost_of_one(value, currency) if name == "unit_cost" else formats.units(value)

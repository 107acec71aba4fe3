"""One change of all products that the filters leave: shown before it is made, and taken back by Undo."""

from decimal import Decimal
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.kit import forms, sentences, sessions
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Part
from dashboard.kit.undo import Undo
from services.catalogue.product_fields import ProductFields
from services.catalogue.product_service import ProductFilter
from services.errors import InvalidInput
from services.imports import undoing
from services.planning import bulk_changes
from services.planning.bulk_changes import Chosen
from services.records import without_rules
from utils import ids
from utils.language import N_, _

CHANGED, WINDOW, FIELD, STORE = "products-changed", "products-many-window", "products-many-field", "products-many-store"
TEXTS = {
    "category": N_("Category"),
    "supplier": N_("Supplier"),
    "location": N_("Location"),
    "variant_of": N_("Size or colour of"),
}
DAYS = {"launch_on": N_("First sold on"), "ends_on": N_("Last sold on")}
NUMBERS = {
    name: str(field.title) for name, field in ProductFields.model_fields.items() if field.title and name != "on_hand"
}
LABELS = TEXTS | DAYS | NUMBERS
PERCENT = "service_level"
VALUES = ("products-many-text", "products-many-day", "products-many-number")
FILTERS = tuple(State(f"products-{name}", "value") for name in ("q", "category", "supplier"))

part = Part(role="planner")


def _take_back(task_id: str) -> str:
    counts = undoing.undo(task_id, sessions.current_user())
    return _("Products that are as they were before: {number}.", number=counts["restored"])


undo = Undo("products-many", _take_back, CHANGED)


def opener() -> Component:
    return button(_("Change many"), "products-many", quiet=True)


def window() -> list[Component]:
    """The window, closed, and where the way back is offered."""
    kinds = (dmc.TextInput, dmc.DatePickerInput, dmc.NumberInput)
    values = [kind(id=id, label=_("New value")) for kind, id in zip(kinds, VALUES, strict=True)]
    content = [
        html.P(id="products-many-about"),
        html.Div(
            [
                dmc.Select(
                    id=FIELD,
                    label=_("What to change"),
                    data=[{"value": name, "label": _(label)} for name, label in LABELS.items()],
                    value="category",
                    searchable=True,
                    allowDeselect=False,
                ),
                *(html.Div(field, id=f"{id}-box") for field, id in zip(values, VALUES, strict=True)),
            ],
            className="fields",
        ),
        html.Div(id="products-many-preview", role="status", className="below"),
        html.Div(button(_("Change them"), STORE, disabled=True), className="actions"),
    ]
    modal = dmc.Modal(
        content, id=WINDOW, title=_("Change many products"), size="lg", closeButtonProps={"aria-label": _("Close")}
    )
    return [modal, undo.place(), dcc.Store(id="products-many-made")]


@part.callback(
    Output(WINDOW, "opened"),
    Output("products-many-about", "children"),
    Input("products-many", "n_clicks"),
    *FILTERS,
    prevent_initial_call=True,
)
def open_window(clicks: int, q: str | None, category: str | None, supplier: str | None) -> tuple[bool, str]:
    """What the filters leave, by their words."""
    named = {_("Search"): q, _("Category"): category, _("Supplier"): supplier}
    words = sentences.punctuated("; ".join(f"{name}: {value}" for name, value in named.items() if value))
    return True, words or _("All products: choose a category, a supplier or a search on the page to change fewer.")


@part.callback(
    *(Output(f"{id}-box", "hidden") for id in VALUES),
    Input(FIELD, "value"),
)
def fit(name: str) -> tuple[bool, ...]:
    """The field for this kind of value."""
    return name not in TEXTS, name not in DAYS, name not in NUMBERS


@part.callback(
    Output("products-many-preview", "children"),
    Output(STORE, "disabled"),
    Input(WINDOW, "opened"),
    Input(FIELD, "value"),
    *(Input(id, "value") for id in VALUES),
    *FILTERS,
    prevent_initial_call=True,
)
def preview(opened: bool, name: str, *rest: Any) -> tuple[list[Component], bool]:
    said = _said(name, rest[:3])
    found = bulk_changes.change_products(_chosen(rest[3:]), said, dry_run=True)
    words = _("Chosen: {chosen}. Of these, {changed} would change.", chosen=found["chosen"], changed=found["changed"])
    first = _("The first: {codes}.", codes=", ".join(found["examples"])) if found["examples"] else ""
    narrowed = {name: value for name, value in zip(("q", "category", "supplier"), rest[3:], strict=True) if value}
    body = {"filter": narrowed, "change": said.model_dump(mode="json", exclude_unset=True), "dry_run": True}
    return [html.P(f"{words} {first}"), same_with_curl(command("PATCH", "/products", body=body))], not found["changed"]


@part.callback(
    Output(CHANGED, "data"),
    Output(WINDOW, "opened", allow_duplicate=True),
    Input(STORE, "n_clicks"),
    State(FIELD, "value"),
    *(State(id, "value") for id in VALUES),
    *FILTERS,
    running=[(Output(STORE, "disabled"), True, False)],
    prevent_initial_call=True,
)
def store(clicks: int, name: str, *rest: Any) -> tuple[str, bool]:
    said = _said(name, rest[:3])
    made = bulk_changes.change_products(_chosen(rest[3:]), said, actor=sessions.current_user())
    if made["task_id"] is None:
        raise InvalidInput(_("All of them are so already."))
    words = _("Changed: {field}. Products: {number}.", field=_(LABELS[name]), number=made["changed"])
    undo.offer(words, made["task_id"])
    return ids.new_id(), False


def _chosen(narrowed: tuple[str | None, ...]) -> Chosen:
    q, category, supplier = (value or None for value in narrowed)
    return Chosen(None, ProductFilter(q, category, supplier))


def _said(name: str, values: tuple[Any, ...]) -> ProductFields:
    """The change, from the one of the fields that is for it. Raises InvalidInput."""
    text, day, number = values
    if name in TEXTS:
        return forms.checked(ProductFields, forms.translated(LABELS), {name: text or ""})
    if name in DAYS:
        return forms.checked(ProductFields, forms.translated(LABELS), {name: day[:10] if day else None})
    value = None if number in ("", None) else number
    if value is None:
        default = ProductFields.model_fields[name].default
        return forms.checked(ProductFields, forms.translated(LABELS), {name: default})
    if name == PERCENT:
        return forms.checked(ProductFields, forms.translated(LABELS), {name: round(value / 100, 6)})
    is_money = without_rules(ProductFields.model_fields[name].annotation) == Decimal | None
    return forms.checked(ProductFields, forms.translated(LABELS), {name: Decimal(str(value)) if is_money else value})

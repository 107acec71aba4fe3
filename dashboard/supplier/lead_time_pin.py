"""Which lead time counts for what a supplier delivers: the stated one, the learned one, or both weighed."""

from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import formats, sessions
from dashboard.kit.buttons import button
from dashboard.kit.page import Part
from dashboard.kit.undo import Undo
from services.catalogue.product_fields import ProductFields
from services.catalogue.product_service import ProductFilter
from services.imports import undoing
from services.planning import bulk_changes
from services.planning.bulk_changes import Chosen
from services.views.supplier_view import SupplierView
from utils import ids
from utils.language import N_, _

CHANGED, NAME = "supplier-changed", "supplier-name"
WAYS = {"both": N_("Both"), "stated": N_("Stated"), "learned": N_("Learned")}
PRODUCTS = {
    "both": N_("Products that weigh both"),
    "stated": N_("Products with the stated one"),
    "learned": N_("Products with the learned one"),
}

part = Part(role="planner")


def _take_back(task_id: str) -> str:
    undoing.undo(task_id, sessions.current_user())
    return _("The lead time counts as it did before.")


undo = Undo("supplier-pin", _take_back, CHANGED)


# What is chosen while the answer to something else is on its way stays: only the browser knows of it by then.
part.in_browser(
    "untouched",
    "follow",
    Output("supplier-pin", "value"),
    Output("supplier-pin-shown", "data"),
    Input("supplier-pin-stored", "data"),
    State("supplier-pin", "value"),
    State("supplier-pin-shown", "data"),
    prevent_initial_call=True,
)


def section(view: SupplierView) -> list[Component]:
    choice = dmc.SegmentedControl(
        id="supplier-pin",
        data=[{"value": way, "label": _(label)} for way, label in WAYS.items()],
        value=stored(view),
        **{"aria-label": _("Which lead time counts")},
    )
    stores = [dcc.Store(id=f"supplier-pin-{name}", data=stored(view)) for name in ("stored", "shown")]
    return [
        html.Div(facts(view), id="supplier-lead-times"),
        choice,
        html.Div(use(view), id="supplier-pin-actions", className="actions"),
        *stores,
    ]


def stored(view: SupplierView) -> str:
    """What counts for all its products; "both" where they differ as well."""
    counts = view.lead_time_from
    return next(iter(counts), "both") if len(counts) == 1 else "both"


def facts(view: SupplierView) -> Component:
    row, counts = view.row, view.lead_time_from
    said, learned = (formats.tenths(days) for days in (row.stated_days, row.delivered.lead_days))
    known = {
        _("Stated, days"): said,
        _("Learned from receipts, days"): learned,
        **{_(PRODUCTS[way]): formats.number(counts[way]) for way in WAYS if way in counts},
    }
    parts = [part for term, text in known.items() for part in (html.Dt(term), html.Dd(text))]
    return html.Dl(parts, className="numbers spaced-field")


def use(view: SupplierView) -> Component:
    return button(_("Use for all its products"), "supplier-pin-store", quiet=True, disabled=not view.lead_time_from)


@part.callback(
    Output(CHANGED, "data", allow_duplicate=True),
    Input("supplier-pin-store", "n_clicks"),
    State("supplier-pin", "value"),
    State(NAME, "data"),
    running=[(Output("supplier-pin-store", "disabled"), True, False)],
    prevent_initial_call=True,
)
def pin(clicks: int | None, way: Any, name: str) -> str:
    # A button that has just been drawn announces itself, without a click.
    if not clicks:
        raise PreventUpdate
    chosen = Chosen(None, ProductFilter(supplier=name))
    made = bulk_changes.change_products(chosen, ProductFields(lead_time_from=way), actor=sessions.current_user())
    words = _("Lead time that counts: {way}. Products changed: {changed}.", way=_(WAYS[way]), changed=made["changed"])
    undo.offer(words, made["task_id"])
    return ids.new_id()

"""A product under another code, or made one with another: shown before it is done, and a merge taken back by Undo."""

from typing import Any

from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.kit import buttons, formats, forms, sessions
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl, segment
from dashboard.kit.page import Part
from dashboard.kit.undo import Undo
from dashboard.kit.urls import href
from dashboard.shop import code_field
from services.imports import undoing
from services.planning import merge_preview, renaming
from services.planning.merge_preview import MergePreview
from utils.language import _

SKU, CODE, CHANGED = "product-sku", "merge-code", "product-changed"

part = Part(role="planner")
code_field.offer(part, CODE)


def _take_back(task_id: str) -> str:
    undoing.undo(task_id, sessions.current_user())
    return _("Both products are there again.")


undo = Undo("product-merge", _take_back, CHANGED)


def section(sku: str) -> Component:
    """The field for the other code, and what can be done with it."""
    return html.Div(
        [
            html.Div(code_field.field(CODE, _("Other code")), className="fields narrow"),
            html.Div(
                [
                    button(_("Give it this code"), "merge-rename", quiet=True),
                    button(_("Is the same as the product of this code"), "merge-preview", quiet=True),
                ],
                className="actions",
            ),
            buttons.only_for("planner"),
            html.Div(id="merge-shown", className="below", role="status"),
            dcc.Location(id="merge-go", refresh="callback-nav"),
        ]
    )


@part.callback(
    Output("merge-go", "href"),
    Input("merge-rename", "n_clicks"),
    State(CODE, "value"),
    State(SKU, "data"),
    prevent_initial_call=True,
)
def rename(clicks: int, code: str, sku: str) -> str:
    to = forms.needed(code.strip(), _("Other code"))
    return href("product", sku=renaming.rename(sku, to, sessions.current_user()).sku)


@part.callback(
    Output("merge-shown", "children"),
    Input("merge-preview", "n_clicks"),
    State(CODE, "value"),
    State(SKU, "data"),
    prevent_initial_call=True,
)
def preview(clicks: int, code: str, sku: str) -> list[Component]:
    found = merge_preview.preview(forms.needed(code.strip(), _("Other code")), sku)
    parts = [part for term, text in _facts(found).items() for part in (html.Dt(term), html.Dd(text))]
    curl = command("POST", f"/products/{segment(found.product_sku)}/merge", body={"into": found.into})
    return [
        html.P(_("{other} would go, and this product have besides its own:", other=found.product_sku)),
        html.Dl(parts, className="numbers"),
        html.Div(button(_("Make them one"), "merge-do"), className="actions"),
        same_with_curl(curl),
    ]


@part.callback(
    Output(CHANGED, "data", allow_duplicate=True),
    Output("merge-shown", "children", allow_duplicate=True),
    Input("merge-do", "n_clicks"),
    State(CODE, "value"),
    State(SKU, "data"),
    prevent_initial_call=True,
)
def merge(clicks: int, code: str, sku: str) -> tuple[Any, list[Component]]:
    merged = renaming.merge(code.strip(), sku, sessions.current_user())
    undo.offer(_("{other} and this product are one now.", other=code.strip()), merged.task_id)
    return merged.task_id, []


def _facts(found: MergePreview) -> dict[str, str]:
    span = formats.days(found.first_day, found.last_day) if found.first_day and found.last_day else formats.NOTHING
    return {
        _("Days of sales"): formats.number(found.days_of_sales),
        _("Of the time"): span,
        _("Units sold"): formats.number(found.units_sold),
        _("On hand of both"): formats.number(found.on_hand),
        _("Lines of orders"): formats.number(found.orders),
        _("Events"): formats.number(found.events),
        _("Own figures"): formats.number(found.overrides),
        _("Kits"): ", ".join(found.kits) or formats.NOTHING,
    }

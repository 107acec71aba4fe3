"""A field into which the code of a product is typed: those whose code or name holds what is typed are offered."""

from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, html
from dash.development.base_component import Component

from dashboard.kit.page import Part
from services.views import search

# More than a list below a field shows at once.
OFFERED = 20


def field(id: str, label: str, value: str = "", **options: Any) -> Component:
    """The field, with a list that the browser opens below it; `offer` fills that while somebody types."""
    typed = dmc.TextInput(
        id=id, label=label, value=value, inputProps={"list": _list(id)}, autoComplete="off", **options
    )
    return html.Div([typed, html.Datalist(id=_list(id))])


def offer(part: Part, *ids: str) -> None:
    """Have these fields of a part offer codes."""
    for id in ids:
        part.callback(Output(_list(id), "children"), Input(id, "value"), prevent_initial_call=True)(_found)


def _found(typed: str | None) -> list[Component]:
    products = search.find(typed or "", OFFERED).products
    return [html.Option(name if name != sku else "", value=sku) for sku, name in products]


def _list(id: str) -> str:
    return f"{id}-offered"

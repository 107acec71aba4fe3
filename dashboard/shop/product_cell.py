"""A product in a list: by its name, its code below."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit.urls import href


def cell(sku: str, name: str, note: str = "") -> Component:
    """A link to its page; note -- what else stands below, as quiet as its code"""
    code = sku if name not in ("", sku) else ""
    below = " · ".join(filter(None, (code, note)))
    link = html.A(name or sku, href=href("product", sku=sku))
    return html.Div([link, html.Small(below, className="line") if below else None], className="product-cell")

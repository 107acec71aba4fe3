"""Today: how the shop stands."""

from dash import html
from dash.development.base_component import Component

from dashboard import states
from dashboard.page import Page
from services import product_service
from services.product_service import ProductFilter

page = Page("", "Today")


@page.layout
def layout(query: dict[str, str]) -> Component:
    has_products = bool(product_service.list_products(ProductFilter(), 1, None).items)
    return html.Div([html.H1("Today"), html.P("Your products are here.") if has_products else states.no_products()])

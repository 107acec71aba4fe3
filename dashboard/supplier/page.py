"""One supplier: when it takes orders and delivers, what it asks, how late it is, and what comes from it."""

from typing import Any

from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.kit import formats, notices, states
from dashboard.kit.attributes import aria
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from dashboard.supplier import lead_time_pin, product_terms, punctuality, service_chart, shutdown_list, terms_form
from dashboard.supplier.terms_form import CHANGED, NAME
from services.access.locations import Concern
from services.errors import NotFound
from services.views import supplier_view
from services.views.supplier_view import SupplierView
from utils.language import N_, _

page = Page(
    "supplier",
    N_("Supplier"),
    parts=(
        terms_form.part,
        terms_form.undo,
        shutdown_list.part,
        lead_time_pin.part,
        lead_time_pin.undo,
        product_terms.part,
        product_terms.undo,
        service_chart.part,
    ),
    in_menu=False,
    has_charts=True,
    concern=Concern.OWN,
)


@page.layout
def layout(query: dict[str, str]) -> Component:
    link = html.A(_("All suppliers"), href=href("suppliers"), className="button")
    if "name" not in query:
        return html.Div([html.H1(_("Supplier")), states.empty(_("Which supplier?"), link)])
    try:
        view = supplier_view.view(query["name"])
    except NotFound as error:
        return html.Div(
            [html.H1(_("Supplier")), states.empty(_("No such supplier"), html.P(notices.explain(error)), link)]
        )
    return html.Div(
        [
            html.P(html.A(_("Suppliers"), href=href("suppliers")), className="above"),
            html.H1(view.row.name),
            html.Div(_figures(view), id="supplier-figures"),
            _section(_("Terms"), *terms_form.section(view)),
            html.Div(
                [
                    _section(
                        _("How late it is"),
                        html.Div(punctuality.section(view.row.delivered, view.deliveries), id="supplier-punctuality"),
                    ),
                    _section(_("Which lead time counts"), *lead_time_pin.section(view)),
                ],
                className="cards halves",
            ),
            _section(_("What service costs"), service_chart.place()),
            _section(_("Products"), *product_terms.section(view)),
            product_terms.window(),
            *(undo.place() for undo in (terms_form.undo, lead_time_pin.undo, product_terms.undo)),
            dcc.Store(id=NAME, data=view.row.name),
            dcc.Store(id=CHANGED),
        ],
        className="supplier",
    )


@page.callback(
    Output("supplier-figures", "children"),
    Output("supplier-punctuality", "children"),
    Output("supplier-lead-times", "children"),
    Output("supplier-pin-actions", "children"),
    Output("supplier-pin-stored", "data"),
    Output("supplier-products", "children"),
    Output("supplier-product-hint", "style"),
    Output("supplier-product-another", "style"),
    Input(CHANGED, "data"),
    State(NAME, "data"),
    prevent_initial_call=True,
)
def redraw(changed: str, name: str) -> tuple[Any, ...]:
    """All that shows what is stored; fields stay as they are, with what is typed or chosen in them."""
    view = supplier_view.view(name)
    return (
        _figures(view),
        punctuality.section(view.row.delivered, view.deliveries),
        lead_time_pin.facts(view),
        lead_time_pin.use(view),
        lead_time_pin.stored(view),
        product_terms.listed(view),
        *product_terms.styles(view),
    )


def _figures(view: SupplierView) -> Component:
    row = view.row
    figures = {
        _("Next order day"): formats.near_day(row.next_order_on),
        _("On order"): formats.money(row.coming.money) if row.coming.lines else formats.NOTHING,
        _("Lines overdue"): formats.number(row.coming.overdue),
        _("Lines that came late"): formats.percent(row.delivered.late_share),
        _("Products"): formats.number(row.products),
    }
    cards = [html.Div([html.Small(term), html.Strong(text)], className="card") for term, text in figures.items()]
    return html.Div(cards, className="cards figures")


def _section(title: str, *content: Component | None) -> Component:
    return html.Section([html.H2(title), *content], className="card", **aria(label=title))

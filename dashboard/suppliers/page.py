"""Suppliers: all of them, how long they take, how late they are, what is on order, when to order next."""

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.kit import formats, forms, sessions, states, tables
from dashboard.kit.attributes import aria
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from dashboard.suppliers import supplier_files
from services.access.locations import Concern
from services.catalogue.supplier_fields import NewSupplier
from services.planning import supplier_service
from services.views import supplier_view
from services.views.supplier_view import SupplierRow
from utils import clock
from utils.language import N_, _

NAME, NEXT = N_("Supplier"), N_("Next order day")
FIGURES = (N_("Products"), N_("Lead time stated, days"), N_("Lead time learned, days"), N_("Late"), N_("On order"))

page = Page("suppliers", N_("Suppliers"), files=(supplier_files.files,), concern=Concern.OWN)


@page.layout
def layout(query: dict[str, str]) -> Component:
    return html.Div(
        [
            html.H1(_("Suppliers")),
            html.Div(
                [
                    dmc.TextInput(id="suppliers-q", label=_("Search"), value=query.get("q", ""), debounce=250),
                    dmc.TextInput(id="suppliers-new", label=_("New supplier"), placeholder=_("Its name")),
                    html.Div(button(_("Add"), "suppliers-add", quiet=True)),
                ],
                className="fields narrow card before-cards",
            ),
            html.Div(id="suppliers-list"),
            dcc.Location(id="suppliers-go", refresh="callback-nav"),
            same_with_curl(command("GET", "/suppliers"), command("POST", "/suppliers", body={"name": "Mill & Sons"})),
        ]
    )


page.keeps("suppliers-q")


@page.callback(Output("suppliers-list", "children"), Input("suppliers-q", "value"))
def show(q: str | None) -> Component:
    rows = [row for row in supplier_view.rows() if (q or "").casefold().strip() in row.name.casefold()]
    if not rows:
        text = _("Products name their supplier; add one here to say when it takes orders and what it asks.")
        return states.empty(_("No supplier matches") if q else _("No suppliers yet"), html.P(text))
    headings = [_(NAME), *(tables.Figures(_(heading)) for heading in FIGURES), _(NEXT)]
    table = tables.listing(_("Suppliers"), headings, [_cells(row) for row in rows], exported=False)
    return html.Section([table, supplier_files.links()], className="card suppliers", **aria(label=_("Suppliers")))


@page.callback(
    Output("suppliers-go", "href"),
    Input("suppliers-add", "n_clicks"),
    State("suppliers-new", "value"),
    role="planner",
    prevent_initial_call=True,
)
def add(clicks: int, name: str | None) -> str:
    new = forms.read(NewSupplier, {"name": _("New supplier")}, name=name)
    return href("supplier", name=supplier_service.create_supplier(new, sessions.current_user()).name)


def _cells(row: SupplierRow) -> list[Component | str]:
    delivered, coming = row.delivered, row.coming
    overdue = _("Overdue: {lines}", lines=coming.overdue) if coming.overdue else ""
    is_today = row.next_order_on == clock.today()
    return [
        html.A(row.name, href=href("supplier", name=row.name)),
        formats.number(row.products),
        formats.tenths(row.stated_days),
        formats.number(delivered.lead_days, 1),
        formats.percent(delivered.late_share),
        html.Div(
            [
                formats.money(coming.money) if coming.lines else formats.NOTHING,
                html.Small(overdue, className="line bad"),
            ]
        ),
        html.Strong(_("Today")) if is_today else formats.near_day(row.next_order_on),
    ]

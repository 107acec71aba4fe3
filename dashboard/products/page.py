"""Products: all of them, what is at risk, how well they are forecast, what they sell."""

from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import downloads, formats, states, tables
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from dashboard.products import many_products, new_product, product_files, product_paper
from services.access.locations import Concern
from services.attention import job_titles
from services.catalogue import product_service
from services.catalogue.product_service import ProductFilter
from services.views import assortment
from services.views.assortment import AssortmentQuery, AssortmentRow
from utils.language import N_, _

# Columns by which the server filters; the fields above the table set them.
FILTERED = ("q", "category", "supplier")
TOGETHER = 50
ROW_HEIGHT = 56
DEFAULT_SORT = "risk"
NONE_FOUND = N_("No product matches")
FIRST = dict.fromkeys(("risk", "value", "error", "sold", "quantity"), "desc")

page = Page(
    "products",
    N_("Products"),
    parts=(new_product.part, many_products.part, many_products.undo),
    files=(product_files.files,),
    concern=Concern.OWN,
    has_grid=True,
)


@page.layout
def layout(query: dict[str, str]) -> Component:
    if not product_service.list_products(ProductFilter(), 1, None).items:
        first = states.no_products(new_product.opener())
        return html.Div([html.H1(_(page.title)), first, *new_product.window()])
    chosen = {name: query[name] for name in FILTERED if query.get(name)}
    as_csv, as_workbook = downloads.links(product_files.PATH, "products", chosen)
    as_csv.id, as_workbook.id = "products-csv", "products-xlsx"
    printed = html.A(_("Print"), id="products-print", href=href(product_paper.PAPER_PATH, **chosen), target="_blank")
    return html.Div(
        [
            html.Div(
                [html.H1(_(page.title)), html.Div([new_product.opener(), many_products.opener()], className="actions")],
                className="task-head",
            ),
            _filters(query),
            html.Div(
                [
                    html.P(id="products-count", className="quiet-text numbers", role="status"),
                    html.P(
                        [_("Save all:"), " ", as_csv, " · ", as_workbook, " · ", printed],
                        className="quiet-text no-print",
                    ),
                ],
                className="above-grid",
            ),
            html.Div(_grid(query), id="products-shown"),
            dcc.Store(id=many_products.CHANGED),
            *new_product.window(),
            *many_products.window(),
            same_with_curl(
                command("GET", "/products?q=bread&category=Bakery&sort=name"),
                command("POST", "/predict/batch", "-H 'Accept: text/csv'", body={"product_skus": "all", "days": 28}),
            ),
        ]
    )


page.keeps("products-q", "products-category", "products-supplier")
page.in_browser(
    "products",
    "narrow",
    Output("products-grid", "filterModel"),
    Output("products-csv", "href"),
    Output("products-xlsx", "href"),
    Output("products-print", "href"),
    Input("products-q", "value"),
    Input("products-category", "value"),
    Input("products-supplier", "value"),
    prevent_initial_call=True,
)
page.in_browser("products", "keepSort", Input("products-grid", "getRowsRequest"), prevent_initial_call=True)


@page.callback(
    Output("products-grid", "getRowsResponse"),
    Output("products-count", "children"),
    Input("products-grid", "getRowsRequest"),
)
def rows(asked: dict[str, Any] | None) -> tuple[dict[str, Any], str]:
    if asked is None:
        raise PreventUpdate
    first = asked["startRow"]
    found, total = assortment.rows(_query(asked), first, asked["endRow"] - first)
    return {"rowData": [_row(row) for row in found], "rowCount": total}, formats.count(total, "product", "products")


@page.callback(
    Output("products-shown", "children"),
    Input(many_products.CHANGED, "data"),
    State("products-q", "value"),
    State("products-category", "value"),
    State("products-supplier", "value"),
    State("products-grid", "getRowsRequest"),
    prevent_initial_call=True,
)
def redraw(changed: str, q: str | None, category: str | None, supplier: str | None, asked: dict[str, Any]) -> Component:
    sort = _sort(asked)
    chosen = {"q": q, "category": category, "supplier": supplier, "sort": sort["colId"], "order": sort["sort"]}
    return _grid({name: value for name, value in chosen.items() if value})


def _query(asked: dict[str, Any]) -> AssortmentQuery:
    narrowed = {name: model["filter"] for name, model in (asked.get("filterModel") or {}).items()}
    sort = _sort(asked)
    return AssortmentQuery(**narrowed, sort=("-" if sort["sort"] == "desc" else "") + sort["colId"])


def _sort(asked: dict[str, Any]) -> dict[str, str]:
    """By which column the table is sorted, and which way round."""
    return next(iter(asked.get("sortModel") or []), {"colId": DEFAULT_SORT, "sort": FIRST[DEFAULT_SORT]})


def _row(row: AssortmentRow) -> dict[str, Any]:
    product = row.product
    return {
        "sku": product.sku,
        "name": product.name,
        "href": href("product", sku=product.sku),
        "category": product.category,
        "sold": row.sold,
        "expected": row.expected,
        "on_hand": product.on_hand,
        # Whole days, as until the day on which it runs out.
        "cover": None if row.days_of_cover is None else int(row.days_of_cover),
        "quantity": row.quantity,
        "risk": row.money_at_risk,
        "error": row.wape,
        "method": job_titles.model_name(row.method) if row.method else None,
        "value": row.value,
    }


def _filters(query: dict[str, str]) -> Component:
    categories, suppliers = assortment.choices()
    return html.Div(
        [
            dmc.TextInput(
                id="products-q",
                label=_("Search"),
                placeholder=_("Code or name"),
                value=query.get("q", ""),
                debounce=250,
            ),
            _choice("category", (_("Category"), _("Any category")), categories, query),
            _choice("supplier", (_("Supplier"), _("Any supplier")), suppliers, query),
        ],
        className="fields card",
        role="search",
    )


def _choice(name: str, words: tuple[str, str], names: list[str], query: dict[str, str]) -> Component:
    label, any_of_them = words
    return dmc.Select(
        id=f"products-{name}",
        label=label,
        data=sorted({*names, *([query[name]] if query.get(name) else [])}),
        value=query.get(name),
        placeholder=any_of_them,
        searchable=True,
        clearable=True,
        disabled=not names and not query.get(name),
        clearButtonProps={"aria-label": any_of_them},
    )


def _grid(query: dict[str, str]) -> Component:
    set_at_first = {name: query[name] for name in FILTERED if query.get(name)}
    return tables.grid(
        "products-grid",
        _columns(query.get("sort", DEFAULT_SORT), query.get("order")),
        None,
        rowModelType="infinite",
        filterModel={
            name: {"filterType": "text", "type": "equals", "filter": value} for name, value in set_at_first.items()
        },
        dashGridOptions={
            "rowHeight": ROW_HEIGHT,
            "cacheBlockSize": TOGETHER,
            "maxBlocksInCache": 20,
            "rowBuffer": 5,
            "enableCellTextSelection": True,
            "ensureDomOrder": True,
            "tabToNextCell": {"function": "false"},
            "localeText": {"noRowsToShow": _(NONE_FOUND), "noMatchingRows": _(NONE_FOUND)},
        },
        # The first size is given before anything listens.
        eventListeners={event: ["arrangeProducts(params)"] for event in ("modelUpdated", "gridSizeChanged")}
        | {"cellKeyDown": ["openRow(params)"]},
        className="products-grid",
        style={"height": None},
    )


def _columns(sort: str, order: str | None) -> list[dict[str, Any]]:
    hidden = [{"field": name, "hide": True, "filter": "agTextColumnFilter"} for name in FILTERED]
    whole, money = tables.formatted_by("number(params.value)"), tables.formatted_by("money(params.value, 0)")
    shown: list[dict[str, Any]] = [
        {"field": "name", "headerName": _("Product"), "cellRenderer": "ProductName", "flex": 4, "minWidth": 100},
        {
            "field": "sold",
            "headerName": _("Last 4 weeks, next 2"),
            "cellRenderer": "Course",
            "minWidth": 200,
            "maxWidth": 200,
        },
        {"field": "on_hand", "headerName": _("On hand"), "flex": 1, "minWidth": 95} | whole,
        {"field": "cover", "headerName": _("Lasts, days"), "flex": 1, "minWidth": 72} | whole,
        {"field": "quantity", "headerName": _("Order"), "flex": 1, "minWidth": 96} | whole,
        {"field": DEFAULT_SORT, "headerName": _("At risk"), "flex": 1.7, "minWidth": 92} | money,
        {"field": "value", "headerName": _("Sales, 4 weeks"), "flex": 1, "minWidth": 100} | money,
        {"field": "error", "headerName": _("Error"), "tooltipField": "method", "flex": 1, "minWidth": 90}
        | tables.formatted_by("percent(params.value)"),
    ]
    return [column | _heading(column["field"], sort, order) for column in shown] + hidden


def _heading(field: str, sort: str, order: str | None) -> dict[str, Any]:
    """A heading of several lines where it must; its first click shows the worst, or the beginning."""
    first = FIRST.get(field, "asc")
    orders = [first, "asc" if first == "desc" else "desc"]
    heading = {"wrapHeaderText": True, "autoHeaderHeight": True, "sortingOrder": orders}
    return heading | ({"sort": order if order in orders else first} if field == sort else {})

"""One product: what it sold and will sell, why, how sure that is, and what to do about it."""

from typing import Any

from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import buttons, charts, folding, notices, sessions, states
from dashboard.kit.attributes import aria
from dashboard.kit.curl import command, same_with_curl, segment
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from dashboard.product import (
    advice_words,
    driver_words,
    life_form,
    merge_form,
    model_versions,
    override_form,
    product_chart,
    product_undo,
    stock_form,
)
from dashboard.tasks import task_cards
from services.access.locations import Concern
from services.errors import NotFound
from services.forecasts import drivers, event_effects
from services.jobs.jobs import Status
from services.task_service import ENDED, TaskService
from services.training import training_service
from services.views import product_view
from services.views.product_view import ProductView
from utils import ids
from utils.language import N_, _

DAYS_AHEAD = 90
POLLED = 1000
PARTS = {"plan": N_("Plan"), "stock": N_("Stock"), "life": N_("Life"), "models": N_("Models")}

page = Page(
    "product",
    N_("Product"),
    parts=(
        stock_form.part,
        life_form.part,
        product_undo.undo,
        merge_form.part,
        merge_form.undo,
        override_form.part,
        model_versions.part,
    ),
    in_menu=False,
    has_charts=True,
    concern=Concern.OWN,
)


@page.layout
def layout(query: dict[str, str]) -> Component:
    if "sku" not in query:
        link = html.A(_("Choose one"), href=href("products"), className="button")
        return html.Div([html.H1(_(page.title)), states.empty(_("Which product?"), link)])
    try:
        view = product_view.view(query["sku"], DAYS_AHEAD)
    except NotFound as error:
        link = html.A(_("All products"), href=href("products"), className="button")
        return html.Div(
            [html.H1(_(page.title)), states.empty(_("No such product"), html.P(notices.explain(error)), link)]
        )
    return html.Div(
        [
            *_head(view),
            html.Div(_news(view), id="product-news"),
            _contents(),
            html.Div(_plan(view), id="plan"),
            html.Div(
                _section(_("Stock and order"), html.Div(stock_form.section(view), id="product-stock")), id="stock"
            ),
            html.Div(_life(view), id="life"),
            html.Div(_models(view), id="models"),
            product_undo.undo.place(),
            merge_form.undo.place(),
            dcc.Store(id="product-sku", data=view.product.sku),
            dcc.Store(id="product-changed"),
            dcc.Store(id="product-drawn", data=product_chart.mark(product_chart.drawn(view))),
            dcc.Store(id="product-training"),
            dcc.Interval(id="product-poll", interval=POLLED, disabled=True),
        ]
    )


def _plan(view: ProductView) -> list[Component]:
    sku = view.product.sku
    height = product_chart.HEIGHT if view.days else product_chart.EMPTY_HEIGHT
    chart = charts.chart("product-chart", product_chart.drawn(view), product_chart.description(view), height)
    return [
        _section(_("Sales and forecast"), product_chart.choice(bool(view.days)), chart, _prediction_curl(sku)),
        folding.section(_("What drives it"), html.Div(states.loading(), id="product-drivers")),
        folding.section(
            _("Your own figures"),
            html.Div(override_form.section(view), id="product-overrides"),
            html.P(
                html.A(_("Announce a promotion"), href=href("planning", product_sku=sku)), className="below no-print"
            ),
        ),
    ]


def _life(view: ProductView) -> list[Component]:
    return [
        folding.section(_("Life and supplier"), html.Div(life_form.section(view), id="product-life")),
        html.Div(folding.section(_("Another code"), merge_form.section(view.product.sku)), className="no-print"),
    ]


def _models(view: ProductView) -> list[Component]:
    versions = html.Div(model_versions.versions(view.product.sku), id="product-versions")
    return [
        folding.section(
            _("How good is the forecast"), html.Div(model_versions.quality(view.model), id="product-quality")
        ),
        folding.section(_("Model versions"), _training(), versions),
    ]


page.in_browser("folding", "begin", Output("product-sku", "id"), Input("product-sku", "data"))
page.in_browser(
    "charts",
    "show",
    Output("product-chart", "figure", allow_duplicate=True),
    Input(product_chart.RANGE, "value"),
    State("product-chart", "figure"),
    prevent_initial_call=True,
)


@page.callback(
    Output("product-news", "children"),
    Output("product-chart", "figure"),
    Output("product-stock", "children"),
    Output("product-life", "children"),
    Output("product-overrides", "children"),
    Output("product-quality", "children"),
    Output("product-versions", "children"),
    Output("product-drawn", "data"),
    Input("product-changed", "data"),
    State("product-sku", "data"),
    State(product_chart.RANGE, "value"),
    prevent_initial_call=True,
)
def redraw(changed: str, sku: str, shown: str) -> tuple[Any, ...]:
    view = product_view.view(sku, DAYS_AHEAD)
    figure = product_chart.drawn(view, shown)
    return (
        _news(view),
        figure,
        stock_form.section(view),
        life_form.section(view),
        override_form.section(view),
        model_versions.quality(view.model),
        model_versions.versions(sku),
        product_chart.mark(figure),
    )


@page.callback(
    Output("product-chart", "figure", allow_duplicate=True),
    Output("product-news", "children", allow_duplicate=True),
    Output("product-drawn", "data", allow_duplicate=True),
    Input(stock_form.CLOCK, "n_intervals"),
    State("product-drawn", "data"),
    State("product-sku", "data"),
    State(product_chart.RANGE, "value"),
    prevent_initial_call=True,
)
def keep_up(ticks: int, drawn: int, sku: str, shown: str) -> tuple[Any, ...]:
    """The chart follows whatever a colleague, a delivery or a training has changed meanwhile."""
    view = product_view.view(sku, DAYS_AHEAD)
    figure = product_chart.drawn(view, shown)
    now = product_chart.mark(figure)
    if now == drawn:
        raise PreventUpdate
    return figure, _news(view), now


@page.callback(Output("product-drivers", "children"), Input("product-changed", "data"), State("product-sku", "data"))
def show_drivers(changed: str | None, sku: str) -> list[Component] | Component:
    try:
        effects = [driver_words.effect(one) for one in event_effects.learned(sku)]
        return driver_words.section(drivers.drivers(sku), effects)
    except NotFound:
        return html.P(_("Trend and seasons show once a model has learned from a few weeks of sales."))


@page.callback(
    Output("product-training", "data"),
    Output("product-poll", "disabled"),
    Input("product-train", "n_clicks"),
    State("product-sku", "data"),
    role="planner",
    prevent_initial_call=True,
)
def train(clicks: int, sku: str) -> tuple[str, bool]:
    return training_service.submit_product(sku, training_service.AUTO, sessions.current_user().user_id).task_id, False


@page.callback(
    Output("product-task", "children"),
    Output("product-poll", "disabled", allow_duplicate=True),
    Output("product-changed", "data", allow_duplicate=True),
    Input("product-poll", "n_intervals"),
    State("product-training", "data"),
    State("product-changed", "data"),
    prevent_initial_call=True,
)
def follow(ticks: int, task_id: str, changed: str | None) -> tuple[Component, bool, str | None]:
    record = TaskService.get_task_status(task_id, sessions.current_user().sees)
    has_ended = record.status in ENDED
    return task_cards.card(record), has_ended, ids.new_id() if record.status == Status.SUCCESS else changed


def _head(view: ProductView) -> list[Component | None]:
    product = view.product
    # Whoever has no name is called by its code above.
    known = (product.sku if product.name else "", product.category, product.location, product.supplier)
    return [
        html.P(html.A(_("Products"), href=href("products")), className="above"),
        html.H1(product.name or product.sku),
        html.P(" · ".join(part for part in known if part), className="quiet-text"),
        html.P([html.Strong(advice_words.headline(view.advice))]) if view.advice else None,
    ]


def _contents() -> Component:
    """The ways to the parts of the page."""
    links = [html.A(_(title), href=f"#{part}") for part, title in PARTS.items()]
    return html.Nav(links, className="contents no-print", **aria(label=_("Parts of this page")))


def _news(view: ProductView) -> Component | None:
    if not view.model:
        why = _("Nothing was sold so far; a forecast needs sales to learn from.")
        until = _("Until then, say under Life and supplier what it sells like, and train it.")
        return states.empty(_("No forecast yet"), html.P(why), html.P(until))
    if view.is_stale:
        words = _("There are newer sales than the model has seen: train it, or wait for the night.")
        return html.P(words, className="warn")
    return None


def _section(title: str, *content: Component) -> Component:
    return html.Section([html.H2(title), *content], className="card", **aria(label=title))


def _training() -> Component:
    return html.Div(
        [
            html.Div(buttons.button(_("Train this product"), "product-train", quiet=True), className="actions"),
            html.Div(id="product-task"),
        ]
    )


def _prediction_curl(sku: str) -> Component:
    return same_with_curl(
        command("POST", "/predict", body={"product_sku": sku, "days": DAYS_AHEAD}),
        command("GET", f"/products/{segment(sku)}/sales"),
    )

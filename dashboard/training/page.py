"""Training: have models learn, and watch them do it."""

from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component

from dashboard.kit import buttons, formats, notices, sessions, states, tables
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Page
from dashboard.tasks import task_cards, task_words
from dashboard.training import training_options
from services.catalogue import product_service
from services.catalogue.product_service import ProductFilter
from services.errors import InvalidInput
from services.jobs import jobs
from services.task_service import TaskFilter, TaskRecord, TaskService
from services.training import training_families
from services.training.training_families import FamilyTraining

SHOWN = 15
OFFERED = 30
# While something moves one wants to see it move.
LIVELY, CALM = 1000, 5000

CHOSEN = (
    Input("training-products", "value"),
    Input("training-model", "value"),
    Input({"type": training_options.FIELD, "name": ALL}, "value"),
)

page = Page("training", "Training")


@page.layout
def layout(query: dict[str, str]) -> Component:
    chosen = [query["sku"]] if "sku" in query else []
    if not _offers("", chosen):
        return html.Div([html.H1("Training"), states.no_products()])
    return html.Div(
        [
            html.H1("Training"),
            html.P("Every product is trained each night. Train by hand after an import, or to try another model."),
            _form(chosen),
            html.H2("Under way and recent"),
            html.Div(id="trainings", **{"aria-live": "off"}),
            dcc.Interval(id="training-poll", interval=LIVELY),
            dcc.Store(id="training-started"),
        ]
    )


@page.callback(
    Output("training-products", "data"), Input("training-products", "searchValue"), State("training-products", "value")
)
def offer(search: str | None, chosen: list[str] | None) -> list[dict[str, str]]:
    return _offers(search or "", chosen or [])


@page.callback(
    Output("training-options", "children"), Output("training-about", "children"), Input("training-model", "value")
)
def show_options(family: str) -> tuple[Component, str]:
    return html.Div(training_options.fields(family), className="fields"), _about(family)


@page.callback(Output("training-curl", "children"), *CHOSEN)
def show_curl(skus: list[str] | None, family: str, values: list[Any]) -> Component:
    try:
        options = training_options.read(family, _options())
    except InvalidInput:
        options = {}
    body = ({"product_skus": skus} if skus else {}) | options
    return same_with_curl(command("POST", f"/train/{family}/async", body=body))


@page.callback(
    Output("training-started", "data"),
    Input("training-start", "n_clicks"),
    *(State(part.component_id, part.component_property) for part in CHOSEN),
    role="planner",
    prevent_initial_call=True,
)
def start(clicks: int, skus: list[str] | None, family: str, values: list[Any]) -> int:
    options = training_options.read(family, _options())
    wanted = FamilyTraining(family, tuple(skus) if skus else None, options)
    if training_families.submit(wanted, sessions.current_user().user_id).is_new:
        notices.show("You can leave this page; the work goes on.", "Training started")
    else:
        notices.show("It is below, with its progress.", "Already under way")
    return clicks


@page.callback(
    Output("trainings", "children"),
    Output("training-poll", "interval"),
    Input("training-poll", "n_intervals"),
    Input("training-started", "data"),
)
def refresh(ticks: int | None, started: int | None) -> tuple[list[Component] | Component, int]:
    records = _trainings()
    if not records:
        return states.empty("No training yet", html.P("The first one begins with the button above, or at night.")), CALM
    # For a moment after a start the worker has not taken it yet, but will: stay lively.
    lively = task_cards.has_active(records) or ctx.triggered_id == "training-started"
    return [task_cards.card(record, _result(record)) for record in records], LIVELY if lively else CALM


def _trainings() -> list[TaskRecord]:
    sees = sessions.current_user().sees
    found: list[TaskRecord] = []
    for name in (jobs.TRAIN_PRODUCT, jobs.TRAIN_ALL):
        found += TaskService.list_tasks(TaskFilter(name=name, seen_by=sees), SHOWN, None).items
    return sorted(found, key=lambda record: record.id, reverse=True)[:SHOWN]


def _form(chosen: list[str]) -> Component:
    products = dmc.MultiSelect(
        id="training-products",
        label="Products",
        description="None chosen: all of them.",
        placeholder="Search by code or name",
        data=_offers("", chosen),
        value=chosen,
        searchable=True,
        clearable=True,
        # The server searches: what it found is not to be searched again.
        filter={"function": "allOptions"},
        nothingFoundMessage="No such product",
    )
    model = dmc.Select(
        id="training-model",
        label="Model",
        description="The best is found by forecasting the past.",
        data=families_offered(),
        value=training_families.ALL,
        allowDeselect=False,
    )
    return html.Section(
        [
            html.Div([products, model], className="fields"),
            html.P(id="training-about", className="quiet-text"),
            html.Div(id="training-options"),
            html.Div(buttons.button("Start training", "training-start"), className="actions"),
            buttons.only_for("planner"),
            html.Div(id="training-curl"),
        ],
        className="card",
        **{"aria-label": "Start a training"},
    )


def _options() -> dict[str, Any]:
    """The option fields of the callback at work, by name."""
    return {field["id"]["name"]: field.get("value") for field in (ctx.inputs_list + ctx.states_list)[-1]}


def families_offered() -> list[dict[str, str]]:
    """The choices of the field Model."""
    families = training_families.families()
    return [{"value": family["model_type"], "label": _label(family)} for family in families]


def _label(family: dict[str, Any]) -> str:
    return family["title"] if family["installed"] else f"{family['title']}: not installed"


def _about(model_type: str) -> str:
    family = next(family for family in training_families.families() if family["model_type"] == model_type)
    expected = family["expect"]
    seconds, memory = expected["seconds_per_1000_products"], expected["memory_mb"]
    about = f"{family['description']} About {seconds:g} s and {memory} MB for 1,000 products."
    return about if family["installed"] else f"{about} Not installed: {family['install']}"


def _offers(search: str, chosen: list[str]) -> list[dict[str, str]]:
    found = product_service.list_products(ProductFilter(q=search or None), OFFERED, None).items
    offers = {product.sku: f"{product.sku} · {product.name}" if product.name else product.sku for product in found}
    return [{"value": sku, "label": label} for sku, label in ({sku: sku for sku in chosen} | offers).items()]


def _result(record: TaskRecord) -> Component | None:
    result = record.result or {}
    if record.name == jobs.TRAIN_PRODUCT:
        return html.P(_model_in_words(result))
    counts = [f"{formats.number(result.get(key, 0))} {key}" for key in ("trained", "skipped", "failed")]
    failures = [[f["product_sku"], f["message"]] for f in result.get("failures", [])]
    return html.Div([html.P(" · ".join(counts)), _failures(failures) if failures else None])


def _failures(rows: list[list[Any]]) -> Component:
    return html.Details([html.Summary("What failed, and why"), tables.listing("Failures", ("Product", "Why"), rows)])


def _model_in_words(result: dict[str, Any]) -> str:
    wape = (result.get("metrics") or {}).get("wape")
    error = f", off by {formats.percent(wape)} of sales in the past" if wape is not None else ""
    return f"{task_words.model_name(result.get('model', ''))}{error}. {result.get('reason', '')}"

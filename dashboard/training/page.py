"""Training: have models learn, and watch them do it."""

from typing import Any

from dash import ALL, Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component

from dashboard.kit import formats, notices, sentences, sessions, states, tables
from dashboard.kit.attributes import aria
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import DATA, Page
from dashboard.tasks import reason_words, task_cards
from dashboard.training import run_comparison, training_form, training_options
from services.attention import job_titles
from services.errors import InvalidInput
from services.jobs import jobs
from services.task_service import TaskFilter, TaskRecord, TaskService
from services.training import training_families
from services.training.training_families import FamilyTraining
from utils.config import get_settings
from utils.language import N_, _, ngettext, plural

# In a shop whose tills report all day those that begin by themselves would be all there is.
SHOWN, SHOWN_BY_ITSELF = 15, 1
# While something moves one wants to see it move.
LIVELY, CALM = 1000, 5000
COUNTS = {
    "trained": plural("{count} trained", "{count} trained"),
    "skipped": plural("{count} skipped", "{count} skipped"),
    "failed": plural("{count} failed", "{count} failed"),
}

CHOSEN = (
    Input("training-products", "value"),
    Input("training-models", "value"),
    Input({"type": training_options.FIELD, "family": ALL, "name": ALL}, "value"),
)

page = Page("training", N_("Training"), group=DATA)


@page.layout
def layout(query: dict[str, str]) -> Component:
    chosen = [query["sku"]] if "sku" in query else []
    if not training_form.product_offers("", chosen):
        return html.Div([html.H1(_("Training")), states.no_products()])
    return html.Div(
        [
            html.H1(_("Training")),
            html.P(_when()),
            training_form.form(chosen),
            html.Div(id="trainings-compared"),
            html.H2(_("Under way and recent")),
            html.Div(id="trainings", **aria(live="off")),
            dcc.Interval(id="training-poll", interval=LIVELY),
            dcc.Store(id="training-started"),
        ]
    )


def _when() -> str:
    if not get_settings().train_changed_products:
        return _("Every product is trained each night. Train by hand after an import, or to try other models.")
    return _(
        "Every product is trained each night, and by itself within minutes after its sales have changed. "
        "Train by hand to try other models."
    )


@page.callback(
    Output("training-products", "data"), Input("training-products", "searchValue"), State("training-products", "value")
)
def offer(search: str | None, chosen: list[str] | None) -> list[dict[str, str]]:
    return training_form.product_offers(search or "", chosen or [])


@page.callback(Output("training-options", "children"), Input("training-models", "value"))
def show_options(families: list[str] | None) -> list[Component]:
    return training_form.options(families or [])


@page.callback(Output("training-curl", "children"), *CHOSEN)
def show_curl(skus: list[str] | None, families: list[str] | None, values: list[Any]) -> Component | None:
    if not families:
        return None
    typed = _options()
    return same_with_curl(*(_same(family, skus, typed.get(family, {})) for family in families))


@page.callback(
    Output("training-started", "data"),
    Input("training-start", "n_clicks"),
    *(State(part.component_id, part.component_property) for part in CHOSEN),
    role="planner",
    prevent_initial_call=True,
)
def start(clicks: int, skus: list[str] | None, families: list[str] | None, values: list[Any]) -> int:
    if not families:
        raise InvalidInput(_("Choose at least one model."))
    typed, chosen = _options(), tuple(skus) if skus else None
    # All are read before the first is submitted: none starts where another cannot.
    wanted = [FamilyTraining(name, chosen, training_options.read(name, typed.get(name, {}))) for name in families]
    submitted = [training_families.submit(one, sessions.current_user().user_id) for one in wanted]
    if any(one.is_new for one in submitted):
        notices.show(_("You can leave this page; the work goes on."), _("Training started"))
    else:
        notices.show(_("It is below, with its progress."), _("Already under way"))
    return clicks


@page.callback(
    Output("trainings", "children"),
    Output("trainings-compared", "children"),
    Output("training-poll", "interval"),
    Input("training-poll", "n_intervals"),
    Input("training-started", "data"),
)
def refresh(ticks: int | None, started: int | None) -> tuple[list[Component] | Component, Component | None, int]:
    records = _trainings()
    if not records:
        advice = html.P(_("The first one begins with the button above, or at night."))
        return states.empty(_("No training yet"), advice), None, CALM
    # For a moment after a start the worker has not taken it yet, but will: stay lively.
    lively = task_cards.has_active(records) or ctx.triggered_id == "training-started"
    cards = [task_cards.card(record, _result(record)) for record in records]
    return cards, run_comparison.comparison(records), LIVELY if lively else CALM


def _trainings() -> list[TaskRecord]:
    sees = sessions.listed_of()
    found: list[TaskRecord] = []
    shown = {jobs.TRAIN_PRODUCT: SHOWN, jobs.TRAIN_ALL: SHOWN, jobs.TRAIN_CHANGED: SHOWN_BY_ITSELF}
    for name, most in shown.items():
        found += TaskService.list_tasks(TaskFilter(name=name, seen_by=sees), most, None).items
    return sorted(found, key=lambda record: record.id, reverse=True)[:SHOWN]


def _options() -> dict[str, dict[str, Any]]:
    """The option fields of the callback at work, by family and name."""
    typed: dict[str, dict[str, Any]] = {}
    for field in (ctx.inputs_list + ctx.states_list)[-1]:
        typed.setdefault(field["id"]["family"], {})[field["id"]["name"]] = field.get("value")
    return typed


def _same(family: str, skus: list[str] | None, typed: dict[str, Any]) -> str:
    try:
        options = training_options.read(family, typed)
    except InvalidInput:
        options = {}
    return command("POST", f"/train/{family}/async", body=({"product_skus": skus} if skus else {}) | options)


def _result(record: TaskRecord) -> Component | None:
    result = record.result or {}
    if record.name == jobs.TRAIN_PRODUCT:
        return html.P(_model_in_words(result))
    counts = [ngettext(*texts, result[key]) for key, texts in COUNTS.items() if key in result]
    failures = [[f["product_sku"], sentences.why(f["message"])] for f in result.get("failures", [])]
    return html.Div([html.P(" · ".join(counts)), _failures(failures) if failures else None])


def _failures(rows: list[list[Any]]) -> Component:
    return html.Details(
        [html.Summary(_("What failed, and why")), tables.listing(_("Failures"), (_("Product"), _("Why")), rows)]
    )


def _model_in_words(result: dict[str, Any]) -> str:
    wape = (result.get("metrics") or {}).get("wape")
    model, reason = job_titles.model_name(result.get("model", "")), reason_words.reason(result.get("reason", ""))
    if wape is None:
        return f"{model}. {reason}"
    error = formats.percent(wape)
    return _("{model}, off by {error} of sales in the past. {reason}", model=model, error=error, reason=reason)

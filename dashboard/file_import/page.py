"""Import: a file of sales, products, suppliers, stock, orders or receipts; looked at, tried, brought in, taken back."""

from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.file_import import choices, import_files, import_results, preview_table
from dashboard.file_import.preview_table import ANSWER, COLUMN
from dashboard.kit import buttons, downloads, formats, notices, sessions, states
from dashboard.kit.attributes import aria, data
from dashboard.kit.buttons import row_button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import DATA, Page
from dashboard.kit.urls import href
from dashboard.tasks import task_cards
from services.errors import InvalidInput, ServiceError
from services.files import saved_profiles, uploads
from services.files.tables import Asked
from services.imports import kinds, previews
from services.imports.kinds import KINDS, Kind
from services.sales import imports
from services.sales.imports import ImportRequest
from services.task_service import TaskFilter, TaskService
from utils.config import get_settings
from utils.language import N_, _

SHOWN = 10
LIVELY, CALM = 1000, 5000
FORGET, FORGOTTEN = "import-forget", "import-forgotten"
TITLES = {
    "sales": N_("Sales"),
    "products": N_("Products"),
    "suppliers": N_("Suppliers"),
    "product_suppliers": N_("Their prices"),
    "stock": N_("Stock"),
    "orders": N_("Orders on their way"),
    "receipts": N_("Receipts"),
}
ABOUT = {
    "sales": N_("What was sold: a line of an order, a day or a week a row. Rows of a product and day add up."),
    "products": N_("Products and their terms. Unknown codes become products; empty cells leave what is there."),
    "suppliers": N_("Suppliers: when they take orders and deliver, minimums, money. Empty cells leave what is there."),
    "product_suppliers": N_(
        "What a supplier asks for a product: its code, cost, price breaks, pack, minimum, priority."
    ),
    "stock": N_("What was counted. Without a column of days it is what is on hand today."),
    "orders": N_("What is ordered and on its way, a line of an order a row."),
    "receipts": N_("What came in of the orders, a line of an order and a day a row."),
}

page = Page("import", N_("Import"), files=(import_files.files,), parts=(import_results.undo,), group=DATA)


@page.layout
def layout(query: dict[str, str]) -> Component:
    kind = kinds.find(query.get("kind", "sales"))
    return html.Div(
        [
            html.H1(_("Import")),
            _tabs(kind),
            _form(kind),
            html.Div(id="import-result"),
            html.H2(_("Under way and recent")),
            html.Div(id="imports"),
            html.Div(id="import-remembered"),
            import_results.undo.window(),
            dcc.Interval(id="import-poll", interval=LIVELY),
            dcc.Store(id="import-kind", data=kind.name),
            *(dcc.Store(id=name) for name in ("import-file", "import-chosen", "import-outcome", FORGET, FORGOTTEN)),
        ]
    )


page.in_browser("import_file", "begin", Output("import-drop", "title"), Input("import-drop", "id"))


@page.callback(
    Output("import-preview", "children"),
    Output("import-chosen", "data"),
    Output("import-check", "disabled"),
    Output("import-start", "disabled"),
    Input("import-file", "data"),
    Input({"type": ANSWER, "parameter": ALL, "value": ALL}, "n_clicks"),
    Input({"type": COLUMN, "place": ALL, "heading": ALL, "was": ALL}, "value"),
    State({"type": COLUMN, "place": ALL, "heading": ALL, "was": ALL}, "id"),
    State("import-chosen", "data"),
    State("import-kind", "data"),
    role="planner",
    # A choice changes what all others offer: nobody chooses, or imports, by what is about to be replaced.
    running=[(Output("import-understood", "disabled"), True, False)],
    prevent_initial_call=True,
)
def look_at(
    file: dict[str, Any] | None,
    clicks: list[int | None],
    values: list[str],
    columns: list[dict[str, Any]],
    chosen: dict[str, Any] | None,
    kind: str,
) -> tuple[Component, dict[str, Any], bool, bool]:
    if file is None:
        raise PreventUpdate
    said = _said(chosen or {}, list(zip(columns, values, strict=True)))
    name = html.H2([file["name"], html.Small(f" {formats.file_size(file['bytes'])}")])
    try:
        preview = previews.of_upload(file["upload"], kinds.find(kind), choices.options(said, file["name"]))
    except InvalidInput as error:
        return html.Div([name, html.P(notices.explain(error), className="error-text", role="alert")]), said, True, True
    refused = not preview.is_ready
    return html.Div([name, preview_table.show(preview)]), said, refused, refused


@page.callback(
    Output("import-outcome", "data"),
    Output("import-result", "children"),
    Input("import-check", "n_clicks"),
    Input("import-start", "n_clicks"),
    State("import-file", "data"),
    State("import-chosen", "data"),
    State("import-kind", "data"),
    State("import-remember", "checked"),
    role="planner",
    running=[(Output("import-check", "disabled"), True, False), (Output("import-start", "disabled"), True, False)],
    prevent_initial_call=True,
)
def bring_in(
    checks: int | None,
    starts: int | None,
    file: dict[str, Any],
    chosen: dict[str, Any],
    kind_name: str,
    remembers: bool,
) -> tuple[dict[str, str], Component | None]:
    kind, dry_run = kinds.find(kind_name), ctx.triggered_id == "import-check"
    if remembers and not dry_run:
        _remember(file, chosen, kind)
    options, user = choices.options(chosen, file["name"]), sessions.current_user()
    if kind.bring_in is None:
        request = ImportRequest(dry_run, options=options)
        return {"task_id": imports.submit_again(file["upload"], request, user.user_id).task_id}, None
    with uploads.upload_path(file["upload"]).open("rb") as stream:
        report = kind.bring_in(stream, user, Asked(options, dry_run))
    tried = html.Section(
        [html.H2(_("Tried")), import_results.result(report, kind)], className="card", **aria(label=_("Tried"))
    )
    return {"task_id": report["task_id"] or ""}, tried if dry_run else None


@page.callback(
    Output("imports", "children"),
    Output("import-poll", "interval"),
    Input("import-poll", "n_intervals"),
    Input("import-outcome", "data"),
    Input(import_results.undo.done, "data"),
    State("import-kind", "data"),
)
def refresh(
    ticks: int | None, outcome: dict[str, str] | None, undone: int | None, kind_name: str
) -> tuple[list[Component] | Component, int]:
    is_news = ctx.triggered_id in ("import-outcome", import_results.undo.done)
    if is_news and outcome and "problem" in outcome:
        raise ServiceError(outcome["problem"])
    kind, sees = kinds.find(kind_name), sessions.listed_of()
    records = list(TaskService.list_tasks(TaskFilter(name=kind.task, seen_by=sees), SHOWN, None).items)
    if not records:
        return states.empty(_("Nothing imported yet"), html.P(_("What you bring in is listed here."))), CALM
    lively = is_news or task_cards.has_active(records)
    return import_results.cards(records, kind), LIVELY if lively else CALM


@page.callback(Output(FORGOTTEN, "data"), Input(FORGET, "data"), role="planner", prevent_initial_call=True)
def forget(clicked: dict[str, str]) -> str:
    saved_profiles.delete(clicked["about"])
    return clicked["about"]


@page.callback(Output("import-remembered", "children"), Input("import-outcome", "data"), Input(FORGOTTEN, "data"))
def show_remembered(outcome: dict[str, str] | None, forgotten: str | None) -> Component | None:
    saved = choices.remembered()
    if not saved:
        return None
    rows = [
        html.Li([html.Span(profile.name), row_button(_("Forget"), profile.name, FORGET, profile.name, "planner")])
        for profile in saved
    ]
    about = html.P(_("Files with the same headings are read as you said for these."), className="quiet-text")
    return html.Section([html.H2(_("Remembered")), about, html.Ul(rows, className="remembered")], className="card")


def _said(chosen: dict[str, Any], columns: list[tuple[dict[str, Any], str]]) -> dict[str, Any]:
    """What is chosen after this change. Raises PreventUpdate where nothing is."""
    if ctx.triggered_id == "import-file":
        return {}
    answer = next((own for own in ctx.triggered if own["prop_id"].endswith(".n_clicks") and own["value"]), None)
    if answer:
        return chosen | {ctx.triggered_id["parameter"]: ctx.triggered_id["value"]}
    changed = choices.with_columns(chosen, columns)
    if changed is None:
        raise PreventUpdate
    return changed


def _remember(file: dict[str, Any], chosen: dict[str, Any], kind: Kind) -> None:
    preview = previews.of_upload(file["upload"], kind, choices.options(chosen, file["name"]))
    name = choices.remember(file["name"], chosen, preview)
    if name:
        notices.show(_("Files with these headings are read so from now on, as {name}.", name=name), _("Remembered"))


def _tabs(kind: Kind) -> Component:
    links = [
        html.A(
            _(TITLES[name]),
            href=href("import", kind=name),
            # Loaded anew: what is still said of a file as sales must not arrive on the page for products.
            **data(reload="true"),
            **(aria(current="page") if name == kind.name else {}),
        )
        for name in KINDS
    ]
    return html.Nav(links, className="tabs", **aria(label=_("Kind of file")))


def _form(kind: Kind) -> Component:
    label = html.Label(_("Drop a file here, or choose one: CSV or XLSX, plain or packed"), htmlFor="import-choose")
    template = downloads.links(f"{import_files.FOLDER}/{kind.name}-template", f"{kind.name}-template")
    actions = [
        buttons.button(_("What would change"), "import-check", quiet=True, disabled=True),
        buttons.button(_("Import"), "import-start", disabled=True),
    ]
    remember = dmc.Checkbox(
        id="import-remember",
        label=_("Remember what I choose for files with these headings"),
        checked=True,
        className="remember",
    )
    calls = [command("POST", kind.path + query, "-F file=@file.csv") for query in ("?dry_run=true", "")]
    return html.Section(
        [
            html.P(_(ABOUT[kind.name])),
            html.P(
                [_("Template with what is known, to fill in: "), template[0], _(" or "), template[1]],
                className="quiet-text",
            ),
            html.Div(label, id="import-drop", className="drop", **data(most_mb=str(get_settings().max_import_mb))),
            html.Progress(id="import-sent", max="100", value="0", hidden=True, **aria(label=_("File on its way"))),
            html.Fieldset(
                [html.Div(id="import-preview"), remember, html.Div(actions, className="actions")],
                id="import-understood",
                className="plain",
            ),
            buttons.only_for("planner"),
            same_with_curl(*calls),
        ],
        className="card",
        **aria(label=_("Choose a file")),
    )

"""Import: sales from a CSV file, looked at, checked, brought in."""

from base64 import b64decode
from typing import Any

from dash import Input, Output, ctx, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import buttons, formats, sessions, states, tables
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from dashboard.sales_import import sales_files, sales_preview
from dashboard.tasks import task_cards
from services.errors import InvalidInput, ServiceError
from services.jobs import jobs
from services.task_service import TaskFilter, TaskRecord, TaskService

SHOWN = 10
SHOWN_REJECTIONS = 10
COUNTS = {
    "rows_read": ("row read", "rows read"),
    "inserted": ("new day", "new days"),
    "updated": ("day updated", "days updated"),
    "unchanged": ("unchanged", "unchanged"),
    "removed": ("day emptied", "days emptied"),
    "lines_added_up": ("row added to others of its day", "rows added to others of their day"),
    "returns_netted": ("return taken off", "returns taken off"),
    "beyond_history": ("unit returned without a sale", "units returned without a sale"),
    "totals_spread": ("total spread over its days", "totals spread over their days"),
    "added_to_others": ("day added to other sources", "days added to other sources"),
    "products_created": ("new product", "new products"),
    "rejected": ("row rejected", "rows rejected"),
}
ALWAYS_SAID = ("rows_read", "inserted", "updated", "unchanged", "products_created", "rejected")
LIVELY, CALM = 1000, 5000

page = Page("import", "Import", files=(sales_files.files,))


@page.layout
def layout(query: dict[str, str]) -> Component:
    return html.Div(
        [
            html.H1("Import"),
            html.P(
                "Bring past sales as a CSV file: one row per product and day, the first line names the columns. "
                "Days that are known already are updated; nothing is half imported."
            ),
            _form(),
            html.H2("Under way and recent"),
            html.Div(id="imports"),
            dcc.Interval(id="import-poll", interval=LIVELY),
            dcc.Store(id="import-head"),
            dcc.Store(id="import-outcome"),
        ]
    )


page.in_browser("sales_file", "begin", Output("import-drop", "title"), Input("import-drop", "id"))
for button_id, function in (("import-check", "check"), ("import-start", "bring_in")):
    page.in_browser(
        "sales_file",
        function,
        Output(button_id, "title"),
        Input(button_id, "n_clicks"),
        prevent_initial_call=True,
    )


@page.callback(
    Output("import-preview", "children"),
    Output("import-check", "disabled"),
    Output("import-start", "disabled"),
    Input("import-head", "data"),
    prevent_initial_call=True,
)
def look_at(head: dict[str, Any] | None) -> tuple[Component, bool, bool]:
    if head is None:
        raise PreventUpdate
    name = html.H2([head["name"], html.Small(f" {formats.file_size(head['bytes'])}")])
    try:
        seen = sales_preview.preview(b64decode(head["head"]))
    except InvalidInput as error:
        return html.Div([name, html.P(str(error), className="error-text", role="alert")]), True, True
    refused = not sessions.may("planner")
    return html.Div([name, seen]), refused, refused


@page.callback(
    Output("imports", "children"),
    Output("import-poll", "interval"),
    Input("import-poll", "n_intervals"),
    Input("import-outcome", "data"),
)
def refresh(ticks: int | None, outcome: dict[str, str] | None) -> tuple[list[Component] | Component, int]:
    is_news = ctx.triggered_id == "import-outcome"
    if is_news and outcome and "problem" in outcome:
        raise ServiceError(outcome["problem"])
    sees = sessions.current_user().sees
    records = list(TaskService.list_tasks(TaskFilter(name=jobs.IMPORT_SALES, seen_by=sees), SHOWN, None).items)
    if not records:
        return states.empty("Nothing imported yet", html.P("What you bring in is listed here.")), CALM
    lively = is_news or task_cards.has_active(records)
    return [task_cards.card(record, _result(record)) for record in records], LIVELY if lively else CALM


def _form() -> Component:
    label = html.Label("Drop a file here, or choose one: CSV, plain or gzip, of any size", htmlFor="import-file")
    actions = [
        buttons.button("Check only", "import-check", quiet=True, disabled=True),
        buttons.button("Import", "import-start", disabled=True),
    ]
    file = command("POST", "/sales/import", "-F file=@sales.csv")
    check = command("POST", "/sales/import?dry_run=true", "-F file=@sales.csv")
    return html.Section(
        [
            html.Div(label, id="import-drop", className="drop"),
            html.Div(id="import-preview"),
            html.Progress(id="import-sent", max="100", value="0", hidden=True, **{"aria-label": "File on its way"}),
            html.Div(actions, className="actions"),
            buttons.only_for("planner"),
            same_with_curl(check, file),
        ],
        className="card",
        **{"aria-label": "Choose a file"},
    )


def _result(record: TaskRecord) -> Component:
    result = record.result or {}
    counts = {key: result.get(key, 0) for key in COUNTS}
    said = [key for key in COUNTS if counts[key] or key in ALWAYS_SAID]
    words = " · ".join(formats.count(counts[key], *COUNTS[key]) for key in said)
    return html.Div(
        [
            html.P("Nothing was written; an import would bring:") if result.get("dry_run") else None,
            html.P(words, className="numbers"),
            _rejections(record, result) if result.get("rejected") else None,
        ]
    )


def _rejections(record: TaskRecord, result: dict[str, Any]) -> Component:
    first = result["rejected_rows"][:SHOWN_REJECTIONS]
    rows = [[formats.number(row["line"]), row["column"], row["value"], row["reason"]] for row in first]
    count = formats.number(result["rejected"])
    return html.Details(
        [
            html.Summary(f"Rejected rows ({count})"),
            tables.listing("The first rejected rows", ("Line", "Column", "Value", "Why"), rows, False),
            html.A(
                f"Download all {count}", href=href(f"sales-files/{record.id}/rejected.csv"), download="rejected.csv"
            ),
        ]
    )

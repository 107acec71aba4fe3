"""Sources: what is fetched by itself, how that went, and what waits for somebody."""

from typing import Any

from dash import Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.kit import formats, notices, sentences, sessions, states
from dashboard.kit.buttons import only_for, row_button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import DATA, Page
from dashboard.kit.sentences import kept
from dashboard.sources import source_form
from dashboard.sources.source_decisions import deletion, rejecting, taking
from dashboard.sources.source_form import KINDS, READS
from dashboard.tasks import task_cards
from services.sources import decisions, source_service
from services.sources.source_service import SourceState
from utils.language import N_, _, ngettext

SHOWN, WARNINGS = 200, 5
REFRESHED = 5000
RUN = "source-run"

page = Page("sources", N_("Sources"), role="planner", parts=(source_form.part, taking, rejecting, deletion), group=DATA)


@page.layout
def layout(query: dict[str, str]) -> Component:
    about = _("What Stockcast fetches by itself: files from folders and addresses, rows of other databases.")
    return html.Div(
        [
            html.H1(_("Sources")),
            html.P(about),
            only_for("admin"),
            html.Div(source_form.adder(), className="actions before-cards"),
            html.Div(id="sources"),
            source_form.window(),
            *(part.window() for part in (taking, rejecting, deletion)),
            dcc.Interval(id="sources-poll", interval=REFRESHED),
            dcc.Store(id=RUN),
            dcc.Store(id="sources-run-done"),
        ]
    )


@page.callback(
    Output("sources", "children"),
    Input("sources-poll", "n_intervals"),
    Input("sources-run-done", "data"),
    *(Input(part.done, "data") for part in (taking, rejecting, deletion)),
    Input(source_form.SAVED, "data"),
    role="planner",
)
def refresh(*changed: object) -> list[Component] | Component:
    listed = source_service.list_sources(SHOWN, None).items
    if not listed:
        return states.empty(
            _("No sources"), html.P(_("Nothing is fetched by itself. Add a source above, or import files."))
        )
    return [_card(state) for state in listed]


@page.callback(Output("sources-run-done", "data"), Input(RUN, "data"), role="planner", prevent_initial_call=True)
def run(clicked: dict[str, str]) -> str:
    name = clicked["about"]
    is_new = decisions.run_now(name, sessions.current_user()).is_new
    notices.show(
        _("{name} is being read.", name=name) if is_new else _("{name} is being read already.", name=name), _("Started")
    )
    return name


def _card(state: SourceState) -> Component:
    facts = {_("What"): _what(state), _("When"): _when(state), _("Last"): _last(state)}
    return html.Article(
        [
            html.Div(
                [html.H2(state.name), _state(state), html.Div(_actions(state), className="actions")],
                className="task-head",
            ),
            html.Dl([part for term, text in facts.items() for part in (html.Dt(term), html.Dd(text))]),
            *_odd(state),
            same_with_curl(command("POST", f"/sources/{state.name}/run"), command("GET", f"/sources/{state.name}")),
        ],
        className="card",
    )


def _state(state: SourceState) -> Component | None:
    if state.waiting:
        return html.Span(_("Waits for you"), className="state warn")
    return task_cards.state(state.last_status) if state.last_status else None


def _actions(state: SourceState) -> list[Component]:
    name = state.name
    waiting = [taking.opener(_("Take it"), name, name), rejecting.opener(_("Reject it"), name, name)]
    reading = [row_button(_("Read now"), name, RUN, name, "planner")]
    changing = row_button(_("Change"), name, source_form.CHANGE, name, "admin")
    return [*(waiting if state.waiting else reading), changing, deletion.opener(_("Delete"), name, name)]


def _what(state: SourceState) -> list[Any]:
    fields = state.fields
    where = f"{fields.folder}/{fields.pattern}" if fields.folder else fields.url
    return [f"{_(READS[fields.reads])}: {_(KINDS[fields.kind])}, ", html.Code(where)]


def _when(state: SourceState) -> list[Any]:
    schedule = state.schedule
    if schedule is None:
        return [_("Only by hand")]
    due = _("next {moment}", moment=formats.instant(schedule.next_run_at)) if schedule.next_run_at else _("paused")
    return [html.Code(schedule.cron), f" {schedule.timezone}, {due}"]


def _last(state: SourceState) -> str:
    if state.last_run_at is None:
        return _("Never")
    rows = [] if state.rows is None else [ngettext("{count} row", "{count} rows", state.rows)]
    until = [_("up to {day}", day=state.read_until)] if state.read_until else []
    return ", ".join([formats.instant(state.last_run_at), *rows, *until])


def _odd(state: SourceState) -> list[Component]:
    waiting = state.waiting or {"findings": [], "name": ""}
    found = [html.P(f"{waiting['name']}: {kept(one['message'])}", className="warn") for one in waiting["findings"]]
    error = [html.P(sentences.why(state.last_error), className="error-text")] if state.last_error else []
    return [*found, *error, *(html.P(kept(warning), className="quiet-text") for warning in state.warnings[:WARNINGS])]

"""What has come in lately and needs a look, in words."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, sessions
from dashboard.kit.sentences import kept
from dashboard.kit.urls import href
from services.jobs.jobs import Status
from services.sales import import_news
from services.sales.sources import DEFAULT_NAME
from services.sources import source_service
from services.sources.source_service import SourceState
from utils.language import _

IMPORTS, WARNINGS, SOURCES = 3, 3, 200


def news() -> list[Component]:
    """A paragraph for each source that waits or failed, and for each import with warnings; nothing if all is well."""
    if not sessions.may("planner"):
        return []
    states = source_service.list_sources(SOURCES, None).items
    words = [_waiting(state) for state in states if state.waiting]
    words += [_failed(state) for state in states if state.last_status == Status.FAILURE]
    for record in import_news.with_warnings(IMPORTS, sessions.current_user().sees):
        result = record.result or {}
        shown = " ".join(map(kept, result["warnings"][:WARNINGS]))
        words.append(html.P(_imported(result["source"], formats.ago(record.finished_at), shown)))
    return words


def _imported(source: str, ago: str, shown: str) -> str:
    if source == DEFAULT_NAME:  # Nobody has called it so.
        return _("Sales, {finished_at}: {shown}", finished_at=ago, shown=shown)
    return _("Sales of {source}, {finished_at}: {shown}", source=source, finished_at=ago, shown=shown)


def _waiting(state: SourceState) -> Component:
    findings = " ".join(kept(finding["message"]) for finding in (state.waiting or {})["findings"][:WARNINGS])
    link = html.A(_("Take or reject it"), href=href("sources"))
    return html.P([_("{name} waits for you: {findings} ", name=state.name, findings=findings), link], className="warn")


def _failed(state: SourceState) -> Component:
    text = _(
        "{name} could not be read {last_run_at}: {last_error} ",
        name=state.name,
        last_run_at=formats.ago(state.last_run_at),
        last_error=state.last_error,
    )
    return html.P([text, html.A(_("Look at it"), href=href("sources"))], className="error-text")

"""The last runs side by side: what each family made of the same past weeks, how long it took, and what is served."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, tables
from dashboard.kit.tables import Figures
from services.attention import job_titles
from services.jobs import jobs
from services.jobs.jobs import Status
from services.task_service import TaskRecord
from utils.language import N_, _

MEASURES = ("RMSSE", N_("Served before"), "WAPE", N_("Pinball"), N_("Took"), N_("Served now"))


def comparison(records: Sequence[TaskRecord]) -> Component | None:
    """Of the runs among these that have measured something; None where none has."""
    rows = [_row(record) for record in records if _errors(record).get("measured")]
    if not rows:
        return None
    explained = _(
        "Errors of the backtest, means over products: less is better. Before: of what was served, on the same days."
    )
    return html.Section(
        [
            html.H2(_("Compared")),
            html.P(explained, className="quiet-text"),
            tables.listing(
                _("The last runs compared"),
                [_("Ended"), _("What"), *(Figures(_(measure)) for measure in MEASURES)],
                rows,
            ),
        ],
        className="card",
    )


def _row(record: TaskRecord) -> list[Any]:
    errors, result = _errors(record), record.result or {}
    took = record.finished_at - record.started_at if record.finished_at and record.started_at else None
    trained = result.get("trained", 0)
    return [
        formats.instant(record.finished_at),
        job_titles.title_of(record),
        formats.number(errors.get("rmsse"), 3),
        formats.number(errors.get("champion_rmsse"), 3),
        formats.percent(errors.get("wape"), 1),
        formats.number(errors.get("pinball"), 3),
        formats.duration(took),
        _(
            "{served} of {trained}",
            served=formats.number(trained - result.get("not_promoted", 0)),
            trained=formats.number(trained),
        ),
    ]


def _errors(record: TaskRecord) -> dict[str, Any]:
    if record.name != jobs.TRAIN_ALL or record.status != Status.SUCCESS:
        return {}
    return (record.result or {}).get("errors", {})

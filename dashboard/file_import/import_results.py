"""What came of a file, or would come: in counts, in what was refused and why; what to do next, and the way back."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, sentences, sessions, tables
from dashboard.kit.confirmation import Confirmation, Question
from dashboard.kit.curl import command
from dashboard.kit.meanings import meaning
from dashboard.kit.sentences import kept
from dashboard.kit.urls import href
from dashboard.tasks import task_cards
from services.imports import undoing
from services.imports.kinds import Kind
from services.task_service import TaskRecord
from utils.language import N_, _, ngettext, plural

SHOWN_REJECTIONS = 10
COUNTS = {
    "removed": plural("{count} day emptied", "{count} days emptied"),
    "lines_added_up": plural("{count} row added to others of its day", "{count} rows added to others of their day"),
    "returns_netted": plural("{count} return taken off", "{count} returns taken off"),
    "beyond_history": plural("{count} unit returned without a sale", "{count} units returned without a sale"),
    "totals_spread": plural("{count} total spread over its days", "{count} totals spread over their days"),
    "added_to_others": plural("{count} day added to other sources", "{count} days added to other sources"),
    "duplicates": plural("{count} row overtaken by a later one", "{count} rows overtaken by later ones"),
    "products_created": plural("{count} new product", "{count} new products"),
    "names_given": plural("{count} product named", "{count} products named"),
    "categories_given": plural("{count} product put into its category", "{count} products put into their category"),
    "rejected": plural("{count} row rejected", "{count} rows rejected"),
}
# English has one form for any number; others have not.
NEW = plural("{count} new", "{count} new")
CHANGED = plural("{count} changed", "{count} changed")
ENTERED = plural("{count} entered", "{count} entered")
ORDERS, STOCK = ("orders", N_("See what to order")), ("import?kind=stock", N_("Say what is on hand"))
NEXT = {
    "sales": (("training", N_("See how models learn from it")), STOCK, ORDERS),
    "products": (STOCK, ORDERS),
    "suppliers": (("import?kind=product_suppliers", N_("Say what they ask for products")), ORDERS),
    "product_suppliers": (ORDERS,),
    "stock": (ORDERS,),
    "orders": (("deliveries", N_("See what is on its way")), ORDERS),
    "receipts": (("deliveries", N_("See what is still on its way")), ORDERS),
}


def _ask(task_id: str) -> Question:
    return Question(
        _("Take this import back?"),
        _("What was there before is there again. Where something rests on it, nothing changes and you learn what."),
        _("Take it back"),
        command("POST", f"/imports/{task_id}/undo"),
    )


def _undo(task_id: str) -> None:
    undoing.undo(task_id, sessions.current_user())


undo = Confirmation("import-undo", _ask, _undo, "planner")


def cards(records: list[TaskRecord], kind: Kind) -> list[Component]:
    """The imports of a kind, each with what came of it."""
    kept = undoing.records([record.id for record in records])
    return [task_cards.card(record, _outcome(record, kind, kept)) for record in records]


def result(report: dict[str, Any], kind: Kind, rejected_file: str | None = None) -> Component:
    """What a file has brought, or would bring."""
    found = report.get("warnings") or []
    return html.Div(
        [
            html.P(_("Nothing was written. An import would bring:")) if report.get("dry_run") else None,
            html.P(_counts(report), className="numbers"),
            html.Ul([html.Li(kept(text)) for text in found], className="warn") if found else None,
            _rejections(report, rejected_file) if report.get("rejected") else None,
            _understood(report),
        ]
    )


def _outcome(record: TaskRecord, kind: Kind, kept: dict[str, Any]) -> Component:
    report = record.result or {}
    shown = result(report, kind, _rejected_file(record, kind))
    if report.get("dry_run"):
        return shown
    own = kept.get(record.id)
    if own is not None and own.undone_at is not None:
        return html.Div(
            [shown, html.P(_("Taken back {undone_at}", undone_at=formats.instant(own.undone_at)), className="warn")]
        )
    steps = [html.Li(html.A(_(label), href=_address(path))) for path, label in NEXT[kind.name]]
    may_undo = sessions.may_follow(record.created_by) and undoing.can_be_undone(own)
    way_back = [undo.opener(_("Undo"), record.id, _("this import"))] if may_undo else []
    return html.Div([shown, html.P(_("What to do next:")), html.Ul(steps), html.Div(way_back, className="actions")])


def _address(path: str) -> str:
    page, query = path.partition("?")[::2]
    return href(page) + (f"?{query}" if query else "")


def _rejected_file(record: TaskRecord, kind: Kind) -> str | None:
    if kind.bring_in or not sessions.may_follow(record.created_by):
        return None
    return href(f"import-files/{record.id}/rejected.csv")


def _counts(report: dict[str, Any]) -> str:
    words = [ngettext("{count} row read", "{count} rows read", report.get("rows_read", 0))]
    if "inserted" in report:
        words += [ngettext(*NEW, report["inserted"]), ngettext(*CHANGED, report["updated"])]
    elif "recorded" in report:
        words.append(ngettext(*ENTERED, report["recorded"]))
    words.append(_("{count} unchanged", count=report.get("unchanged", 0)))
    said = [name for name in COUNTS if report.get(name) or (name == "rejected")]
    return " · ".join([*words, *(ngettext(*COUNTS[name], report.get(name, 0)) for name in said)])


def _rejections(report: dict[str, Any], file: str | None) -> Component:
    first = report["rejected_rows"][:SHOWN_REJECTIONS]
    rows = [
        [
            formats.number(row["line"]),
            row["column"] and meaning(row["column"]),
            row["value"],
            sentences.why(row["reason"]),
        ]
        for row in first
    ]
    count = formats.number(report["rejected"])
    link = html.A(_("Download all {count}", count=count), href=file, download="") if file else None
    table = tables.listing(
        _("The first rejected rows"), (_("Line"), _("Column"), _("Value"), _("Why")), rows, exported=False
    )
    return html.Details([html.Summary(_("Rejected rows ({count})", count=count)), table, link])


def _understood(report: dict[str, Any]) -> Component | None:
    said = report.get("in_words")
    if not said:
        return None
    return html.Details(
        [html.Summary(_("How the file was read")), html.Ul([html.Li(sentences.why(one)) for one in said])]
    )

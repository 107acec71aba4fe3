"""The few exceptions that cost most, each with the one step that solves it."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import sentences, tables
from dashboard.kit.urls import href
from dashboard.shop import exception_words
from dashboard.shop.exception_words import WORDS
from services.attention import exceptions
from services.attention.exceptions import ExceptionFilter, Noted
from utils.language import _, ngettext

SHOWN = 5


def words() -> list[Component]:
    """A table, and how many there are beyond it; or that there are none."""
    found = exceptions.list_exceptions(ExceptionFilter(), SHOWN, None)
    if not found.page.items:
        return [html.P(_("Nothing needs you today."), className="good")]
    caption = _("What needs somebody, the dearest first")
    headings = (_("What"), _("Product"), _("How it is"), tables.Figures(_("Money")), tables.on_screen(_("What to do")))
    table = tables.listing(caption, headings, [_row(one) for one in found.page.items], exported=False)
    total = sum(found.counts.values())
    link = html.A(
        ngettext("{count} exception", "All {count} exceptions", total),
        href=href("exceptions"),
    )
    return [html.Div(table, className="with-pictures"), html.P(link, className="below no-print")]


def _row(one: Noted) -> list[Component | str | None]:
    found = one.found
    return [
        html.Span(_(WORDS[found.kind].title), className=f"tag {found.kind}"),
        exception_words.subject(found, found.title),
        exception_words.picture(found) or html.Small(sentences.as_written_here(sentences.why(found.reason))),
        exception_words.money(found),
        exception_words.step(found),
    ]

"""The few exceptions that cost most, each with the one step that solves it."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, tables
from dashboard.kit.urls import href
from dashboard.shop import exception_words
from dashboard.shop.exception_words import WORDS
from services.attention import exceptions
from services.attention.exceptions import ExceptionFilter, Noted

SHOWN = 5
HEADINGS = ("What", "Product", "How it is", "At stake", "What to do")


def words() -> list[Component]:
    """A table, and how many there are beyond it; or that there are none."""
    found = exceptions.list_exceptions(ExceptionFilter(), SHOWN, None)
    if not found.page.items:
        return [html.P("Nothing needs you today.", className="good")]
    caption = "What needs somebody, the dearest first"
    table = tables.listing(caption, HEADINGS, [_row(one) for one in found.page.items], exported=False)
    total = sum(found.counts.values())
    link = html.A(f"All {formats.number(total)} exceptions", href=href("exceptions"))
    return [html.Div(table, className="with-pictures"), html.P(link, className="below")]


def _row(one: Noted) -> list[Component | str | None]:
    found = one.found
    return [
        html.Span(WORDS[found.kind].title, className=f"tag {found.kind}"),
        exception_words.subject(found),
        exception_words.picture(found) or html.Small(found.reason),
        html.Strong(formats.number(found.money) if found.money else formats.NOTHING, className="numbers"),
        exception_words.step(found),
    ]

"""What is long: of a list the first, and all once somebody asks; on a phone a part of a page by its title alone
(`assets/folding.js`, `assets/stockcast.css`)."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats
from dashboard.kit.attributes import aria, data
from utils.language import _

# Read from top to bottom: on a phone, and at a desk. Whoever wants more looks for something.
FIRST_ON_PHONE, FIRST = 10, 25


def folded(place: int, first: int = FIRST) -> str:
    """The class of what stands at this place, from 0, of a list within an element of the class "folding"."""
    return "folded" if place >= first else "folded-on-phone" if place >= FIRST_ON_PHONE else ""


def more(count: int, first: int = FIRST) -> list[Component]:
    """Below a list of so many, within the same element: the button that shows all; none where all are shown."""
    look = folded(count - 1, first)
    if not look:
        return []
    words = _("Show all {count}", count=formats.number(count))
    return [html.Button(words, type="button", className=f"quiet more no-print {look}", **data(unfold="true"))]


def section(title: str, *content: Any) -> Component:
    """A part of a long page: open at a desk; on a phone by its title, and open once somebody wants it."""
    return html.Section(part(html.H2(title), *content), className="card", **aria(label=title))


def part(title: Any, *content: Any) -> Component:
    """The same within a section of its own."""
    return html.Details([html.Summary(title), *content], open=True, className="folds")

"""Tables: a listing for what fits on a screen, a grid for what does not."""

from collections.abc import Sequence
from typing import Any

import dash_ag_grid as dag
from dash import html
from dash.development.base_component import Component

from dashboard.kit import folding
from dashboard.kit.attributes import aria, data
from dashboard.kit.formats import NOTHING
from utils.language import _

GRID_THEME = {
    "function": (
        "themeQuartz.withParams({backgroundColor: 'var(--card)', foregroundColor: 'var(--ink)',"
        " headerBackgroundColor: 'var(--card)', headerTextColor: 'var(--ink-quiet)', borderColor: 'var(--line)',"
        " accentColor: 'var(--accent)', rowHoverColor: 'var(--accent-wash)', fontFamily: 'inherit', fontSize: 15,"
        " wrapperBorderRadius: 10, browserColorScheme: 'inherit'})"
    )
}


class Figures(str):
    """The heading of a column of numbers: they stand below each other by their last digit, and so does it."""


def actions() -> Component:
    """Above a column of buttons: whoever sees them needs no word for it."""
    return html.Span(_("What to do"), className="for-screen-readers")


def on_screen(heading: str) -> Component:
    """Above a column of buttons and links, which paper does without."""
    return html.Span(heading, className="no-print")


def listing(
    caption: str,
    headings: Sequence[Any],
    rows: Sequence[Sequence[Any]],
    *,
    exported: bool = True,
    first: int = folding.FIRST,
) -> Any:
    """A table of some rows of text and components; on a small screen each row is a block of named values.

    Of a long one the first rows are shown, and the others once somebody asks for them.

    caption  -- says what is listed; read aloud, not shown
    headings -- of the columns; those of numbers are `Figures`
    exported -- whether a button below saves it as CSV, as it is shown
    first    -- how many are shown unasked
    """
    head = html.Thead(html.Tr([html.Th(heading, scope="col", className=_kind(heading)) for heading in headings]))
    body = html.Tbody(
        [
            html.Tr(
                [_cell(cell, heading) for cell, heading in zip(row, headings, strict=True)],
                className=folding.folded(place, first),
            )
            for place, row in enumerate(rows)
        ]
    )
    table = html.Table([html.Caption(caption, className="for-screen-readers"), head, body])
    # A group, no landmark: the section around it has its name already.
    scrolling = html.Div(table, className="scrolls", tabIndex=0, role="group", **aria(label=caption))
    below = [*folding.more(len(rows), first), *([_export(caption)] if exported and rows else [])]
    return html.Div([scrolling, *below], className="listing folding")


def grid(
    id: str, columns: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]] | None, **options: Any
) -> Component:
    """AG Grid in the house's colours; columns as its columnDefs, `options` as its own, e.g. rowModelType="infinite".

    Numbers and days of a column are written by `formatted_by`.
    """
    grid_options = {"theme": GRID_THEME, "animateRows": False} | options.pop("dashGridOptions", {})
    return dag.AgGrid(
        id=id,
        columnDefs=list(columns),
        rowData=None if rows is None else list(rows),
        defaultColDef={"sortable": True, "resizable": True, "suppressMovable": True, "minWidth": 110, "flex": 1},
        dashGridOptions=grid_options,
        **options,
    )


def formatted_by(function: str) -> dict[str, Any]:
    """Parts of a columnDef: written by a function of `assets/grid.js`, e.g. "number(params.value, 1)"."""
    return {"valueFormatter": {"function": function}, "type": "rightAligned"}


def _cell(cell: Any, heading: Any) -> Component:
    name = data(heading=heading) if isinstance(heading, str) else {}
    # Where each row is a block, what is not known takes no room.
    unknown = "unknown" if cell == NOTHING else ""
    return html.Td(cell, className=f"{_kind(heading)} {unknown}".strip(), **name)


def _kind(heading: Any) -> str:
    return "of-figures" if isinstance(heading, Figures) else ""


def _export(caption: str) -> Component:
    return html.Button(_("Save as CSV"), type="button", className="quiet no-print", **data(save_csv=caption))

"""A file as it will be understood: what each column is taken for, its first rows, and what it leaves open."""

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.kit import tables
from dashboard.kit.attributes import aria
from dashboard.kit.buttons import button
from dashboard.kit.meanings import LEFT_OUT, meaning
from dashboard.kit.sentences import for_people
from services.files.records import shown
from services.imports.previews import Column, Preview, Question
from utils.language import _

COLUMN, ANSWER = "import-column", "import-answer"
# Nobody says how far a file of a hundred columns has been scrolled.
SHOWN_COLUMNS = 60


def show(preview: Preview) -> Component:
    return html.Div(
        [
            html.P(for_people(preview.problem), className="error-text", role="alert") if preview.problem else None,
            *[_question(question) for question in preview.questions],
            _table(preview),
            _understood(preview) if preview.in_words else None,
        ]
    )


def _question(question: Question) -> Component:
    """What the file does not say, with an answer on each button."""
    answers = [
        button(choice.label, {"type": ANSWER, "parameter": choice.parameter, "value": choice.value})
        for choice in question.choices
    ]
    return html.Div(
        [html.P(question.text), html.Div(answers, className="actions")],
        className="question",
        role="group",
        **aria(label=question.text),
    )


def _understood(preview: Preview) -> Component:
    return html.Ul([html.Li(for_people(sentence)) for sentence in preview.in_words], className="understood quiet-text")


def _table(preview: Preview) -> Component:
    """The first rows, under what each column is taken for."""
    columns = preview.columns[:SHOWN_COLUMNS]
    rows = [[shown(cell) for cell in row[:SHOWN_COLUMNS]] for row in preview.rows]
    headings = [_heading(place, column, preview) for place, column in enumerate(columns)]
    table = tables.listing(_("The first rows of the file"), headings, rows, exported=False)
    # What each column is taken for stands in its heading: it must not be folded away on a small screen.
    table.className += " wide"
    return table


def _heading(place: int, column: Column, preview: Preview) -> Component:
    """The heading with its meaning: a choice where that is in doubt, else one that opens."""
    choice = dmc.Select(
        id={"type": COLUMN, "place": place, "heading": column.name, "was": column.field},
        data=[{"value": field or LEFT_OUT, "label": meaning(field)} for field in ("", *preview.fields)],
        value=column.field or LEFT_OUT,
        allowDeselect=False,
        size="xs",
        comboboxProps={"width": 200, "position": "bottom-start"},
        **aria(label=_("What {heading} is", heading=shown(column.heading) or _("column {place}", place=place + 1))),
    )
    if not column.is_sure:
        return html.Span([shown(column.heading), choice], className="column-choice doubtful")
    summary = html.Summary(meaning(column.field), className="" if column.field else "warn")
    return html.Span([shown(column.heading), html.Details([summary, choice])], className="column-choice")

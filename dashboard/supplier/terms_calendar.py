"""The coming weeks of a supplier as a small calendar: when it takes orders, when it delivers, when it is closed."""

from datetime import date, timedelta

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats
from dashboard.kit.attributes import aria
from services.replenishment.supply.supply_calendar import Calendar
from utils import clock
from utils.language import N_, _

WEEKS = 6
SIGNS = {"orders": N_("takes orders"), "delivers": N_("delivers"), "closed": N_("closed")}


def drawn(calendar: Calendar) -> Component:
    """The weeks from this one on."""
    today = clock.today()
    names = formats.days_of_week()
    first = today - timedelta(days=names.index(today.weekday()))
    weeks = [[first + timedelta(days=7 * week + day) for day in range(7)] for week in range(WEEKS)]
    head = html.Tr(
        [html.Th(formats.weekday(day)[:2], scope="col", **aria(label=formats.weekday(day))) for day in names]
    )
    rows = [html.Tr([_cell(day, calendar, today) for day in week]) for week in weeks]
    caption = html.Caption(_("The coming weeks of this supplier"), className="for-screen-readers")
    legend = [html.Span([html.I(className=f"sign {sign}"), _(words)]) for sign, words in SIGNS.items()]
    return html.Div([html.Table([caption, html.Thead(head), html.Tbody(rows)]), html.P(legend)], className="calendar")


def _cell(day: date, calendar: Calendar, today: date) -> Component:
    signs = _signs(day, calendar)
    words = ", ".join([formats.day(day), *(_(SIGNS[sign]) for sign in signs)])
    marks = [html.I(className=f"sign {sign}") for sign in signs if sign != "closed"]
    number = formats.near_day(day).partition("\u00a0")[2] if day.day == 1 else str(day.day)
    classes = [*(["past"] if day < today else []), *(["today"] if day == today else []), *signs]
    return html.Td(
        [
            html.Span(number, **aria(hidden="true")),
            html.Span(words, className="for-screen-readers"),
            html.Span(marks, className="marks"),
        ],
        className=" ".join(classes),
        title=words,
    )


def _signs(day: date, calendar: Calendar) -> list[str]:
    if any(first <= day <= last for first, last in calendar.closed):
        return ["closed"]
    found = {"orders": calendar.can_order(day), "delivers": calendar.can_deliver(day)}
    return [sign for sign, is_so in found.items() if is_so]

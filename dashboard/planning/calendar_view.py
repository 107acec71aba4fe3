"""A month, or a quarter of them, with what is known ahead on its days."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats
from dashboard.kit.attributes import aria
from dashboard.kit.urls import href
from dashboard.planning import event_words
from services.planning.event_days import EventDays
from utils import clock
from utils.language import _

MONTH, QUARTER = "month", "quarter"
# Of a day in a month; in a quarter there is room for colours only.
NAMED = 3


@dataclass(frozen=True)
class Period:
    """first -- the first day of its first month; months -- 1 or 3"""

    first: date
    months: int

    @classmethod
    def of(cls, text: str, view: str) -> "Period":
        """The period that an address names, "2026-03"; that of today where it names none."""
        try:
            first = date.fromisoformat(f"{text}-01")
        except ValueError:
            first = clock.today().replace(day=1)
        if view == QUARTER:
            return cls(first.replace(month=3 * ((first.month - 1) // 3) + 1), 3)
        return cls(first, 1)

    @property
    def view(self) -> str:
        return QUARTER if self.months > 1 else MONTH

    @property
    def last(self) -> date:
        return self.moved(1).first - timedelta(days=1)

    @property
    def shown(self) -> tuple[date, date]:
        """The first and the last day on its calendar: a month has whole weeks, with the days of its neighbours."""
        if self.months > 1:
            return self.first, self.last
        weeks = _weeks(self.first)
        return weeks[0][0], weeks[-1][-1]

    @property
    def starts(self) -> list[date]:
        return [_later(self.first, months) for months in range(self.months)]

    def moved(self, periods: int) -> "Period":
        return Period(_later(self.first, periods * self.months), self.months)

    @property
    def query(self) -> dict[str, str]:
        return {"month": f"{self.first:%Y-%m}", "view": self.view}

    @property
    def title(self) -> str:
        names = [formats.month(first.month) for first in self.starts]
        return f"{' – '.join(dict.fromkeys((names[0], names[-1])))} {self.last.year}"


def _later(first: date, months: int) -> date:
    count = 12 * first.year + first.month - 1 + months
    # Of what an address may say, what a calendar has.
    count = min(max(count, 12 * 1900), 12 * 9990)
    return date(count // 12, count % 12 + 1, 1)


def _weeks(first: date) -> list[list[date]]:
    return calendar.Calendar().monthdatescalendar(first.year, first.month)


def head(period: Period) -> Component:
    """Its name, and the ways to the ones before and after, and to another view."""
    today = Period.of("", period.view)
    ways = [
        _way("‹", _("Before"), period.moved(-1)),
        _way("›", _("After"), period.moved(1)),
        html.A(_("Today"), href=href("planning", **today.query), className="button-link"),
    ]
    views = [
        html.A(label, href=href("planning", **period.query | {"view": view}), className="chip", **_mark(view, period))
        for view, label in ((MONTH, _("Month")), (QUARTER, _("Quarter")))
    ]
    moving, viewing = html.Div(ways, className="ways"), html.Div(views, className="chips")
    return html.Div([html.H2(period.title), moving, viewing], className="calendar-head")


def _way(sign: str, label: str, to: Period) -> Component:
    return html.A(sign, href=href("planning", **to.query), className="button-link", **aria(label=label))


def _mark(view: str, period: Period) -> dict[str, Any]:
    return aria(current="true") if view == period.view else {}


def months(period: Period, events: Sequence[EventDays], store: str) -> Component:
    """store -- what a click on an event writes its number into"""
    drawn = [_month(first, events, period.months == 1, store) for first in period.starts]
    return html.Div(drawn, className=f"months of-{period.months}")


def _month(first: date, events: Sequence[EventDays], is_large: bool, store: str) -> Component:
    days = html.Thead(html.Tr([html.Th(formats.weekday(day)[:2], scope="col") for day in range(7)]))
    rows = [html.Tr([_day(day, first, events, is_large, store) for day in week]) for week in _weeks(first)]
    name = f"{formats.month(first.month)} {first.year}"
    return html.Table([html.Caption(name), days, html.Tbody(rows)], className="month large" if is_large else "month")


def _day(day: date, first: date, events: Sequence[EventDays], is_large: bool, store: str) -> Component:
    is_outside = day.month != first.month
    # Months beside each other would show such a day twice.
    if is_outside and not is_large:
        return html.Td(className="outside")
    own = [one for one in events if day in one.days]
    marks = _named(day, own, store) if is_large else _dots(own)
    number = html.Span(str(day.day), className="day-number", **(aria(current="date") if day == clock.today() else {}))
    return html.Td([number, *marks], className="outside" if is_outside else "")


def _named(day: date, own: Sequence[EventDays], store: str) -> list[Component]:
    shown = [
        html.Button(
            event_words.title(one.known),
            type="button",
            className=f"event {one.known.event.kind}",
            **event_words.opens(one.known, store),
        )
        for one in own[:NAMED]
    ]
    more = len(own) - len(shown)
    return [*shown, *([html.Small(f"+{formats.number(more)}")] if more > 0 else [])]


def _dots(own: Sequence[EventDays]) -> list[Component]:
    if not own:
        return []
    names = ", ".join(event_words.title(one.known) for one in own)
    kinds = dict.fromkeys(one.known.event.kind for one in own)
    dots = [html.Span(className=f"dot {kind}") for kind in kinds]
    return [html.Span(dots, className="dots", title=names, role="img", **aria(label=names))]

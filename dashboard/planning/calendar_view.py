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
from dashboard.planning import event_words, week_bars
from dashboard.planning.week_bars import Bar
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
    return calendar.Calendar(formats.days_of_week()[0]).monthdatescalendar(first.year, first.month)


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
    days = html.Thead(html.Tr([html.Th(formats.weekday(day)[:2], scope="col") for day in formats.days_of_week()]))
    name = f"{formats.month(first.month)} {first.year}"
    rows = [
        _large_week(week, first, events, store) if is_large else _week(week, first, events) for week in _weeks(first)
    ]
    return html.Table([html.Caption(name), days, html.Tbody(rows)], className="month large" if is_large else "month")


def _week(week: list[date], first: date, events: Sequence[EventDays]) -> Component:
    """Months beside each other: each day is in one of them."""
    days = [
        html.Td([_number(day), *_dots([one for one in events if day in one.days])])
        if day.month == first.month
        else html.Td(className="outside")
        for day in week
    ]
    return html.Tr(days)


def _large_week(week: list[date], first: date, events: Sequence[EventDays], store: str) -> Component:
    drawn = week_bars.bars(week, events)
    days = []
    for place, day in enumerate(week):
        begin = [_named(bar, store) for bar in drawn if bar.days.start == place and bar.lane < NAMED]
        more = sum(place in bar.days and bar.lane >= NAMED for bar in drawn)
        hidden = [html.Small(f"+{formats.number(more)}", className="more-events")] if more else []
        days.append(html.Td([_number(day), *begin, *hidden], className="" if day.month == first.month else "outside"))
    return html.Tr(days)


def _number(day: date) -> Component:
    return html.Span(str(day.day), className="day-number", **(aria(current="date") if day == clock.today() else {}))


def _named(bar: Bar, store: str) -> Component:
    """From its first day of the week on; `assets/stockcast.css` says where it lies."""
    return html.Button(
        event_words.title(bar.known),
        type="button",
        className=f"event {bar.known.event.kind}",
        style={"--days": len(bar.days), "--lane": bar.lane},
        **event_words.opens(bar.known, store),
    )


def _dots(own: Sequence[EventDays]) -> list[Component]:
    if not own:
        return []
    names = ", ".join(event_words.title(one.known) for one in own)
    kinds = dict.fromkeys(one.known.event.kind for one in own)
    dots = [html.Span(className=f"dot {kind}") for kind in kinds]
    return [html.Span(dots, className="dots", title=names, role="img", **aria(label=names))]

"""What drives a product's sales, in a sentence and in three small charts."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import charts, formats, sentences
from dashboard.shop import event_kinds
from services.forecasts.drivers import Drivers
from utils.language import N_, _, ngettext

HEIGHT = 180
# Smaller changes and differences are not worth a word.
NOTABLE = 0.03
NO_YEAR = N_("Growth and a season of the year show after two years of sales.")


def section(found: Drivers, effects: Sequence[str] = ()) -> list[Component]:
    """The sentence, and a chart of each part there is. effects -- what past events did, in words."""
    drawn = [_week(found.week)] if found.week else []
    # The trend of a single season rises and falls with it.
    if found.year:
        drawn = [_trend(found), *drawn, _year(found.year)]
    events = [html.P(_("What events did: {effects}.", effects="; ".join(effects)))] if effects else []
    return [html.P(sentence(found)), *events, html.Div(drawn, className="cards drivers")]


def effect(learnt: Mapping[str, Any]) -> str:
    """What the past events of a kind did, an entry of `event_effects.learned`."""
    change = formats.signed(learnt["factor"] - 1, formats.percent)
    kind = _(event_kinds.TITLES.get(learnt["kind"], learnt["kind"]))
    if learnt["kind"] == "price":
        change = _("{change} where it is {tenth} higher", change=change, tenth=formats.percent(0.1))
    return ngettext(
        "{kind}: {change}, from {count} past day",
        "{kind}: {change}, from {count} past days",
        learnt["days"],
        kind=kind,
        change=change,
    )


def sentence(found: Drivers) -> str:
    parts = [_growth(found.growth), _extremes(*_by_weekday(found.week)) if found.week else "", _of_the_year(found.year)]
    return " ".join(part for part in parts if part)


def _growth(growth: float | None) -> str:
    if growth is None:
        return ""
    if abs(growth) < NOTABLE:
        return _("Demand is as high as a year ago.")
    share = formats.percent(abs(growth))
    if growth > 0:
        return _("Demand grew by {share} within a year.", share=share)
    return _("Demand fell by {share} within a year.", share=share)


def _of_the_year(year: list[float] | None) -> str:
    return _extremes(*_by_month(year)) if year else _(NO_YEAR)


def _extremes(names: list[str], factors: list[float]) -> str:
    best, worst = max(range(len(factors)), key=factors.__getitem__), min(range(len(factors)), key=factors.__getitem__)
    if factors[best] - factors[worst] < NOTABLE:
        return sentences.begun(_("{first} to {last} are all alike.", first=names[0], last=names[-1]))
    return sentences.begun(
        _(
            "{best} is the strongest, {more} above average, {worst} the weakest, {less} below.",
            best=names[best],
            more=formats.percent(factors[best] - 1),
            worst=names[worst],
            less=formats.percent(1 - factors[worst]),
        )
    )


def _by_weekday(week: list[float]) -> tuple[list[str], list[float]]:
    return [formats.weekday(day) for day in range(7)], week


def _by_month(year: list[float]) -> tuple[list[str], list[float]]:
    """Means of the months of a year of 365 days; a twelfth of it is near enough to each."""
    bounds = [round(month * len(year) / 12) for month in range(13)]
    means = [sum(year[a:b]) / (b - a) for a, b in pairwise(bounds)]
    return [formats.month(month) for month in range(1, 13)], means


def _trend(found: Drivers) -> Component:
    traces = [charts.line([day.isoformat() for day in found.days], found.trend, _("Trend"))]
    figure = _figure(traces, hoverformat=",.1f")
    figure["layout"]["xaxis"] |= {"type": "date", "nticks": 4, "tickformat": "%b %Y", "tickangle": 0}
    return _small("product-trend", _("Trend, units a day"), figure)


def _week(week: list[float]) -> Component:
    factors = _by_weekday(week)[1]
    traces = [
        charts.changes([formats.short_weekday(day) for day in range(7)], [factor - 1 for factor in factors], _("Week"))
    ]
    return _small("product-week", _("Days of the week against the average"), _figure(traces, **charts.in_percent()))


def _year(year: list[float]) -> Component:
    # Any year of 365 days, for its months.
    days = [f"2025-{month:02d}-01" for month in range(1, 13)]
    factors = _by_month(year)[1]
    figure = _figure([charts.changes(days, [factor - 1 for factor in factors], _("Year"))], **charts.in_percent())
    figure["layout"]["xaxis"] |= {"tickformat": "%b", "type": "date", "hoverformat": "%B"}
    return _small("product-year", _("Months against the average"), figure)


def _figure(traces: list[dict[str, Any]], **value_axis: Any) -> dict[str, Any]:
    axis = {"automargin": True, "rangemode": "tozero", "fixedrange": True, "nticks": 5} | value_axis
    return charts.figure(traces, yaxis=axis, margin={"l": 40, "r": 8, "t": 8, "b": 24})


def _small(id: str, title: str, figure: dict[str, Any]) -> Component:
    return html.Div([html.H3(title), charts.chart(id, figure, title, HEIGHT)])

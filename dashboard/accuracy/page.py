"""Accuracy: how good published forecasts were, over time, by category, and where they were worst."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, html
from dash.development.base_component import Component

from dashboard.accuracy import promise_table
from dashboard.kit import charts, day_patterns, formats, states, tables
from dashboard.kit.attributes import aria
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import DATA, Page
from dashboard.kit.urls import href
from dashboard.shop import accuracy_words, product_cell
from services.access.locations import Concern
from services.accuracy import accuracy_overview
from services.accuracy.accuracy_overview import Figures
from services.accuracy.accuracy_service import AccuracyQuery
from services.views import assortment, product_names
from utils import clock
from utils.language import N_, _

WORST = 15
WEEK_MILLISECONDS = 7 * 86_400_000
LEADS = {"1-7": N_("1 to 7 days"), "8-14": N_("8 to 14 days"), "15-28": N_("15 to 28 days"), "1-28": N_("1 to 28 days")}
WEEKS = {"5": N_("5 weeks"), "13": N_("13 weeks"), "26": N_("26 weeks")}
PATHS = (
    "/accuracy?by=week&lead=1-7",
    "/accuracy?by=category&lead=1-7",
    f"/accuracy?by=sku&sort=-money&limit={WORST}&lead=1-7",
)

page = Page(
    "accuracy",
    N_("Accuracy"),
    has_charts=True,
    parts=(promise_table.part,),
    group=DATA,
    concern=Concern.OWN,
    needs_products=True,
)


@page.layout
def layout(query: dict[str, str]) -> Component:
    categories = assortment.choices()[0]
    fields = [
        _choice("weeks", _("Period"), WEEKS, query.get("weeks", "5")),
        _choice("lead", _("Forecast ahead"), LEADS, query.get("lead", "1-7")),
        dmc.Select(
            id="accuracy-category",
            label=_("Category"),
            data=categories,
            value=query.get("category"),
            placeholder=_("Any category"),
            clearable=True,
            searchable=True,
            disabled=not categories,
            clearButtonProps={"aria-label": _("Any category")},
        ),
    ]
    return html.Div(
        [
            html.H1(_("Accuracy")),
            html.P(_("Forecasts as they were published, beside what was sold since.")),
            html.Div(fields, className="fields card"),
            html.Div(states.loading(), id="accuracy-found"),
            promise_table.section(),
            same_with_curl(*(command("GET", path) for path in PATHS)),
        ]
    )


page.keeps("accuracy-weeks", "accuracy-lead", "accuracy-category")


@page.callback(
    Output("accuracy-found", "children"),
    Input("accuracy-weeks", "value"),
    Input("accuracy-lead", "value"),
    Input("accuracy-category", "value"),
)
def show(weeks: str, lead: str, category: str | None) -> list[Component] | Component:
    first_lead, last_lead = (int(part) for part in lead.split("-"))
    since = clock.today() - timedelta(weeks=int(weeks))
    query = AccuracyQuery("week", since, clock.today(), (first_lead, last_lead), category=category or None)
    found = accuracy_overview.overview(query, WORST)
    if found.total is None:
        return states.empty(
            _("Nothing to compare yet"),
            html.P(_("Each night's forecasts are kept, and compared with the sales of the days that follow.")),
            html.A(_("All trainings"), href=href("training")),
        )
    sections = [_total(found.total), _over_time(found.weeks)]
    if category is None:
        sections.append(_by_category(found.categories))
    return [*sections, _worst(found.missed)]


def _total(total: Figures) -> Component:
    figures = [
        (_("Error"), formats.percent(total["wape"]), _("of what was sold, day by day")),
        (_("Bias"), _signed(total["bias"]), accuracy_words.bias(total["bias"])),
        (_("Inside the interval"), formats.percent(total["coverage"]), _("of days; 80% were promised")),
        (
            _("Value added"),
            _signed(total["value_added"]),
            _("less error than last week repeated"),
        ),
    ]
    cards = [
        html.Div([html.Span(name, className="quiet-text"), html.Strong(value), html.Small(note)], className="card")
        for name, value, note in figures
    ]
    return html.Div(cards, className="cards figures")


def _over_time(items: Sequence[Figures]) -> Component:
    weeks = [item["week"] for item in items]
    errors = [
        charts.line(weeks, charts.shares([item["wape"] for item in items]), _("Error")) | {"mode": "lines+markers"},
        charts.line(
            weeks,
            charts.shares([item["naive_wape"] for item in items]),
            _("Last week, repeated"),
            charts.GREY,
            dash="dot",
        ),
    ]
    bias = [charts.bars(weeks, charts.shares([item["bias"] for item in items]), _("Bias"))]
    parts = [
        ("accuracy-errors", _("Error by week"), _figure(errors)),
        ("accuracy-bias", _("Bias by week: above zero is too high"), _figure(bias)),
    ]
    drawn = [html.Div([html.H3(title), charts.chart(id_, figure, title, 260)]) for id_, title, figure in parts]
    return html.Section(
        [html.H2(_("Over time")), html.Div(drawn, className="cards halves drivers")],
        className="card",
        **aria(label=_("Over time")),
    )


def _figure(traces: list[dict[str, Any]]) -> dict[str, Any]:
    weeks = traces[0]["x"]
    # Ticks on the Mondays that stand for the weeks, four at most: so many fit beside each other on a phone.
    mondays = {"type": "date", "tick0": weeks[0], "dtick": WEEK_MILLISECONDS * -(-len(weeks) // 4)}
    axis = {"automargin": True, "rangemode": "tozero", "fixedrange": True} | charts.in_percent()
    return charts.figure(
        traces, yaxis=axis, xaxis=mondays | {"automargin": True, "tickformat": day_patterns.of_charts("MMMd")}
    )


def _by_category(items: Sequence[Figures]) -> Component:
    rows = [
        [item["category"] or _("Without category"), *_measures(item)]
        for item in sorted(items, key=_missed, reverse=True)
    ]
    return _section(_("By category"), tables.listing(_("Accuracy by category"), (_("Category"), *_headings()), rows))


def _missed(item: Figures) -> tuple[bool, float]:
    """By how much, in money, and in units where no price is known: those come last."""
    money = item["money"]
    return (True, money["absolute_error"]) if money else (False, item["units"]["absolute_error"])


def _worst(items: Sequence[Figures]) -> Component:
    names = product_names.names([item["sku"] for item in items])
    rows = [[product_cell.cell(item["sku"], names[item["sku"]]), *_measures(item)] for item in items]
    about = _("Missed: sold beyond the forecast, or forecast and not sold; in money at the price of sale.")
    listing = tables.listing(_("Products that were missed most"), (_("Product"), *_headings()), rows)
    return _section(_("Products that were missed most"), html.P(about, className="quiet-text"), listing)


_HEADINGS = (
    N_("Missed, in money"),
    N_("Missed, in units"),
    N_("Error"),
    N_("Bias"),
    N_("Inside 80%"),
    N_("Value added"),
)


def _headings() -> list[tables.Figures]:
    return [tables.Figures(_(heading)) for heading in _HEADINGS]


def _measures(item: Figures) -> list[str]:
    money = item["money"]
    return [
        formats.money(money and money["absolute_error"], 0),
        formats.number(item["units"]["absolute_error"]),
        formats.percent(item["wape"]),
        _signed(item["bias"]),
        formats.percent(item["coverage"]),
        _signed(item["value_added"]),
    ]


def _signed(share: float | None) -> str:
    return formats.signed(share, formats.percent)


def _choice(name: str, label: str, choices: dict[str, str], value: str) -> Component:
    data = [{"value": key, "label": _(text)} for key, text in choices.items()]
    # What an address says may be anything.
    known = value if value in choices else next(iter(choices))
    return dmc.Select(id=f"accuracy-{name}", label=label, data=data, value=known, allowDeselect=False)


def _section(title: str, *content: Component) -> Component:
    return html.Section([html.H2(title), *content], className="card numbers", **aria(label=title))

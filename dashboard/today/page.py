"""Today: how the shop stands, at a glance."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, states
from dashboard.kit.attributes import aria
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from dashboard.shop import accuracy_words, order_tables
from dashboard.today import import_words, night_words
from services.replenishment.advice_lines import Line
from services.views import today
from services.views.today import Overview
from utils import clock

SHOWN, SHOWN_BESIDE = 8, 5

page = Page("", "Today")


@page.layout
def layout(query: dict[str, str]) -> Component:
    now = today.overview(SHOWN)
    if not now.products:
        return html.Div([html.H1("Today"), *_come_in(), states.no_products()])
    content = _shop(now) if now.advised else [_untrained()]
    head = [html.H1("Today"), html.P(formats.day(clock.today()), className="quiet-text")]
    return html.Div([*head, *_come_in(), *content, html.Div(_looking_back(), className="cards halves")])


def _come_in() -> list[Component]:
    news = import_words.news()
    return [_section("What came in", *news)] if news else []


def _looking_back() -> list[Component]:
    return [
        _section("How good forecasts were", accuracy_words.last_week()),
        _section("Last night", night_words.last_run()),
    ]


def _shop(now: Overview) -> list[Component]:
    return [
        html.Div(_figures(now), className="cards figures"),
        _section("Order today", *_orders(now)),
        html.Div([_running_out(now), _too_much(now)], className="cards halves"),
    ]


def _figures(now: Overview) -> list[Component]:
    cost = f"{formats.number(now.cost)} to pay"
    if now.without_cost:
        cost += f", {formats.number(now.without_cost)} of unknown cost"
    return [
        _figure("To order", formats.number(now.to_order), cost),
        _figure("At risk", formats.number(now.money_at_risk), "margin lost if nothing is ordered"),
        _figure("Out within a week", formats.number(now.running_out), f"of {formats.number(now.advised)} products"),
        _figure("Too much", formats.number(now.too_much), f"{formats.number(now.tied_up)} tied up"),
    ]


def _figure(name: str, value: str, note: str) -> Component:
    return html.Div([html.Span(name, className="quiet-text"), html.Strong(value), html.Small(note)], className="card")


def _orders(now: Overview) -> list[Component]:
    if not now.to_order:
        return [html.P("Nothing has to be ordered today.", className="good")]
    link = html.A(
        f"The whole list: {formats.number(now.to_order)} products, to print, save or fit into a budget",
        href=href("orders"),
    )
    return [
        html.Div(
            order_tables.orders(now.first, "What to order today, most money at risk first"),
            className="in-short",
        ),
        html.P(link, className="below"),
        same_with_curl(command("GET", f"/reorder?limit={SHOWN}")),
    ]


def _running_out(now: Overview) -> Component:
    lines = today.running_out(SHOWN_BESIDE)
    if not lines:
        return _section("Running out", html.P("No shelf runs empty within a week.", className="good"))
    days = [formats.near_day(line.stock_out_date) for line in lines]
    table = order_tables.brief(lines, "Running out soonest", "Runs out", days)
    return _section("Running out", table, _all("cover", now.running_out))


def _too_much(now: Overview) -> Component:
    lines = today.too_much(SHOWN_BESIDE)
    if not lines:
        return _section("Too much", html.P("Nothing lies there that the next months do not need.", className="good"))
    values = [_surplus(line) for line in lines]
    link = html.P(html.A("All of it", href=href("orders", kind="excess")), className="below")
    return _section("Too much", order_tables.brief(lines, "Most money tied up", "Too much", values), link)


def _surplus(line: Line) -> str:
    units = f"{formats.number(line.excess_units)} units"
    return units if line.excess_value is None else f"{units}, {formats.number(line.excess_value)} tied up"


def _all(sort: str, number: int) -> Component:
    return html.P(html.A(f"All {formats.number(number)}", href=href("products", sort=sort)), className="below")


def _untrained() -> Component:
    words = "Your products are here. Once models have learned from their sales, this page says what to order."
    return states.empty("No forecasts yet", html.P(words), html.A("Train", href=href("training"), className="button"))


def _section(title: str, *content: Component) -> Component:
    return html.Section([html.H2(title), *content], className="card", **aria(label=title))

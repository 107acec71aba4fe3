"""Today: how the shop stands, at a glance."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, states
from dashboard.kit.attributes import aria
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from dashboard.shop import accuracy_words, promise_words
from dashboard.today import import_words, needs_you, night_words, order_lines
from services.views import today
from services.views.today import Overview
from utils import clock

SHOWN = 5

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
        _section("How good forecasts were", accuracy_words.last_week(), promise_words.in_short()),
        _section("Last night", night_words.last_run()),
    ]


def _shop(now: Overview) -> list[Component]:
    return [
        html.Div(_figures(now), className="cards figures"),
        _section("Needs you", *needs_you.words()),
        _section("Order today", *_orders(now)),
    ]


def _figures(now: Overview) -> list[Component]:
    cost = f"{formats.number(now.cost)} to pay"
    if now.without_cost:
        cost += f", {formats.number(now.without_cost)} of unknown cost"
    out, tied_up = f"of {formats.number(now.advised)} products", f"{formats.number(now.tied_up)} tied up"
    return [
        _figure("To order", formats.number(now.to_order), cost, href("orders")),
        _figure("At risk", formats.number(now.money_at_risk), "margin lost if nothing is ordered", href("orders")),
        _figure("Out within a week", formats.number(now.running_out), out, href("products", sort="cover")),
        _figure("Too much", formats.number(now.too_much), tied_up, href("orders", kind="excess")),
    ]


def _figure(name: str, value: str, note: str, where: str) -> Component:
    shown = [html.Span(name, className="quiet-text"), html.Strong(value), html.Small(note)]
    return html.A(shown, href=where, className="card figure")


def _orders(now: Overview) -> list[Component]:
    if not now.to_order:
        return [html.P("Nothing has to be ordered today.", className="good")]
    link = html.A(
        f"The whole list: {formats.number(now.to_order)} products, to print, save or fit into a budget",
        href=href("orders"),
    )
    return [
        order_lines.table(now.first, "What to order today, most money at risk first"),
        html.P(link, className="below"),
        same_with_curl(command("GET", f"/reorder?limit={SHOWN}")),
    ]


def _untrained() -> Component:
    words = "Your products are here. Once models have learned from their sales, this page says what to order."
    return states.empty("No forecasts yet", html.P(words), html.A("Train", href=href("training"), className="button"))


def _section(title: str, *content: Component | None) -> Component:
    return html.Section([html.H2(title), *content], className="card", **aria(label=title))

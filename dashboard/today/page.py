"""Today: how the shop stands, at a glance."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, states
from dashboard.kit.attributes import aria
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from dashboard.shop import accuracy_words, promise_words, uncounted, untrained
from dashboard.today import import_words, needs_you, night_words, order_lines
from services.access.locations import Concern
from services.views import today
from services.views.today import Overview
from utils import clock
from utils.language import N_, _, ngettext

SHOWN = 5

page = Page("", N_("Today"), concern=Concern.OWN)


@page.layout
def layout(query: dict[str, str]) -> Component:
    now = today.overview(SHOWN)
    if not now.products:
        return html.Div([html.H1(_(page.title)), *_come_in(), states.no_products()])
    content = _shop(now) if now.advised else [untrained.note()]
    head = [html.H1(_(page.title)), html.P(formats.day(clock.today()), className="quiet-text")]
    return html.Div([*head, *_come_in(), *content, html.Div(_looking_back(), className="cards halves")])


def _come_in() -> list[Component]:
    news = import_words.news()
    return [_section(_("What came in"), *news)] if news else []


def _looking_back() -> list[Component]:
    return [
        _section(_("How good forecasts were"), accuracy_words.last_week(), promise_words.in_short()),
        _section(_("Last night"), night_words.last_run()),
    ]


def _shop(now: Overview) -> list[Component]:
    unknown = 0 if now.to_order else today.uncounted()
    if unknown == now.advised:
        # Nothing but this can be done, and every figure would be nought for want of it.
        return [_section(_("Order today"), uncounted.note(unknown))]
    return [
        html.Div(_figures(now), className="cards figures"),
        _section(_("Needs you"), *needs_you.words()),
        _section(_("Order today"), *_orders(now, unknown)),
    ]


def _figures(now: Overview) -> list[Component]:
    out = ngettext("of {count} product", "of {count} products", now.advised)
    tied_up = _("{amount} tied up", amount=formats.money(now.tied_up, 0))
    risk, lost = formats.money(now.money_at_risk, 0), _("margin lost if nothing is ordered")
    return [
        _figure(_("To order"), formats.number(now.to_order), _cost(now), href("orders")),
        _figure(_("At risk"), risk, lost, href("orders")),
        _figure(_("Out within a week"), formats.number(now.running_out), out, href("products", sort="cover")),
        _figure(_("Too much"), formats.number(now.too_much), tied_up, href("orders", kind="excess")),
    ]


def _cost(now: Overview) -> str:
    cost, unknown = formats.money(now.cost, 0), now.without_cost
    if not unknown:
        return _("{cost} to pay", cost=cost)
    return ngettext(
        "{cost} to pay, {count} product of unknown cost",
        "{cost} to pay, {count} products of unknown cost",
        unknown,
        cost=cost,
    )


def _figure(name: str, value: str, note: str, where: str) -> Component:
    shown = [html.Span(name, className="quiet-text"), html.Strong(value), html.Small(note)]
    return html.A(shown, href=where, className="card figure")


def _orders(now: Overview, unknown: int) -> list[Component]:
    if unknown:
        return [uncounted.note(unknown)]
    if not now.to_order:
        return [html.P(_("Nothing has to be ordered today."), className="good")]
    whole = ngettext(
        "The whole list: {count} product, to print, save or fit into a budget",
        "The whole list: {count} products, to print, save or fit into a budget",
        now.to_order,
    )
    return [
        order_lines.table(now.first, _("What to order today, most money at risk first")),
        html.P(html.A(whole, href=href("orders")), className="below no-print"),
        same_with_curl(command("GET", f"/reorder?limit={SHOWN}")),
    ]


def _section(title: str, *content: Component | None) -> Component:
    return html.Section([html.H2(title), *content], className="card", **aria(label=title))

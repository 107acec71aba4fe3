"""What Orders shows under its filters: the worksheet or what is too much, its sums, and what is remembered of it."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, sessions, states
from dashboard.kit.attributes import aria
from dashboard.kit.urls import href
from dashboard.orders import order_question, order_shown, order_ways, worksheet_groups
from dashboard.shop import order_tables, rate_words, uncounted, untrained
from services.access.locations import Concern
from services.orders.papers import worksheet
from services.orders.papers.worksheet import Worksheet
from services.replenishment.lists import reorder
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.reorder import ListRequest, Totals
from services.views import today
from utils.language import _, ngettext

# Of what is too much.
SHOWN = 50


def sheet(choice: Choice, budget: float | None) -> Worksheet:
    return worksheet.read(ListRequest(choice, budget, None))


def drawn(choice: Choice, budget: float | None) -> tuple[Any, Any, dict[str, Any] | None]:
    """The list, what can be done with it, and what is remembered of it."""
    if choice.kind != "order":
        found = reorder.order_list(ListRequest(choice, budget, SHOWN))
        return _too_much(found, choice), order_ways.out(choice, budget, found.totals, 0), None
    whole = sheet(choice, budget)
    shown = order_shown.document(whole, choice, budget) if sessions.may("planner", Concern.OWN) else None
    chosen = sum(len(group.chosen) for group in whole.groups)
    return _worksheet(whole, choice), order_ways.out(choice, budget, whole.totals, chosen), shown


def _worksheet(sheet: Worksheet, choice: Choice) -> list[Component | None]:
    if not sheet.groups:
        return [_nothing(choice)]
    own = html.Strong(className="worksheet-own")
    sums = html.P([_sums(sheet.totals, choice), " ", own], className="numbers", role="status")
    return [sums, rate_words.note(group.rates for group in sheet.groups), *worksheet_groups.groups(sheet)]


def _too_much(found: reorder.OrderList, choice: Choice) -> list[Component | None]:
    lines, title = found.page.items, _(order_tables.KINDS[choice.kind])
    if not lines:
        return [_nothing(choice)]
    more = found.totals.lines - len(lines)
    note = ngettext(
        "The first {first}; {count} more is on paper and in the file.",
        "The first {first}; {count} more are on paper and in the file.",
        more,
        first=len(lines),
    )
    return [
        html.P(_sums(found.totals, choice), className="numbers", role="status"),
        html.Section(order_tables.too_much(lines, title), className="card", **aria(label=title)),
        html.P(note, className="quiet-text") if more else None,
    ]


def _nothing(choice: Choice) -> Component:
    # Under a filter it may be the filter that leaves nothing.
    if choice != Choice():
        whole = html.A(_("What to order"), href=href("orders"))
        return states.empty(_("Nothing here"), html.P(_("No product is of this kind, under these conditions.")), whole)
    if unknown := today.uncounted():
        return uncounted.note(unknown)
    if not today.overview().advised:
        return untrained.note()
    return states.empty(_("Nothing has to be ordered today."), html.A(_("Deliveries"), href=href("deliveries")))


def _sums(totals: Totals, choice: Choice) -> str:
    count = formats.count(totals.lines, "product", "products")
    if choice.kind != "order":
        return f"{count} · " + _("Tied up: {amount}", amount=formats.money(totals.excess_value, 0))
    cost, risk = formats.money(totals.cost, 0), formats.money(totals.money_at_risk, 0)
    words = [_("{products}, cost {cost}, covering {risk} at risk.", products=count, cost=cost, risk=risk)]
    if totals.covered_at_most is not None:
        most = formats.money(totals.covered_at_most, 0)
        words.append(_("This budget could cover {most} at most.", most=most))
        words.append(ngettext("{count} product has to wait.", "{count} products have to wait.", totals.left_out or 0))
    if totals.without_cost:
        words.append(ngettext(*order_question.UNKNOWN, totals.without_cost))
    return " ".join(words)

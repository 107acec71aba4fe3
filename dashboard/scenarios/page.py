"""Scenarios: the order list as it would be, beside today's, at an address that asks the same again."""

from typing import Any

from dash import Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component

from dashboard.kit import formats, notices, sessions, states, tables
from dashboard.kit.attributes import aria
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Page
from dashboard.kit.tables import Figures
from dashboard.kit.urls import href
from dashboard.scenarios import scenario_fields
from dashboard.scenarios.scenario_fields import IDS, NAMES
from dashboard.shop import product_cell
from dashboard.tasks import task_cards
from services.access.locations import Concern
from services.errors import Unavailable
from services.replenishment.lists.advice_lines import Line
from services.replenishment.lists.reorder import Totals
from services.replenishment.suppositions import scenario_work
from services.replenishment.suppositions.scenarios import Compared, Comparison, OfSupplier
from services.task_service import TaskRecord
from utils.language import N_, _, ngettext, pgettext

LINES, SUPPLIERS = 100, 50
POLL, POLLED = "scenarios-poll", 1000

page = Page("scenarios", N_("Scenarios"), needs_products=True, concern=Concern.OWN)


@page.layout
def layout(query: dict[str, str]) -> Component:
    asked = {name: query[name] for name in NAMES if query.get(name)}
    return html.Div(
        [
            html.H1(_("Scenarios")),
            html.P(_("What would be ordered today, if something were otherwise. Nothing is stored.")),
            html.Section(
                [
                    html.Div(scenario_fields.fields(query), className="fields order-filters"),
                    html.Div(button(_("Compare"), "scenarios-compare", "viewer"), className="actions"),
                ],
                className="card",
                **aria(label=_("What is supposed")),
            ),
            html.Div(_waiting(asked), id="scenarios-result", role="status"),
            dcc.Store(id="scenarios-asked", data=asked),
            dcc.Interval(id=POLL, interval=POLLED, disabled=True),
        ]
    )


@page.callback(
    Output("address", "search"),
    Input("scenarios-compare", "n_clicks"),
    *(State(own, "value") for own in IDS),
    running=[(Output("scenarios-compare", "disabled"), True, False)],
    prevent_initial_call=True,
)
def compare(clicks: int, *said: Any) -> str:
    given = scenario_fields.as_query(said)
    scenario_fields.read(given)
    return href("scenarios", **given).removeprefix(href("scenarios"))


@page.callback(
    Output("scenarios-result", "children"),
    Output(POLL, "disabled"),
    Input("scenarios-asked", "data"),
    Input(POLL, "n_intervals"),
)
def result(asked: dict[str, str], ticks: int | None) -> tuple[list[Component], bool]:
    """Both lists; as long as a task is at them, how far it is, and the page asks again."""
    supposed = scenario_fields.read(asked)
    if supposed is None:
        return _waiting(asked), True
    try:
        user, is_opened = sessions.current_user(), ctx.triggered_id != POLL
        found = scenario_work.ask(supposed, LINES, None, user.user_id, anew=is_opened)
    except Unavailable as error:
        return [states.trouble(notices.explain(error))], True
    if isinstance(found, TaskRecord):
        return [task_cards.card(found)], False
    return [*_lists(found), same_with_curl(command("POST", "/scenarios", body=_body(asked)))], True


def _lists(found: Comparison) -> list[Component]:
    parts = (
        (_("Both lists"), html.Div([_totals(found), _age(found)])),
        (_("By supplier"), _suppliers(found)),
        (_("What changes most"), _lines(found)),
    )
    return [html.Section([html.H2(title), own], className="card", **aria(label=title)) for title, own in parts]


def _age(found: Comparison) -> Component | None:
    if found.worked_out_at is None:
        return None
    return html.P(_("Worked out {ago}.", ago=formats.ago(found.worked_out_at)), className="quiet-text")


def _waiting(asked: dict[str, str]) -> list[Component]:
    if asked:
        return [html.P(_("All products are worked out anew …"), className="quiet-text")]
    example = {"demand_change": "20", "lead_time_change_days": "10", "budget": "40000"}
    link = html.A(_("A fifth more demand, ten days later, 40,000 to spend"), href=href("scenarios", **example))
    return [states.empty(_("Suppose something"), html.P(_("A larger December, a late supplier, less money.")), link)]


def _body(asked: dict[str, str]) -> dict[str, Any]:
    return {name: value if name in ("from", "to") else float(value) for name, value in asked.items()}


def _totals(found: Comparison) -> Component:
    now, then = found.today, found.scenario
    figures = (
        (_("Products to order"), now.lines, then.lines, formats.number),
        (_("Units"), now.units, then.units, formats.number),
        (_("Cost"), now.cost, then.cost, _money),
        (_("At risk without the order"), now.money_at_risk, then.money_at_risk, _money),
    )
    rows = [
        [name, write(before), html.Strong(write(after)), _change(before, after)]
        for name, before, after, write in figures
    ]
    left = _left_out(then)
    headings = [_("Of the whole list"), *map(Figures, (_("Today"), _("Scenario"), pgettext("figure", "Change")))]
    table = tables.listing(_("Sums of both lists"), headings, rows, exported=False)
    return html.Div([table, *left])


def _left_out(then: Totals) -> list[Component]:
    if not then.left_out:
        return []
    return [html.P(ngettext("{count} product has to wait.", "{count} products have to wait.", then.left_out))]


def _suppliers(found: Comparison) -> Component:
    rows = [_supplier(own) for own in found.suppliers[:SUPPLIERS]]
    figures = (
        _("Changed"),
        _("Units today"),
        _("Units then"),
        _("Cost today"),
        _("Cost then"),
        pgettext("figure", "Change"),
    )
    return tables.listing(_("Both lists by supplier"), [_("Supplier"), *map(Figures, figures)], rows)


def _supplier(own: OfSupplier) -> list[Any]:
    figures = [formats.number(own.products), *map(formats.number, own.units), *map(_money, own.cost)]
    return [own.supplier or _("Without a supplier"), *figures, _change(*own.cost)]


def _lines(found: Comparison) -> Component:
    rows = [_line(one) for one in found.page.items if _quantity(one.today) != _quantity(one.scenario)]
    if not rows:
        return html.P(_("No order is another one."), className="good")
    headings = [_("Product"), *map(Figures, (_("Today"), _("Scenario"), _("More cost")))]
    return tables.listing(_("Products whose order changes most"), headings, rows)


def _line(one: Compared) -> list[Any]:
    quantities = [formats.number(_quantity(line)) for line in (one.today, one.scenario)]
    name = product_cell.cell(one.sku, one.name, one.supplier)
    return [name, quantities[0], html.Strong(quantities[1]), formats.signed(one.more_cost, _money)]


def _quantity(line: Line | None) -> int:
    return line.quantity if line else 0


def _change(before: float, after: float) -> str:
    """In percent of today's."""
    if not before:
        return formats.NOTHING
    return formats.signed(after / before - 1, formats.percent)


def _money(amount: float) -> str:
    return formats.money(amount, 0)

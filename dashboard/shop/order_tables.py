"""Lines of an order list as tables."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, tables
from dashboard.kit.urls import href
from services.replenishment.advice_lines import Line
from utils.language import N_, _

KINDS = {"order": N_("To order"), "excess": N_("Too much"), "dead": N_("No longer sold")}


def orders(lines: Sequence[Line], caption: str) -> Component:
    """What to order, and why."""
    rows = [
        [
            product(line),
            html.Strong(formats.number(line.quantity), className="numbers"),
            formats.near_day(line.order_by),
            formats.near_day(line.stock_out_date),
            formats.number(line.money_at_risk),
            formats.number(line.cost),
            _why(line),
        ]
        for line in lines
    ]
    headings = (_("Product"), _("Order"), _("Order by"), _("Runs out"), _("At risk"), _("Cost"), _("Why"))
    return html.Div(tables.listing(caption, headings, rows, exported=False), className="order-lines")


def _why(line: Line) -> list[Component]:
    """The reason; what another place can give leads there."""
    own = line.reason
    for transfer in reversed(line.transfers):
        own = own.removesuffix(transfer.advice).rstrip()
    return [html.Small(own)] + [
        html.A(transfer.advice, href=href("product", sku=transfer.source.sku), className="transfer")
        for transfer in line.transfers
    ]


def too_much(lines: Sequence[Line], caption: str) -> Component:
    """What not to order, and what it ties up."""
    rows = [
        [
            product(line),
            formats.number(line.on_hand),
            formats.number(line.excess_units),
            formats.number(line.excess_value),
            html.Small(line.reason),
        ]
        for line in lines
    ]
    return tables.listing(
        caption, (_("Product"), _("On hand"), _("Too much"), _("Tied up"), _("Why")), rows, exported=False
    )


def product(line: Line) -> Component:
    link = html.A(line.sku, href=href("product", sku=line.sku))
    return html.Div([link, html.Small(line.name, className="line")], className="product-cell")

"""The lines of one supplier: what to order of each product, in a quantity that can be changed."""

import json
from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, sessions, tables
from dashboard.kit.attributes import aria, data
from dashboard.kit.buttons import row_button
from dashboard.kit.urls import href
from dashboard.orders import order_reason, transfer_question
from services.access.locations import Concern
from services.orders.papers.worksheet import Worksheet
from services.replenishment.lists import coverage
from services.replenishment.lists.advice_lines import Line
from services.replenishment.lists.coverage import Ahead
from utils.language import N_, _

# By the class of a cell.
HEADINGS = {
    "product": N_("Product"),
    "order": N_("Order"),
    "cost": N_("Cost"),
    "covers-until": N_("Covers until"),
    "order-by": N_("Order by"),
    "runs-out": N_("Runs out"),
    "at-risk": N_("At risk"),
}


def table(sheet: Worksheet, lines: Sequence[Line], caption: str) -> Component:
    """A row for each; what is typed into its quantity is followed by assets/worksheet.js."""
    ahead = coverage.ahead(lines)
    may_choose = sessions.may("planner", Concern.OWN)
    rows = [_row(sheet, line, ahead.get(line.product_id), may_choose) for line in lines]
    choose = [html.Th(html.Span(_("Choose"), className="for-screen-readers"), scope="col")] if may_choose else []
    heads = [html.Th(_(heading), scope="col", className=f"line-{name}") for name, heading in HEADINGS.items()]
    own = html.Table(
        [
            html.Caption(_("To order: {supplier}", supplier=caption), className="for-screen-readers"),
            html.Thead(html.Tr([*choose, *heads, html.Th(tables.actions(), scope="col")])),
            html.Tbody(rows),
        ]
    )
    return html.Div(own, className="worksheet-table")


def _row(sheet: Worksheet, line: Line, ahead: Ahead | None, may_choose: bool) -> Component:
    draft = sheet.drafted.get(line.sku)
    cells = [
        _cell("product", _product(line, draft)),
        _cell("quantity", _quantity(line, ahead, may_choose and draft is None)),
        _cell("cost", formats.money(line.cost), heading=_("Cost")),
        _cell("cover", _cover(line, ahead), heading=_("Covers until")),
        _cell("order-by", formats.near_day(line.order_by)),
        _cell("runs-out", formats.near_day(line.stock_out_date)),
        _cell("at-risk", formats.money(line.money_at_risk, 0)),
        _cell("why", _actions(line)),
    ]
    box = [_cell("box", _box(line, sheet) if draft is None else None)] if may_choose else []
    return html.Tr([*box, *cells])


def _cell(name: str, content: Any, heading: str | None = None) -> Component:
    return html.Td(content, className=f"line-{name}", **(data(heading=heading) if heading else {}))


def _product(line: Line, draft: str | None) -> Component:
    link = html.A(line.name or line.sku, href=href("product", sku=line.sku))
    code = html.Small(line.sku if line.name else line.category, className="line")
    waits = (
        html.A(_("in the draft {number}", number=draft), href=href("order", number=draft), className="line")
        if draft
        else None
    )
    return html.Div([link, code, waits], className="product-cell")


def _box(line: Line, sheet: Worksheet) -> Component:
    checked = "false" if line.sku in sheet.aside else "true"
    attributes = aria(checked=checked, label=_("Order {sku}", sku=line.sku)) | data(choose=line.sku)
    return html.Button(type="button", role="checkbox", className="choose no-print", **attributes)


def _quantity(line: Line, ahead: Ahead | None, may_type: bool) -> Component:
    """The browser makes a field of it, for those who may order."""
    if not may_type:
        return html.Strong(formats.number(line.quantity), className="numbers")
    about = {
        "sku": line.sku,
        "advised": line.quantity,
        "pack": line.pack_size,
        "unit_cost": line.unit_cost,
        "breaks": list(line.breaks),
        "each": {"units": 1, "weight": line.unit_weight or 0, "volume": line.unit_volume or 0},
    }
    if ahead:
        about |= {"arrives": ahead.arrives_on.isoformat(), "left": ahead.left, "demand": ahead.demand}
    attributes = data(
        quantity=json.dumps(about), label=_("Units of {name}", name=line.name or line.sku), restore=_("as advised")
    )
    return html.Span(className="quantity", **attributes)


def _cover(line: Line, ahead: Ahead | None) -> str:
    """As advised; of what may be typed the browser says so."""
    if ahead is None or not ahead.demand or not line.quantity:
        return formats.NOTHING
    day, is_longer = ahead.last_day(line.quantity)
    return f"> {formats.near_day(day)}" if is_longer else formats.near_day(day)


def _actions(line: Line) -> Component:
    moves = [transfer_question.opener(line, transfer) for transfer in line.transfers]
    return html.Div(
        [*moves, row_button(_("Why"), line.sku, order_reason.ABOUT, line.sku, "viewer")], className="actions"
    )

"""The first lines of what to order, each with how long it lasts beside how long an order takes."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, pictures, tables
from dashboard.kit.pictures import Bar
from dashboard.shop import product_cell
from services.replenishment.lists.advice_lines import Line
from utils import clock
from utils.language import _


def table(lines: Sequence[Line], caption: str) -> Component:
    rows = [
        [
            product_cell.cell(line.sku, line.name),
            html.Strong(formats.number(line.quantity), className="numbers"),
            formats.near_day(line.order_by),
            cover(line),
            formats.money(line.money_at_risk, 0),
            formats.money(line.cost, 0),
        ]
        for line in lines
    ]
    order, risk, cost = map(tables.Figures, (_("Order"), _("At risk"), _("Cost")))
    headings = (_("Product"), order, _("Order by"), _("Lasts beside what an order takes"), risk, cost)
    return html.Div(tables.listing(caption, headings, rows, exported=False), className="with-pictures")


def cover(line: Line) -> Component | str:
    """Days that the stock lasts, beside those until an order of today arrives; short of these is a gap on the shelf."""
    if line.stock_out_date is None or line.arrives_on is None:
        return formats.NOTHING
    lasts, takes = (max(0, (day - clock.today()).days) for day in (line.stock_out_date, line.arrives_on))
    days = [formats.count(number, "day", "days") for number in (lasts, takes)]
    is_short = "bad" if lasts < takes else "good"
    return pictures.bars(Bar(_("Lasts"), lasts, days[0], is_short), Bar(_("An order takes"), takes, days[1]))

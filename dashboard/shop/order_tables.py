"""Lines of an order list as tables."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, sentences, tables
from dashboard.shop import product_cell
from services.replenishment.lists.advice_lines import Line
from utils.language import N_, _

KINDS = {"order": N_("To order"), "excess": N_("Too much"), "dead": N_("No longer sold")}


def too_much(lines: Sequence[Line], caption: str) -> Component:
    """What not to order, and what it ties up."""
    rows = [
        [
            product_cell.cell(line.sku, line.name),
            formats.number(line.on_hand),
            formats.number(line.excess_units),
            formats.money(line.excess_value, 0),
            html.Small(sentences.as_written_here(line.reason)),
        ]
        for line in lines
    ]
    return tables.listing(
        caption, (_("Product"), _("On hand"), _("Too much"), _("Tied up"), _("Why")), rows, exported=False
    )

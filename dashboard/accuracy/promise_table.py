"""The service that was promised beside the one that was kept."""

from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, html
from dash.development.base_component import Component

from dashboard.kit import formats, states, tables
from dashboard.kit.attributes import aria
from dashboard.kit.page import Part
from services.access.locations import Concern
from services.accuracy import promises
from services.accuracy.promises import PromiseQuery
from utils.language import N_, _

GROUPS = {"supplier": N_("Supplier"), "category": N_("Category"), "month": N_("Month")}
SHOWN = 30

part = Part(concern=Concern.OWN)


def section() -> Component:
    groups = [{"value": name, "label": _(label)} for name, label in GROUPS.items()]
    choice = dmc.Select(id="promises-by", label=_("Grouped by"), data=groups, value="supplier", allowDeselect=False)
    return html.Section(
        [
            html.H2(_("Promised and kept")),
            html.P(_("Each order promises not to run out before the next one comes, with the chance asked for.")),
            html.Div(choice, className="fields"),
            html.Div(id="promises-found"),
        ],
        className="card numbers",
        **aria(label=_("Promised and kept")),
    )


@part.callback(Output("promises-found", "children"), Input("promises-by", "value"))
def show(by: str) -> Component:
    found = promises.promises(PromiseQuery(by if by in GROUPS else "supplier"), SHOWN, None)
    if found.total is None:
        return states.empty(_("Nothing is known yet"), html.P(_("Each night looks back at days without stock.")))
    caption = _("Promised and kept")
    rows = [[line[by] or formats.NOTHING, *_figures(line)] for line in found.page.items]
    return tables.listing(caption, (_(GROUPS[by]), *_headings()), [*rows, [_("Total"), *_figures(found.total)]])


def _headings() -> list[tables.Figures]:
    names = _("Promised"), _("Kept"), _("Order cycles"), _("Days without stock"), _("Lost sales")
    return [tables.Figures(name) for name in names]


def _figures(line: dict[str, Any]) -> list[str]:
    lost = line["lost_money"]
    return [
        formats.percent(line["promised"], 1),
        f"{formats.percent(line['kept'], 1)} ± {formats.percent(line['standard_error'], 1)}",
        formats.number(line["cycles"]),
        formats.number(line["days_out"]),
        formats.units(line["lost_units"]) if lost is None else formats.money(lost),
    ]

"""The worksheet: a heading for each supplier that stays in sight, and below it, once it is opened, its lines."""

import json
from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.kit import buttons, formats, sessions
from dashboard.kit.attributes import aria, data
from dashboard.orders import worksheet_lines
from services.access.locations import Concern
from services.orders.papers.worksheet import Group, Minimum, Worksheet
from utils import currencies
from utils.language import _, ngettext

# Lines of a group at first; each time one asks for more, so many times as many.
AT_FIRST, TIMES = 25, 4
# Stores: what a heading's buttons are about, and the groups that are to be filled in.
ORDER, DRAFT, OPEN = "orders-wanted", "orders-drafted", "orders-open"
CONTENT = "orders-group"


def groups(sheet: Worksheet) -> list[Component]:
    """All groups; the first is open."""
    return [_group(sheet, group, is_open=not place) for place, group in enumerate(sheet.groups)]


def lines(sheet: Worksheet, group: Group, limit: int) -> list[Component]:
    """So many lines of a group, and a way to the others."""
    shown = group.lines[:limit]
    table = worksheet_lines.table(sheet, shown, _name(group))
    more = len(group.lines) - len(shown)
    if not more:
        return [table]
    about = json.dumps({"groups": [[group.supplier, limit * TIMES]]})
    words = ngettext("{count} more line", "{count} more lines", min(more, limit * (TIMES - 1)))
    attributes = data(store=OPEN, about=about) | aria(label=f"{words}: {_name(group)}")
    button = html.Button(words, type="button", className="quiet no-print", **attributes)
    return [table, html.P(button)]


def content_id(supplier: str) -> dict[str, str]:
    """Of what is below the heading of a supplier."""
    return {"type": CONTENT, "supplier": supplier}


def _group(sheet: Worksheet, group: Group, is_open: bool) -> Component:
    content = lines(sheet, group, AT_FIRST) if is_open else []
    about = {
        "supplier": group.supplier,
        "cost": currencies.rounded(group.cost),
        "lines": len(group.chosen),
        "units": group.units,
        "minimums": {name: [own.asked, round(own.there, 3)] for name, own in group.minimums.items()},
    }
    return html.Section(
        [
            html.Div(
                [html.H2(_toggle(group, is_open)), *_figures(group), *_actions(group)],
                className="worksheet-head",
            ),
            html.Div(content, id=content_id(group.supplier), hidden=not is_open, className="worksheet-lines"),
        ],
        className="card worksheet",
        **aria(label=_name(group)),
        **data(group=json.dumps(about)),
    )


def _name(group: Group) -> str:
    return group.supplier or _("Without a supplier")


def _toggle(group: Group, is_open: bool) -> Component:
    attributes = aria(expanded="true" if is_open else "false") | data(toggle=group.supplier)
    return html.Button(_name(group), type="button", className="worksheet-toggle", **attributes)


def _figures(group: Group) -> list[Component | None]:
    count = formats.count(len(group.chosen), "line", "lines")
    of_all = _("of {count}", count=len(group.lines))
    arrives = _("arrives {day}", day=formats.near_day(group.arrives_on)) if group.arrives_on else None
    return [
        html.Span(count, className="worksheet-count numbers"),
        html.Span(of_all, className="quiet-text numbers") if len(group.chosen) != len(group.lines) else None,
        html.Strong(formats.money(group.cost, 0), className="worksheet-cost numbers"),
        _minimum(group.minimums),
        html.Span(arrives, className="quiet-text") if arrives else None,
    ]


def _minimum(minimums: Mapping[str, Minimum]) -> Component | None:
    """Whether the supplier's minimum is reached; the browser says it anew while quantities are typed."""
    if not minimums:
        return None
    lacking = [_measured(name, own.asked - own.there) for name, own in minimums.items() if own.there < own.asked]
    missing = formats.listed(lacking)
    words = _("{missing} below the minimum", missing=missing) if lacking else _("minimum reached")
    return html.Span(words, className=f"worksheet-minimum {'warn' if lacking else 'good'}")


def _measured(name: str, amount: float) -> str:
    """So much of what a minimum is measured in; assets/worksheet.js writes it alike."""
    if name == "money":
        return formats.money(amount, 0)
    whole = round(amount)
    words = {
        "units": ngettext("{count} unit", "{count} units", whole),
        "weight": _("{count} kg", count=whole),
        "volume": ngettext("{count} litre", "{count} litres", whole),
    }
    return words[name]


def _actions(group: Group) -> list[Component]:
    if not sessions.may("planner", Concern.OWN):
        return []
    about, name = json.dumps(group.supplier), _name(group)
    return [
        html.Div(
            [
                buttons.row_button(_("Save as draft"), name, DRAFT, about, "planner", concern=Concern.OWN),
                _order(name, about),
            ],
            className="actions no-print",
        )
    ]


def _order(name: str, about: str) -> Component:
    label = _("Order")
    attributes = aria(label=f"{label}: {name}") | data(store=ORDER, about=about)
    return buttons.button(label, {"type": ORDER, "about": about}, concern=Concern.OWN, **attributes)

"""The order list on paper: plain HTML for the printer, supplier by supplier."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import render_template, request

from dashboard.kit import formats, letterhead, sentences, viewer
from dashboard.kit.sessions import guarded
from dashboard.kit.urls import PREFIX
from dashboard.orders.order_files import FOLDER, files, list_request
from dashboard.shop import order_tables
from services.access.locations import Concern
from services.replenishment.lists import reorder
from services.replenishment.lists.advice_lines import Line
from services.replenishment.lists.reorder import Totals
from utils.language import N_, _, ngettext

PAPER_PATH = f"{FOLDER}/orders.html"
# Some 250 sheets; nobody reads more on paper.
PRINTED = 3000
ORDER_HEADINGS = (N_("Product"), N_("Order"), N_("On hand"), N_("Order by"), N_("Runs out"), N_("Cost"), N_("Why"))
REST_HEADINGS = (N_("Product"), N_("Too much"), N_("On hand"), "", "", N_("Tied up"), N_("Why"))


@files.get("/orders.html")
@partial(guarded, concern=Concern.OWN)
def paper() -> str:
    """The order list that ?kind=, ?supplier=, ?category= and ?budget= leave."""
    wanted = list_request(request.args, PRINTED)
    found = reorder.order_list(wanted)
    kind = wanted.choice.kind
    return render_template(
        "order_list.html",
        prefix=PREFIX,
        letterhead=letterhead.parts(),
        title=_(order_tables.KINDS.get(kind, N_("Orders"))),
        tag=viewer.language_tag(),
        about=_about(found.totals, wanted.budget),
        rest=_rest(found.totals.lines, len(found.page.items)),
        headings=list(map(_, ORDER_HEADINGS if kind == "order" else REST_HEADINGS)),
        groups=_groups(found.page.items),
    )


def _about(totals: Totals, budget: float | None) -> str:
    facts = [
        formats.count(totals.lines, "product", "products"),
        _("Cost: {amount}", amount=formats.money(totals.cost, 0)) if totals.cost else None,
        _("Tied up: {amount}", amount=formats.money(totals.excess_value, 0)) if totals.excess_value else None,
        None if budget is None else _("Budget: {amount}", amount=formats.money(budget, 0)),
    ]
    return " · ".join(filter(None, facts))


def _rest(lines: int, printed: int) -> str | None:
    if lines <= printed:
        return None
    return ngettext(
        "Printed are the first {first}, those with most money at risk; {count} more is in the CSV file.",
        "Printed are the first {first}, those with most money at risk; {count} more are in the CSV file.",
        lines - printed,
        first=printed,
    )


def _groups(lines: Sequence[Line]) -> list[dict[str, Any]]:
    by_supplier = defaultdict(list)
    for line in lines:
        by_supplier[line.supplier].append(line)
    return [_group(supplier, own) for supplier, own in sorted(by_supplier.items(), key=lambda item: _last(item[0]))]


def _group(supplier: str, lines: Sequence[Line]) -> dict[str, Any]:
    count = formats.count(len(lines), "product", "products")
    cost = sum(line.cost or 0.0 for line in lines)
    return {
        "supplier": supplier or _("Without a supplier"),
        "rows": [_row(line) for line in lines],
        "sum": f"{count} · " + _("Cost: {amount}", amount=formats.money(cost, 0)) if cost else count,
    }


def _row(line: Line) -> dict[str, Any]:
    # Whoever has no name is called by its code.
    known = {"name": line.name or line.sku, "sku": line.sku if line.name else ""}
    return known | {"cells": _cells(line), "reason": sentences.as_written_here(line.reason)}


def _cells(line: Line) -> list[str]:
    on_hand = formats.number(line.on_hand)
    if line.kind != "order":
        return [formats.number(line.excess_units), on_hand, "", "", formats.money(line.excess_value, 0)]
    days = (formats.near_day(line.order_by), formats.near_day(line.stock_out_date))
    return [formats.number(line.quantity), on_hand, *days, formats.money(line.cost)]


def _last(supplier: str) -> tuple[bool, str]:
    """Products without a supplier come last."""
    return (not supplier, supplier)

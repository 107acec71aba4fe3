"""The advice what to order, in words and figures."""

from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, sentences
from dashboard.kit.facts import facts
from dashboard.kit.urls import href
from utils.language import N_, _

KINDS = {
    "order": N_("Order {quantity}"),
    "enough": N_("Nothing to order"),
    "excess": N_("Nothing to order: too much is there"),
    "dead": N_("Nothing to order: it no longer sells"),
    "kit": N_("Put together of its parts: these are ordered"),
    "unknown": N_("How much is on hand is not known"),
}


def headline(advice: dict[str, Any]) -> str:
    return _(KINDS[advice["kind"]], quantity=formats.number(advice["quantity"]))


def advice(found: dict[str, Any], is_supposed: bool = False) -> list[Component]:
    """An advice as the service words it (see `advice_service.document`); is_supposed -- it rests on a what-if."""
    if not found:
        return [html.P(_("There is no advice yet: this product has no model."))]
    mark = html.Span(_("What if"), className="state warn") if is_supposed else None
    figures = {
        _("Lasts"): _days(found["days_of_cover"]),
        _("Order by"): formats.day(_date(found["order_by"])),
        _("Runs out"): formats.day(_date(found["stock_out_date"])),
        _("Money at risk"): formats.money(found["money_at_risk"], 0),
        _("Cost of the order"): formats.money(found["cost"]),
    }
    return [
        html.Div([html.H3(headline(found)), mark], className="task-head"),
        *_sum(found),
        html.P([sentences.as_written_here(found["reason"]), *_elsewhere(found.get("transfers", []))]),
        facts(figures),
    ]


def _sum(found: dict[str, Any]) -> list[Component]:
    """How the quantity comes about, in numbers."""
    if found.get("missing") is None:
        return []
    figures = {
        _("Expected demand"): found["expected_demand"],
        _("of it in kits"): found.get("for_kits") or None,
        _("+ safety stock"): found["safety_stock"],
        _("− on hand"): found["on_hand"],
        _("− arriving"): found["arriving"],
        _("= missing"): found["missing"],
        _("in packs"): found["quantity"],
    }
    shown = {term: units for term, units in figures.items() if units is not None}
    return [facts({term: formats.units(units) for term, units in shown.items()})]


def _elsewhere(transfers: list[dict[str, Any]]) -> list[Any]:
    """Ways to the places that can give."""
    links = [
        html.A(own["location"], href=href("product", sku=own["product_sku"]), className="no-print") for own in transfers
    ]
    return [part for link in links for part in (" ", link)]


def _days(days: float | None) -> str:
    return _("longer than the forecast") if days is None else _("{days} days", days=formats.number(days, 1))


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

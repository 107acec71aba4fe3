"""The advice what to order, in words and figures."""

from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats
from dashboard.kit.urls import href

KINDS = {
    "order": "Order {quantity}",
    "enough": "Nothing to order",
    "excess": "Nothing to order: too much is there",
    "dead": "Nothing to order: it no longer sells",
    "kit": "Put together of its parts: these are ordered",
    "unknown": "How much is on hand is not known",
}


def headline(advice: dict[str, Any]) -> str:
    return KINDS[advice["kind"]].format(quantity=formats.number(advice["quantity"]))


def advice(found: dict[str, Any], is_supposed: bool = False) -> list[Component]:
    """An advice as the service words it (see `advice_service.document`); is_supposed -- it rests on a what-if."""
    if not found:
        return [html.P("There is no advice yet: this product has no model.")]
    mark = html.Span("What if", className="state warn") if is_supposed else None
    facts = {
        "Lasts": _days(found["days_of_cover"]),
        "Order by": formats.day(_date(found["order_by"])),
        "Runs out": formats.day(_date(found["stock_out_date"])),
        "Money at risk": formats.number(found["money_at_risk"]),
        "Cost of the order": formats.number(found["cost"]),
    }
    parts = [part for term, text in facts.items() for part in (html.Dt(term), html.Dd(text))]
    return [
        html.Div([html.H3(headline(found)), mark], className="task-head"),
        *_sum(found),
        html.P([found["reason"], *_elsewhere(found.get("transfers", []))]),
        html.Dl(parts, className="facts numbers"),
    ]


def _sum(found: dict[str, Any]) -> list[Component]:
    """How the quantity comes about, in numbers."""
    if found.get("missing") is None:
        return []
    figures = {
        "Expected demand": found["expected_demand"],
        "of it in kits": found.get("for_kits") or None,
        "+ safety stock": found["safety_stock"],
        "- on hand": found["on_hand"],
        "- arriving": found["arriving"],
        "= missing": found["missing"],
        "in packs": found["quantity"],
    }
    shown = {term: units for term, units in figures.items() if units is not None}
    parts = [part for term, units in shown.items() for part in (html.Dt(term), html.Dd(formats.units(units)))]
    return [html.Dl(parts, className="facts numbers")]


def _elsewhere(transfers: list[dict[str, Any]]) -> list[Any]:
    """Ways to the places that can give."""
    links = [html.A(own["location"], href=href("product", sku=own["product_sku"])) for own in transfers]
    return [part for link in links for part in (" ", link)]


def _days(days: float | None) -> str:
    return "longer than the forecast" if days is None else f"{formats.number(days, 1)} days"


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

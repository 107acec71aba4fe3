"""What a replay came to: a table and a picture of the policies, and the products that the rule was better for."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import charts, formats, tables
from dashboard.kit.attributes import aria
from dashboard.kit.urls import href
from utils.language import N_, _, ngettext

POLICIES = {
    "stockcast": N_("Stockcast's advice"),
    "min_max": N_("Minimum and maximum"),
    "cover_days": N_("Days of cover"),
    "orders": N_("The orders really placed"),
    "seasonal_naive": N_("Last week, repeated"),
}
WHY = {
    "lost_sales": N_("more sales lost"),
    "stock": N_("more stock kept"),
    "waste": N_("more expired"),
    "orders": N_("more orders placed"),
}
LOSSES_SHOWN = 15
Figures = Mapping[str, Any]


def result(task_id: str, found: Figures) -> Component:
    policies: Sequence[Figures] = found["policies"]
    first, last = (date.fromisoformat(found[end]) for end in ("from", "to"))
    words = ngettext(
        "{count} product from {first} to {last}; a service of {asked} was asked for.",
        "{count} products from {first} to {last}; a service of {asked} was asked for.",
        found["products"],
        first=formats.day(first),
        last=formats.day(last),
        asked=formats.percent(found["service_asked"], 1),
    )
    return html.Section(
        [
            html.H2(_("What it would have come to")),
            html.P(words),
            html.Div([charts.chart("replay-chart", _picture(policies), _("Service against stock"), 300)]),
            tables.listing(_("Policies side by side"), _headings(), [_row(one) for one in policies]),
            _guessed(found),
            *_losses(found),
            html.P(html.A(_("Link to this result"), href=href("replay", task=task_id)), className="below"),
        ],
        className="card numbers",
        **aria(label=_("What it would have come to")),
    )


def _headings() -> list[str]:
    figures = _("Service"), _("Demand met"), _("Lost sales"), _("Stock on average"), _("Expired"), _("Cost")
    return [_("Orders by"), *map(tables.Figures, figures)]


def _row(one: Figures) -> list[str]:
    return [
        _(POLICIES[one["policy"]]),
        f"{formats.percent(one['service'], 1)} ± {formats.percent(one['service_error'], 1)}",
        formats.percent(one["demand_met"], 1),
        _amount(one, "lost_sales"),
        _amount(one, "average_stock"),
        _amount(one, "waste"),
        formats.money(one["cost"]),
    ]


def _amount(one: Figures, name: str) -> str:
    """Money where it is known, else units."""
    money = one[f"{name}_money"]
    return formats.units(one[name]) if money is None else formats.money(money)


def _picture(policies: Sequence[Figures]) -> dict[str, Any]:
    in_money = all(one["average_stock_money"] is not None for one in policies)
    stock = "average_stock_money" if in_money else "average_stock"
    points = [
        charts.line([one[stock]], [one["service"]], _(POLICIES[one["policy"]]), colour)
        | {"mode": "markers", "marker": {"size": 16, "color": colour, "symbol": symbol}}
        for one, colour, symbol in zip(policies, charts.SERIES, ("star", "circle", "square"), strict=False)
    ]
    title = _("Stock on average, at cost") if in_money else _("Stock on average, in units")
    axis = {"automargin": True, "rangemode": "tozero", "title": {"text": title}}
    service = {"automargin": True, "tickformat": ".1%", "title": {"text": _("Service")}}
    return charts.figure(points, xaxis=axis, yaxis=service, hovermode="closest")


def _guessed(found: Figures) -> Component | None:
    if not found["estimated"]:
        return None
    share = found["estimated"] / found["asked"]
    words = _(
        "{share} of the demand is a guess: on days without stock nobody knows what was asked for.",
        share=formats.percent(share, 1),
    )
    return html.P(words, className="quiet-text")


def _losses(found: Figures) -> list[Component]:
    losses = found["losses"]
    if not losses["products"]:
        return [html.P(_("There is no product that your rule was better for."))]
    words = ngettext(
        "For {count} product your rule was better.", "For {count} products your rule was better.", losses["products"]
    )
    cost, forecast, asked = map(tables.Figures, (_("Cost more"), _("Forecast"), _("Asked for")))
    headings = (_("Product"), cost, _("Why"), forecast, asked)
    return [html.H3(words), tables.listing(words, headings, [_loss(one) for one in losses["items"][:LOSSES_SHOWN]])]


def _loss(one: Figures) -> list[Any]:
    product = html.A(one["name"] or one["product_sku"], href=href("product", sku=one["product_sku"]))
    return [
        product,
        formats.money(one["cost_more"]),
        _(WHY[one["why"]]),
        formats.units(one["forecast"]),
        formats.units(one["asked"]),
    ]

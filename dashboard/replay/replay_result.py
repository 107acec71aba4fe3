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
    "prices": N_("dearer suppliers"),
}
LOSSES_SHOWN = 15
# Without a line break within.
ERROR = "\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}"
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
            html.P(html.Strong(_verdict(policies[0], policies[1]))),
            charts.chart("replay-chart", _picture(found), _("Service against stock"), 320),
            tables.listing(_("Policies side by side"), _headings(), [_row(one) for one in policies]),
            _guessed(found),
            *_losses(found),
            html.P(html.A(_("Link to this result"), href=href("replay", task=task_id)), className="below"),
        ],
        className="card numbers",
        **aria(label=_("What it would have come to")),
    )


def _verdict(own: Figures, rule: Figures) -> str:
    """Stockcast beside the shop's own rule, in one sentence."""
    return _(
        "By the advice instead of your rule: lost sales {lost}, stock {stock}, cost {cost}, service {service}.",
        lost=_difference(own, rule, "lost_sales"),
        stock=_difference(own, rule, "average_stock"),
        cost=formats.NOTHING if own["cost"] is None else formats.signed(own["cost"] - rule["cost"], _whole),
        service=_gain(rule),
    )


def _difference(own: Figures, rule: Figures, name: str) -> str:
    money = f"{name}_money"
    if own[money] is None:
        return formats.signed(own[name] - rule[name], formats.units)
    return formats.signed(own[money] - rule[money], _whole)


def _whole(money: float) -> str:
    """As the table below has it: of months of orders nobody reads the cents."""
    return formats.money(money, 0)


def _gain(one: Figures) -> str:
    """How much better Stockcast served, in percentage points, with the error of that."""
    gain, error = one["stockcast_better_by"], one["stockcast_better_by_error"]
    if gain is None:
        return formats.NOTHING
    points = _("{points} points", points=formats.signed(100 * gain, lambda size: formats.number(size, 1)))
    return points if error is None else f"{points}{ERROR}{formats.number(100 * error, 1)}"


def _headings() -> list[str]:
    beside = _("Stockcast's beside it")
    figures = _("Demand met"), _("Lost sales"), _("Stock on average"), _("Expired"), _("Cost")
    return [_("Orders by"), *map(tables.Figures, (_("Service"), beside, *figures))]


def _row(one: Figures) -> list[str]:
    return [
        _(POLICIES[one["policy"]]),
        _with_error(one, "service"),
        _gain(one),
        _with_error(one, "demand_met"),
        _amount(one, "lost_sales"),
        _amount(one, "average_stock"),
        _amount(one, "waste"),
        formats.money(one["cost"], 0),
    ]


def _with_error(one: Figures, name: str) -> str:
    share, error = formats.percent(one[name], 1), one[f"{name}_error"]
    return share if error is None else f"{share}{ERROR}{formats.percent(error, 1)}"


def _amount(one: Figures, name: str) -> str:
    """Money where it is known, else units."""
    money = one[f"{name}_money"]
    return formats.units(one[name]) if money is None else formats.money(money, 0)


def _picture(found: Figures) -> dict[str, Any]:
    """A point for each policy, with the standard error of its service, and the service that was asked for."""
    policies: Sequence[Figures] = found["policies"]
    in_money = all(one["average_stock_money"] is not None for one in policies)
    stock = "average_stock_money" if in_money else "average_stock"
    points = [
        charts.line([one[stock]], charts.shares([one["service"]]), _(POLICIES[one["policy"]]), colour)
        | {"mode": "markers", "marker": {"size": 14, "color": colour, "symbol": symbol}}
        | {"error_y": {"type": "data", "array": charts.shares([one["service_error"] or 0]), "thickness": 1.5}}
        for one, colour, symbol in zip(policies, charts.SERIES, ("star", "circle", "square"), strict=False)
    ]
    title = _("Stock on average, at cost") if in_money else _("Stock on average, in units")
    axis = {"automargin": True, "rangemode": "tozero", "title": {"text": title}}
    service = {"automargin": True, "title": {"text": _("Service")}} | charts.in_percent(".1f")
    return charts.figure(
        points, xaxis=axis, yaxis=service, hovermode="closest", shapes=[_level(found["service_asked"])]
    )


def _level(service: float) -> dict[str, Any]:
    line = {"color": charts.GREY, "width": 1.5, "dash": "dot"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 100 * service, "y1": 100 * service, "line": line}


def _guessed(found: Figures) -> Component | None:
    if not found["estimated"]:
        return None
    share = found["estimated"] / found["asked"]
    words = _(
        "{share} of the demand is a guess: on days without stock nobody knows what was asked for.",
        share=formats.percent(share, 1),
    )
    return html.P(words, className="quiet-text below")


def _losses(found: Figures) -> list[Component]:
    losses = found["losses"]
    if not losses["products"]:
        return [html.P(_("There is no product that your rule was better for."))]
    words = ngettext(
        "For {count} product your rule was better, by {money}.",
        "For {count} products your rule was better, by {money} together.",
        losses["products"],
        money=formats.money(losses["cost_more"]),
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
        formats.number(one["forecast"]),
        formats.number(one["asked"]),
    ]

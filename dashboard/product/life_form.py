"""A product's life, its kits and its supplier's calendar: looked up, and the days of its life changed in place."""

from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import buttons, formats, notices
from dashboard.kit.buttons import button
from dashboard.kit.facts import facts
from dashboard.kit.page import Part
from dashboard.kit.urls import href
from services.catalogue.product_fields import ProductFields
from services.errors import InvalidInput
from services.planning import catalogue_service
from services.views.product_terms import ProductTerms
from services.views.product_view import ProductView
from utils import ids
from utils.language import N_, _

SKU, CHANGED = "product-sku", "product-changed"
DAYS = {
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
    "sat": N_("Saturday"),
}
DAYS |= {"sun": N_("Sunday")}

part = Part()


def section(view: ProductView) -> list[Component]:
    """The facts, and the fields for the first and the last day on which it is sold."""
    return [
        facts(known(view)),
        html.Div(
            [
                _day("life-launch", _("First sold on"), view.product.launch_on),
                _day("life-end", _("Last sold on"), view.product.ends_on),
            ],
            className="fields narrow no-print",
        ),
        html.Div(button(_("Store"), "life-apply"), className="actions"),
        html.Div(buttons.only_for("planner")),
        dcc.Store(
            id="life-seen", data={"launch_on": _text(view.product.launch_on), "ends_on": _text(view.product.ends_on)}
        ),
    ]


@part.callback(
    Output(CHANGED, "data", allow_duplicate=True),
    Input("life-apply", "n_clicks"),
    State("life-launch", "value"),
    State("life-end", "value"),
    State("life-seen", "data"),
    State(SKU, "data"),
    role="planner",
    prevent_initial_call=True,
)
def apply(clicks: int | None, launch: str | None, end: str | None, *given: Any) -> str:
    # A button that has just been drawn announces itself, without a click.
    if not clicks:
        raise PreventUpdate
    seen, sku = given
    days = {"launch_on": _date(launch), "ends_on": _date(end)}
    if days["launch_on"] and days["ends_on"] and days["ends_on"] < days["launch_on"]:
        raise InvalidInput(_("The last day on which it is sold is before the first."))
    # What somebody else has changed meanwhile is not overwritten.
    catalogue_service.update_product(sku, ProductFields(**days), {name: _date(value) for name, value in seen.items()})
    notices.show(_("Forecast and advice follow."), _("Stored"))
    return ids.new_id()


def known(view: ProductView) -> dict[str, Any]:
    """What is looked up, by its term."""
    terms, product = view.terms, view.product
    found: dict[str, Any] = {
        _("Can be sold now"): _("not known") if terms.available is None else formats.units(terms.available)
    }
    if product.components:
        found[_("Put together of")] = _linked({one["product_sku"]: one["quantity"] for one in product.components})
    if terms.goes_into:
        found[_("Goes into")] = _linked(terms.goes_into)
    if product.replaces:
        found[_("Takes the place of")] = html.A(product.replaces, href=href("product", sku=product.replaces))
    if product.variant_of:
        found[_("Size or colour of")] = product.variant_of
    return found | _calendar(terms)


def _calendar(terms: ProductTerms) -> dict[str, str]:
    taken = _weekdays(terms.order_days)
    calendar = {
        _("Supplier takes orders"): _("{days} until {time}", days=taken, time=terms.cut_off)
        if terms.cut_off
        else taken,
        _("Delivers"): _weekdays(terms.delivery_days),
    }
    if terms.closed:
        calendar[_("Closed on")] = ", ".join(formats.days(*span) for span in terms.closed)
    return calendar | {_("Next order day"): formats.day(terms.next_order_on)}


def _weekdays(names: list[str] | None) -> str:
    return _("on any day") if names is None else ", ".join(_(DAYS[name]) for name in names)


def _linked(units: dict[str, float]) -> list[Any]:
    found: list[Any] = []
    for sku, number in units.items():
        found += [", " if found else "", f"{formats.units(number)} x ", html.A(sku, href=href("product", sku=sku))]
    return found


def _day(name: str, label: str, value: date | None) -> Component:
    return dmc.DatePickerInput(id=name, label=label, value=_text(value), clearable=True)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None

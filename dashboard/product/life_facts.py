"""A product's life, its kits and its supplier's calendar, looked up."""

from typing import Any

from dash import html

from dashboard.kit import formats
from dashboard.kit.urls import href
from services.views.product_terms import ProductTerms
from services.views.product_view import ProductView
from utils.language import N_, _

DAYS = {
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
    "sat": N_("Saturday"),
}
DAYS |= {"sun": N_("Sunday")}


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

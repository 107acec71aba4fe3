"""At which rates amounts of several currencies have been added up: no sum is without them."""

from collections.abc import Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats
from services.orders.lines.order_prices import Rates
from utils import language
from utils.config import get_settings
from utils.language import _

# What counts where nobody has said what one is worth.
UNSAID = 1.0


def note(all_rates: Iterable[Rates], sum_of: float | None = None) -> Component | None:
    """Below sums in the shop's money; None where nothing is in another. sum_of -- what it comes to there"""
    found = sorted({(currency, rate) for rates in all_rates for currency, own in rates.items() for rate in own})
    if not found:
        return None
    own = get_settings().currency
    # A shop may leave open what its money is called.
    shop = own or _("the shop's money")
    rates = ", ".join(f"1 {currency} = {formats.price(rate)} {own}".rstrip() for currency, rate in found)
    amount = "" if sum_of is None else f"{language.money(sum_of, own)}: "
    unsaid = sorted({currency for currency, rate in found if rate == UNSAID})
    asks = _(
        "Nobody has said what {currencies} is worth: it counts as if it were {shop}. Say so on its supplier's page.",
        currencies=", ".join(unsaid),
        shop=shop,
    )
    words = amount + _("Converted into {shop} at {rates}.", shop=shop, rates=rates)
    said: list[Any] = [words, " ", html.Span(asks, className="bad")] if unsaid else [words]
    return html.P(said, className="quiet-text")

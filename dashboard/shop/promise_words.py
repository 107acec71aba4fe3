"""Whether the service was kept that was promised, in a line."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats
from dashboard.kit.urls import href
from services.accuracy import promises
from services.accuracy.promises import PromiseQuery
from utils.language import _


def in_short() -> Component | None:
    """Nothing, as long as nothing is known."""
    total = promises.promises(PromiseQuery(), 1, None).total
    if total is None:
        return None
    words = _(
        "Of the last nine weeks, a service of {promised} was promised and {kept} was kept.",
        promised=formats.percent(total["promised"], 1),
        kept=formats.percent(total["kept"], 1),
    )
    return html.P([words, " ", html.A(_("Would orders by the advice have paid?"), href=href("replay"))])

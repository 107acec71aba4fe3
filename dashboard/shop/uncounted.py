"""Why nothing is advised where nobody has said how much is on hand: a list that is empty is no list that is done."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import states
from dashboard.kit.urls import href
from utils.language import _, ngettext


def note(products: int) -> Component:
    """So many products without a known stock, and where to tell it."""
    words = ngettext(
        "How much is on hand is not known of {count} product; until it is, no order of it is advised.",
        "How much is on hand is not known of {count} products; until it is, no order of them is advised.",
        products,
    )
    link = html.A(_("Say what is on hand"), href=href("import", kind="stock"), className="button")
    return states.empty(_("The stock is missing"), html.P(words), link)

"""What came of ordering: the numbers, supplier by supplier, and what was left out."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, tables
from dashboard.kit.attributes import aria
from dashboard.kit.urls import href
from dashboard.shop import order_paper_files, order_tabs
from services.orders.entry.advice_orders import Ordered, SupplierOrder
from services.orders.lines.order_states import State
from utils.language import N_, _, ngettext, plural

LEFT_OUT_SHOWN = 20
FIGURES = ("Products", "Units", "Cost")
HEADINGS = (
    N_("Number"),
    N_("Supplier"),
    N_("Products"),
    N_("Units"),
    N_("Cost"),
    N_("Expected"),
    N_("State"),
    N_("For the supplier"),
)
ON_THEIR_WAY = plural(
    "{count} order for {products}: on the way from now on, and off the list.",
    "{count} orders for {products}: on the way from now on, and off the list.",
)
DRAFTED = plural(
    "{count} draft for {products}, of which nothing is ordered yet.",
    "{count} drafts for {products}, of which nothing is ordered yet.",
)


def notice(ordered: Ordered) -> tuple[str, str]:
    """The message in the corner, and its title."""
    drafts = sum(own.state == State.DRAFT for own in ordered.orders)
    if drafts < len(ordered.orders):
        return _("What was ordered is on its way and off the list."), _("Ordered")
    return _("Nothing is ordered before it is sent."), ngettext("Saved as a draft", "Saved as drafts", drafts)


def codes(ordered: Ordered) -> list[str]:
    """Of the products that stand in an order now: what was typed for them is done with."""
    return [line.sku for own in ordered.orders for line in own.advised]


def section(ordered: Ordered) -> Component:
    """The orders that were made."""
    sent = [own for own in ordered.orders if own.state != State.DRAFT]
    drafts = [own for own in ordered.orders if own.state == State.DRAFT]
    remarks = [html.P(own.remark, className="warn") for own in ordered.orders if own.remark]
    unsent = _("No supplier has been written to: send each its file, or mail it from the order's page.")
    nothing = _("Nothing was ordered.") if ordered.left_out else _("Nothing was left to order.")
    content = [
        *_made(sent, ON_THEIR_WAY, html.A(_("To the deliveries"), href=href("deliveries")), _("Orders made")),
        *([html.P(unsent, className="quiet-text")] if sent else []),
        *_made(drafts, DRAFTED, html.A(_("To the drafts"), href=href("order-list")), _("Drafts made")),
        *remarks,
    ]
    title = _("Ordered") if sent or not drafts else _("Saved as drafts")
    shown = [html.H2(title), *(content or [html.P(nothing)]), *_left_out(ordered)]
    return html.Section(shown, className="card", **aria(label=title))


def _made(orders: list[SupplierOrder], words: tuple[str, str], follow: Component, caption: str) -> list[Component]:
    if not orders:
        return []
    products = formats.count(sum(len(own.lines) for own in orders), "product", "products")
    headings = [tables.Figures(_(name)) if name in FIGURES else _(name) for name in HEADINGS]
    return [
        html.P([ngettext(*words, len(orders), products=products), " ", follow]),
        tables.listing(caption, headings, [_row(own) for own in orders], exported=False),
    ]


def _row(own: SupplierOrder) -> list[Component | str]:
    return [
        html.A(own.number, href=href("order", number=own.number)),
        own.supplier or _("Without a supplier"),
        formats.number(len(own.lines)),
        formats.number(own.units),
        formats.money(own.cost, 0),
        formats.near_day(own.expected_on),
        order_tabs.state(own.state),
        order_paper_files.links(own.number),
    ]


def _left_out(ordered: Ordered) -> list[Component]:
    if not ordered.left_out:
        return []
    rows = [[sku, reason] for sku, _kind, reason in ordered.left_out[:LEFT_OUT_SHOWN]]
    number = ngettext("{count} product was left out", "{count} products were left out", len(ordered.left_out))
    table = tables.listing(_("Left out"), (_("Product"), _("Why")), rows)
    return [html.Details([html.Summary(number), table])]

"""What came of ordering: the numbers, supplier by supplier, and what was left out."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, tables
from dashboard.kit.attributes import aria
from dashboard.kit.urls import href
from dashboard.shop import order_tabs, purchase_order_files
from services.orders.advice_orders import Ordered, SupplierOrder
from services.orders.order_states import State

LEFT_OUT_SHOWN = 20
HEADINGS = ("Number", "Supplier", "Products", "Units", "Cost", "Expected", "State", "For the supplier")


def notice(ordered: Ordered) -> tuple[str, str]:
    """The message in the corner, and its title."""
    drafts = sum(own.state == State.DRAFT for own in ordered.orders)
    if drafts < len(ordered.orders):
        return "What was ordered is on its way and off the list.", "Ordered"
    return "Nothing is ordered before it is sent.", "Saved as a draft" if drafts == 1 else "Saved as drafts"


def codes(ordered: Ordered) -> list[str]:
    """Of the products that stand in an order now: what was typed for them is done with."""
    return [line.sku for own in ordered.orders for line in own.advised]


def section(ordered: Ordered) -> Component:
    """The orders that were made."""
    sent = [own for own in ordered.orders if own.state != State.DRAFT]
    drafts = [own for own in ordered.orders if own.state == State.DRAFT]
    remarks = [html.P(own.remark, className="warn") for own in ordered.orders if own.remark]
    nothing = "Nothing was ordered." if ordered.left_out else "Nothing was left to order."
    content = [
        *_made(sent, "on the way from now on, and off the list. ", "deliveries", "Deliveries", "Orders made"),
        *_made(drafts, "drafts, of which nothing is ordered yet. ", "order-list", "Orders", "Drafts made"),
        *remarks,
    ]
    title = "Ordered" if sent or not drafts else "Saved as drafts"
    shown = [html.H2(title), *(content or [html.P(nothing)]), *_left_out(ordered)]
    return html.Section(shown, className="card", **aria(label=title))


def _made(orders: list[SupplierOrder], what: str, path: str, name: str, caption: str) -> list[Component]:
    if not orders:
        return []
    lines = sum(len(own.lines) for own in orders)
    count = formats.count(len(orders), "order", "orders")
    words = f"{count} for {formats.count(lines, 'product', 'products')}: {what}"
    follow = html.A(name, href=href(path))
    return [
        html.P([words, follow, " shows them until they are there."]),
        tables.listing(caption, HEADINGS, [_row(own) for own in orders], False),
    ]


def _row(own: SupplierOrder) -> list[Component | str]:
    return [
        html.A(own.number, href=href("order", number=own.number)),
        own.supplier or "Without a supplier",
        formats.number(len(own.lines)),
        formats.number(own.units),
        formats.number(own.cost),
        formats.near_day(own.expected_on),
        order_tabs.state(own.state),
        purchase_order_files.links(own.number),
    ]


def _left_out(ordered: Ordered) -> list[Component]:
    if not ordered.left_out:
        return []
    rows = [[sku, reason] for sku, _, reason in ordered.left_out[:LEFT_OUT_SHOWN]]
    number = formats.count(len(ordered.left_out), "product was", "products were")
    shown = html.Details([html.Summary(f"{number} left out"), tables.listing("Left out", ("Product", "Why"), rows)])
    return [shown]

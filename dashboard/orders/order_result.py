"""What came of ordering: the numbers, supplier by supplier, and what was left out."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, tables
from dashboard.kit.attributes import aria
from dashboard.kit.urls import href
from dashboard.shop import purchase_order_files
from services.orders.advice_orders import Ordered, SupplierOrder

LEFT_OUT_SHOWN = 20
HEADINGS = ("Number", "Supplier", "Products", "Units", "Cost", "Expected", "For the supplier")


def section(ordered: Ordered) -> Component:
    """The orders that were made."""
    lines = sum(len(own.lines) for own in ordered.orders)
    orders = formats.count(len(ordered.orders), "order", "orders")
    words = f"{orders} for {formats.count(lines, 'product', 'products')}: on the way from now on, and off the list. "
    follow = html.A("Deliveries", href=href("deliveries"))
    made = [
        html.P([words, follow, " shows them until they are there."]),
        tables.listing("Orders made", HEADINGS, [_row(own) for own in ordered.orders], False),
    ]
    remarks = [html.P(own.remark, className="warn") for own in ordered.orders if own.remark]
    nothing = "Nothing was ordered." if ordered.left_out else "Nothing was left to order."
    content = [*made, *remarks] if ordered.orders else [html.P(nothing)]
    return html.Section([html.H2("Ordered"), *content, *_left_out(ordered)], className="card", **aria(label="Ordered"))


def _row(own: SupplierOrder) -> list[Component | str]:
    return [
        html.A(own.number, href=href("deliveries", number=own.number)),
        own.supplier or "Without a supplier",
        formats.number(len(own.lines)),
        formats.number(own.units),
        formats.number(own.cost),
        formats.near_day(own.expected_on),
        purchase_order_files.links(own.number),
    ]


def _left_out(ordered: Ordered) -> list[Component]:
    if not ordered.left_out:
        return []
    rows = [[sku, reason] for sku, _, reason in ordered.left_out[:LEFT_OUT_SHOWN]]
    number = formats.count(len(ordered.left_out), "product was", "products were")
    shown = html.Details([html.Summary(f"{number} left out"), tables.listing("Left out", ("Product", "Why"), rows)])
    return [shown]

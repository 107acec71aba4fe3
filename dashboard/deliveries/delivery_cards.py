"""Orders that are on their way: a card each, with its lines and what one can do about them."""

from dash import html
from dash.development.base_component import Component

from dashboard.deliveries import delivery_cancellation, delivery_change, delivery_receipt, delivery_words
from dashboard.kit import formats, tables
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.urls import href
from dashboard.shop import purchase_order_files
from services.orders.open_orders import ClosedLines, OpenOrder
from services.orders.order_lines import Line

HEADINGS = ("Product", "Ordered", "Still to come", "Expected")
CLOSED_HEADINGS = ("Product", "Order", "Supplier", "Ordered", "Came in", "How it ended")


def card(order: OpenOrder) -> Component:
    number = order.key.number
    words, look = delivery_words.due(order.expected_on)
    return html.Article(
        [
            html.Div(
                [html.H2(number), html.Span(words, className=f"state {look}"), _actions(order)], className="task-head"
            ),
            html.P(_facts(order), className="quiet-text"),
            tables.listing(
                f"Still to come of {number}",
                (*HEADINGS, tables.actions()),
                [_row(line) for line in order.lines],
                exported=False,
            ),
            _more(order),
            _curl(order),
        ],
        className="card delivery",
    )


def closed(lines: ClosedLines) -> list[Component]:
    """What has lately come, and what will not come."""
    return [
        tables.listing(caption, CLOSED_HEADINGS, [_closed_row(line) for line in own], exported=False)
        for caption, own in (("Lately received", lines.received), ("Cancelled", lines.dropped))
        if own
    ]


def _actions(order: OpenOrder) -> Component | None:
    """What can be done about all lines at once; the only one has buttons of its own."""
    if order.count == 1:
        return None
    about, number = delivery_words.about_order(order.key), order.key.number
    actions = [
        delivery_receipt.opener("All received", about, number),
        delivery_change.opener("Change day", about, number),
        delivery_cancellation.part.opener("Cancel order", about, number),
    ]
    return html.Div(actions, className="actions")


def _facts(order: OpenOrder) -> list[Component | str]:
    facts = [
        order.key.supplier or "Without a supplier",
        f"ordered {formats.near_day(order.ordered_on)}",
        f"expected {formats.near_day(order.expected_on)}",
        formats.count(order.count, "product", "products"),
    ]
    return [" · ".join(facts) + " · ", purchase_order_files.links(order.key.number)]


def _row(line: Line) -> list[Component | str]:
    about, sku = delivery_words.about_line(line), line.product.sku
    subject = f"{sku} of {line.order.number}"
    actions = [
        delivery_receipt.opener("Received", about, subject),
        delivery_change.opener("Change day", about, subject),
        delivery_cancellation.part.opener("Cancel", about, subject),
    ]
    late = html.Small(delivery_words.due(line.order.expected_on)[0], className="line bad") if line.overdue else None
    return [
        _product(line),
        formats.units(line.order.quantity),
        html.Strong(formats.units(line.outstanding)),
        html.Div([formats.near_day(line.order.expected_on), late]),
        html.Div(actions, className="actions"),
    ]


def _closed_row(line: Line) -> list[Component | str]:
    return [
        _product(line),
        line.order.number,
        line.order.supplier,
        formats.units(line.order.quantity),
        formats.units(line.order.received),
        delivery_words.ending(line),
    ]


def _product(line: Line) -> Component:
    link = html.A(line.product.sku, href=href("product", sku=line.product.sku))
    return html.Div([link, html.Small(line.product.name, className="line")], className="product-cell")


def _more(order: OpenOrder) -> Component | None:
    hidden = order.count - len(order.lines)
    if not hidden:
        return None
    words = f"{formats.number(hidden)} more, expected later. "
    return html.P([words, html.A("This order alone", href=href("deliveries", number=order.key.number))])


def _curl(order: OpenOrder) -> Component:
    first = order.lines[:1]
    return same_with_curl(
        delivery_receipt.same(order.lines),
        command("PATCH", delivery_words.path(first), body={"expected_on": order.expected_on.isoformat()}),
        command("PATCH", delivery_words.path(first), body={"status": "cancelled"}),
    )

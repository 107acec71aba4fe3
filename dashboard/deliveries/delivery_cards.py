"""Orders that are on their way: a card each, with its lines and what one can do about them."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.deliveries import delivery_cancellation, delivery_change, delivery_receipt, delivery_undo, delivery_words
from dashboard.kit import formats, tables
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.urls import href
from dashboard.shop import order_tabs, product_cell, purchase_order_files
from services.orders.entry.open_orders import ClosedLines, OpenOrder
from services.orders.history.order_steps import LastStep
from services.orders.lines.order_lines import Line
from utils.language import N_, _, ngettext, pgettext

HEADINGS = (N_("Product"), N_("Ordered"), N_("Still to come"), N_("Expected"))
CLOSED_HEADINGS = (N_("Product"), N_("Order number"), N_("Supplier"), N_("Ordered"), N_("Came in"), N_("How it ended"))

FIGURES = ("Ordered", "Still to come", "Came in")


def card(order: OpenOrder) -> Component:
    number = order.key.number
    words, look = delivery_words.due(order.expected_on)
    return html.Article(
        [
            html.Div(
                [
                    html.H2(html.A(number, href=href("order", number=number))),
                    html.Span(words, className=f"state {look}"),
                    _actions(order),
                ],
                className="task-head",
            ),
            html.P(_facts(order), className="quiet-text"),
            tables.listing(
                _("Still to come of {number}", number=number),
                (*map(_heading, HEADINGS), _last_heading()),
                [_row(order, line) for line in order.lines],
                exported=False,
            ),
            _more(order),
            _curl(order),
        ],
        className="card delivery",
    )


def closed(lines: ClosedLines) -> list[Component]:
    """What has lately come, and what will not come."""
    headings = (*map(_heading, CLOSED_HEADINGS), tables.actions())
    return [
        tables.listing(caption, headings, [_closed_row(line, lines.last_steps) for line in own], exported=False)
        for caption, own in ((_("Lately received"), lines.received), (_("Cancelled"), lines.dropped))
        if own
    ]


def _heading(name: str) -> str:
    return tables.Figures(_(name)) if name in FIGURES else _(name)


def _actions(order: OpenOrder) -> Component | None:
    """What can be done about all lines at once; the only one has buttons of its own."""
    about, number = delivery_words.about_order(order.key), order.key.number
    undo = delivery_undo.opener(number, order.last_step)
    if order.count == 1:
        return html.Div(undo, className="actions") if undo else None
    actions = [
        undo,
        *([] if order.only_received else _other_ways(about, number, _("Cancel order"))),
        delivery_receipt.opener(_("All received"), about, number, quiet=False),
    ]
    return html.Div(actions, className="actions")


def _facts(order: OpenOrder) -> list[Component | str]:
    facts = [
        order_tabs.sender(order.is_transfer, order.key.supplier),
        _("ordered {day}", day=formats.near_day(order.ordered_on)),
        _("expected {day}", day=formats.near_day(order.expected_on)),
        formats.count(order.count, "product", "products"),
    ]
    return [" · ".join(facts), purchase_order_files.links(order.key.number)]


def _other_ways(about: str, subject: str, cancel: str) -> list[Component]:
    """Of who sees where it comes from, too."""
    return [
        delivery_change.opener(_("Change day"), about, subject),
        delivery_cancellation.part.opener(cancel, about, subject),
    ]


def _row(order: OpenOrder, line: Line) -> list[Component | str]:
    about = delivery_words.about_line(line)
    subject = delivery_words.name([line])
    actions = [
        *([] if order.only_received else _other_ways(about, subject, pgettext("order", "Cancel"))),
        delivery_receipt.opener(_("Received"), about, subject, quiet=order.count > 1),
    ]
    late = html.Small(delivery_words.due(line.order.expected_on)[0], className="line bad") if line.overdue else None
    return [
        product_cell.cell(line.product.sku, line.product.name),
        formats.units(line.order.quantity),
        html.Strong(formats.units(line.outstanding)),
        html.Div([formats.near_day(line.order.expected_on), late]),
        html.Div([html.Div(actions, className="actions"), html.Span(className="on-paper write-here")]),
    ]


def _last_heading() -> list[Component]:
    """On paper, which is carried to the goods, there are no buttons: what came in is written down."""
    return [tables.actions(), html.Span(_("Came in"), className="on-paper")]


def _closed_row(line: Line, last_steps: Mapping[str, LastStep]) -> list[Component | str | None]:
    number = line.order.number
    return [
        product_cell.cell(line.product.sku, line.product.name),
        html.A(number, href=href("order", number=number)),
        order_tabs.sender(line.order.source_id is not None, line.order.supplier),
        formats.units(line.order.quantity),
        formats.units(line.order.received),
        delivery_words.ending(line),
        delivery_undo.opener(number, last_steps.get(number)),
    ]


def _more(order: OpenOrder) -> Component | None:
    hidden = order.count - len(order.lines)
    if not hidden:
        return None
    words = ngettext("{count} more line, expected no earlier.", "{count} more lines, expected no earlier.", hidden)
    return html.P([words, " ", html.A(_("This order alone"), href=href("deliveries", number=order.key.number))])


def _curl(order: OpenOrder) -> Component:
    first = order.lines[:1]
    ways = [
        command("PATCH", delivery_words.path(first), body={"expected_on": order.expected_on.isoformat()}),
        command("PATCH", delivery_words.path(first), body={"status": "cancelled"}),
    ]
    return same_with_curl(delivery_receipt.same(order.lines), *([] if order.only_received else ways))

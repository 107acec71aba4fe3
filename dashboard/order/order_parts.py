"""What is shown of an order: how far it is, its lines, what can be done, what was done."""

import json
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.kit import buttons, formats, sessions, tables
from dashboard.kit.attributes import aria, data
from dashboard.kit.curl import command, same_with_curl, segment
from dashboard.kit.urls import href
from dashboard.order import order_end, order_mailing, order_paper_files, order_words
from dashboard.shop import order_tabs
from services.orders.order_lines import DRAFT, OPEN
from services.orders.order_prices import PricedLine
from services.orders.order_states import State
from services.orders.order_views import OrderView

DO, CONFIRM, UNITS, SAVE, REASON = "order-do", "order-confirm", "order-units", "order-save", "order-reason"
WAY = (State.DRAFT, State.APPROVED, State.SENT, State.CONFIRMED, State.RECEIVED)
HEADINGS = ("Product", "Supplier's code", "Advised", "Quantity", "Received", "Unit cost", "Cost", "Expected")


def shown(view: OrderView) -> list[Component | None]:
    """The order as it is now."""
    return [
        _way(view),
        html.P(_facts(view), className="quiet-text"),
        _actions(view),
        buttons.only_for("planner"),
        html.Section([_lines(view), _saving(view)], className="card", **aria(label="Lines")),
        _history(view),
        same_with_curl(*_curl(view)),
    ]


def document(view: OrderView) -> dict[str, Any]:
    """What the page remembers of it: what a change is one of."""
    return {
        "number": view.order.number,
        "mark": view.mark,
        "units": {str(line.line.order.id): line.line.order.quantity for line in view.lines},
    }


def about(view: OrderView, action: str) -> str:
    """What a button writes into its store: what is to be done, to which order, as it was seen."""
    return json.dumps([action, view.order.number, view.mark])


def _way(view: OrderView) -> Component:
    state = view.order.state
    if state not in WAY:
        return html.P(order_tabs.state(state))
    steps = [
        html.Li(
            order_tabs.STATES[own][0], className="reached" if place <= WAY.index(state) else None, **_mark(own, state)
        )
        for place, own in enumerate(WAY)
    ]
    return html.Ol(steps, className="way", **aria(label="How far it is"))


def _mark(own: State, state: State) -> dict[str, Any]:
    return {"aria-current": "step"} if own == state else {}


def _facts(view: OrderView) -> str:
    head = view.order.head
    total = formats.number(view.shop_total if view.total is None else view.total, 2)
    facts = [
        order_tabs.sender(view.order.is_transfer, view.supplier),
        f"{total} {view.currency or ''}".strip(),
        f"cost of {formats.count(view.without_cost, 'line', 'lines')} unknown" if view.without_cost else None,
        f"drafted by {head.drafted_by}" if head.drafted_by else None,
        f"approved by {head.approved_by}" if head.approved_by else None,
        f"sent by {head.sent_by}, {formats.instant(head.sent_at)}" if head.sent_by else None,
        _mail(view),
        f"confirmed by {head.confirmed_by}" if head.confirmed_by else None,
        "above the limit: somebody else has to approve it" if _waits(view) else None,
    ]
    return " · ".join(fact for fact in facts if fact)


def _waits(view: OrderView) -> bool:
    return view.needs_approval and view.order.state == State.DRAFT


def _mail(view: OrderView) -> str | None:
    if view.mail is None:
        return None
    fate = {"delivered": "mailed to {}", "waiting": "mail to {} is on its way", "given_up": "mail to {} failed"}
    words = fate.get(view.mail.status, "mail to {}").format(view.mail.to)
    return f"{words}: {view.mail.error}" if view.mail.error and view.mail.status != "delivered" else words


def _actions(view: OrderView) -> Component:
    """The next step first."""
    possible = view.possible
    own = [
        _button("Approve", view, "approve", "approve" in possible, quiet=not _waits(view)),
        order_mailing.opener(view) if "send" in possible else None,
        _button("Mark as sent", view, "send", "send" in possible, quiet=bool(order_mailing.address(view))),
        buttons.row_button("Confirmed by the supplier", view.order.number, CONFIRM, about(view, "confirm"), "planner")
        if "confirm" in possible
        else None,
        html.A("Receive", href=href("deliveries", number=view.order.number), className="button-link")
        if "confirm" in possible
        else None,
        *order_end.openers(view),
        _undo(view),
        *(order_paper_files.links(view.order.number) if _has_paper(view) else []),
    ]
    return html.Div(own, className="actions no-print")


def _button(label: str, view: OrderView, action: str, is_possible: bool, quiet: bool = False) -> Component | None:
    if not is_possible:
        return None
    said = data(store=DO, about=about(view, action))
    return buttons.button(label, {"type": DO, "about": action}, quiet=quiet, **said)


def _undo(view: OrderView) -> Component | None:
    last = view.last_step
    if last is None:
        return None
    label = f"Undo: {order_words.done(last).lower()}"
    return _button(label, view, "undo", True, quiet=True)


def _has_paper(view: OrderView) -> bool:
    return view.supplier is not None and any(line.units for line in view.lines)


def _lines(view: OrderView) -> Component:
    rows = [_row(line) for line in view.lines]
    return html.Div(tables.listing("Lines", HEADINGS, rows, exported=False), className="order-work")


def _row(priced: PricedLine) -> list[Component | str | None]:
    line = priced.line
    product, order = line.product, line.order
    link = html.A(product.name or product.sku, href=href("product", sku=product.sku))
    return [
        html.Div([link, html.Small(product.sku, className="line") if product.name else None], className="product-cell"),
        priced.code or formats.NOTHING,
        formats.NOTHING if order.advised is None else formats.units(order.advised),
        _units(priced),
        formats.units(order.received),
        formats.NOTHING if priced.unit_cost is None else formats.number(priced.unit_cost, 2),
        formats.NOTHING if priced.cost is None else formats.number(priced.cost, 2),
        formats.near_day(order.expected_on),
    ]


def _units(priced: PricedLine) -> Component | str:
    order = priced.line.order
    if order.status not in (DRAFT, OPEN) or not sessions.may("planner"):
        return "cancelled" if order.status == "cancelled" else formats.units(order.quantity)
    label = html.Label(
        f"Quantity of {priced.line.product.sku}", htmlFor=_field_id(order.id), className="for-screen-readers"
    )
    field = dcc.Input(
        id={"type": UNITS, "line": order.id}, type="number", min=0, value=order.quantity, className="units-field"
    )
    return html.Span([label, field])


def _field_id(line: int) -> str:
    # As Dash writes the id of a component that has more than a name.
    return json.dumps({"line": line, "type": UNITS}, sort_keys=True, separators=(",", ":"))


def _saving(view: OrderView) -> Component | None:
    if not sessions.may("planner") or all(line.line.order.status not in (DRAFT, OPEN) for line in view.lines):
        return None
    reason = dcc.Input(
        id=REASON, type="text", placeholder="Why, for the history", maxLength=500, className="text-field"
    )
    label = html.Label("Why", htmlFor=REASON, className="for-screen-readers")
    return html.Div([buttons.button("Save quantities", SAVE), label, reason], className="actions no-print")


def _history(view: OrderView) -> Component | None:
    if not view.steps:
        return None
    rows = [
        [
            formats.instant(past.step.at),
            past.step.by,
            html.Span(
                [order_words.done(past), html.Small("undone", className="line") if past.step.undone_at else None]
            ),
            " · ".join(filter(None, (order_words.changes(view, past), past.step.reason))),
        ]
        for past in reversed(view.steps)
    ]
    table = tables.listing("What was done", ("When", "Who", "What", "Details"), rows, exported=False)
    return html.Section(
        [html.H2("What was done"), table], className="card order-history", **aria(label="What was done")
    )


def _curl(view: OrderView) -> list[str]:
    own = f"/purchase-orders/{segment(view.order.number)}"
    steps = [command("POST", f"{own}/{name}") for name in view.possible if name != "confirm"]
    return [command("GET", f"{own}.json"), *steps, command("POST", f"{own}/undo")]

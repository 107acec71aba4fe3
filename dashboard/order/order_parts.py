"""What is shown of an order: how far it is, its lines, what can be done, what was done."""

import json
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.kit import buttons, formats, sentences, sessions, tables
from dashboard.kit.attributes import aria, data
from dashboard.kit.curl import command, same_with_curl, segment
from dashboard.kit.urls import href
from dashboard.order import order_end, order_mailing
from dashboard.order.order_typed import REASON, UNITS, Typed
from dashboard.shop import order_paper_files, order_tabs, order_words, product_cell, rate_words, step_words
from services.access.locations import Concern
from services.orders.history.order_views import OrderView
from services.orders.lines import order_prices
from services.orders.lines.order_lines import DRAFT, OPEN
from services.orders.lines.order_prices import PricedLine
from services.orders.lines.order_states import UNDER_WAY, State
from utils import language
from utils.config import get_settings
from utils.language import N_, _, ngettext, pgettext

DO, CONFIRM, SAVE = "order-do", "order-confirm", "order-save"
WAY = (State.DRAFT, State.APPROVED, State.SENT, State.CONFIRMED, State.RECEIVED)
HEADINGS = (
    N_("Product"),
    N_("Supplier's code"),
    N_("Advised"),
    N_("Quantity"),
    N_("Received"),
    N_("Unit cost"),
    N_("Cost"),
    N_("Expected"),
)
CHANGEABLE = (DRAFT, OPEN)
FIGURES = ("Advised", "Quantity", "Received", "Unit cost", "Cost")
MAILED = {
    "delivered": N_("mailed to {address}"),
    "waiting": N_("mail to {address} is on its way"),
    "given_up": N_("mail to {address} failed"),
}


def shown(view: OrderView, typed: Typed = Typed()) -> list[Component | None]:
    """The order as it is now. typed -- what stands in its fields all the same"""
    return [
        order_tabs.tabs(view.order.state),
        _way(view),
        html.P(_facts(view), className="quiet-text"),
        rate_words.note([order_prices.rates(view.priced)], sum_of=view.shop_total),
        _actions(view),
        order_mailing.note(view),
        buttons.only_for("planner", Concern.OWN),
        html.Section([_lines(view, typed), _saving(view, typed.reason)], className="card", **aria(label=_("Lines"))),
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
            order_tabs.word(own),
            className="reached" if place <= WAY.index(state) else None,
            **_mark(own, state),
        )
        for place, own in enumerate(WAY)
    ]
    return html.Ol(steps, className="way", **aria(label=_("How far it is")))


def _mark(own: State, state: State) -> dict[str, Any]:
    return {"aria-current": "step"} if own == state else {}


def _facts(view: OrderView) -> str:
    head = view.order.head
    lines = view.without_cost
    facts = [
        order_tabs.sender(view.order.is_transfer, view.supplier),
        _money(view, view.shop_total if view.total is None else view.total),
        ngettext("cost of {count} line unknown", "cost of {count} lines unknown", lines) if lines else None,
        _("drafted by {user}", user=head.drafted_by) if head.drafted_by else None,
        _("approved by {user}", user=head.approved_by) if head.approved_by else None,
        _("sent by {user}, {at}", user=head.sent_by, at=formats.instant(head.sent_at)) if head.sent_by else None,
        _mail(view),
        _("confirmed by {user}", user=head.confirmed_by) if head.confirmed_by else None,
        _("above the limit: somebody else has to approve it") if view.waits_for_approval else None,
    ]
    return " · ".join(fact for fact in facts if fact)


def _unit_cost(priced: PricedLine) -> str:
    if priced.unit_cost is None:
        return formats.NOTHING
    return formats.cost_of_one(priced.unit_cost, priced.currency)


def _money(view: OrderView, amount: float | None) -> str:
    """In the currency of the order."""
    return formats.NOTHING if amount is None else language.money(amount, view.currency or get_settings().currency)


def _mail(view: OrderView) -> str | None:
    if view.mail is None:
        return None
    words = _(MAILED[view.mail.status], address=view.mail.to)
    # Why it failed for good stands below, with what to do.
    return (
        sentences.punctuated(f"{words}: {sentences.why(view.mail.error)}")
        if view.mail.error and view.mail.status == "waiting"
        else words
    )


def _actions(view: OrderView) -> Component:
    """The next step first."""
    possible = view.possible
    own = [
        _button(_("Approve"), view, "approve", "approve" in possible, quiet=not view.waits_for_approval),
        order_mailing.opener(view),
        _button(_("Mark as sent"), view, "send", "send" in possible, quiet=bool(order_mailing.address(view))),
        _confirm(view) if "confirm" in possible else None,
        html.A(_("Receive"), href=href("deliveries", number=view.order.number), className="button-link")
        if view.effective_state in UNDER_WAY
        else None,
        *order_end.openers(view),
        _undo(view),
        buttons.printing(),
        *(order_paper_files.buttons(view.order.number) if _has_paper(view) else []),
    ]
    return html.Div(own, className="actions no-print")


def _confirm(view: OrderView) -> Component:
    label, number = _("Confirmed by the supplier"), view.order.number
    return buttons.row_button(label, number, CONFIRM, about(view, "confirm"), "planner", concern=Concern.OWN)


def _button(label: str, view: OrderView, action: str, is_possible: bool, quiet: bool = False) -> Component | None:
    if not is_possible:
        return None
    said = data(store=DO, about=about(view, action))
    return buttons.button(label, {"type": DO, "about": action}, quiet=quiet, concern=Concern.OWN, **said)


def _undo(view: OrderView) -> Component | None:
    last = view.undoable
    if last is None:
        return None
    label = _("Undo: {step}", step=step_words.done(last))
    return _button(label, view, "undo", True, quiet=True)


def _has_paper(view: OrderView) -> bool:
    return view.supplier is not None and any(line.units for line in view.lines)


def _lines(view: OrderView, typed: Typed) -> Component:
    rows = [_row(view, line, typed) for line in view.lines]
    table = tables.listing(_("Lines"), tuple(map(_heading, HEADINGS)), rows, exported=False)
    return html.Div(table, className="order-work")


def _heading(name: str) -> str:
    return tables.Figures(_(name)) if name in FIGURES else _(name)


def _row(view: OrderView, priced: PricedLine, typed: Typed) -> list[Component | str | None]:
    line = priced.line
    product, order = line.product, line.order
    return [
        product_cell.cell(product.sku, product.name),
        priced.code or formats.NOTHING,
        formats.NOTHING if order.advised is None else formats.units(order.advised),
        _units(view, priced, typed),
        formats.units(order.received),
        _unit_cost(priced),
        _money(view, priced.cost),
        formats.near_day(order.expected_on),
    ]


def _units(view: OrderView, priced: PricedLine, typed: Typed) -> Component | str:
    order = priced.line.order
    if not _can_change(view) or order.status not in CHANGEABLE:
        return pgettext("order", "cancelled") if order.status == "cancelled" else formats.units(order.quantity)
    words = _("Quantity of {sku}", sku=priced.line.product.sku)
    label = html.Label(words, htmlFor=_field_id(order.id), className="for-screen-readers")
    value = typed.units.get(order.id, order.quantity)
    field = dcc.Input(id={"type": UNITS, "line": order.id}, type="number", min=0, value=value, className="units-field")
    return html.Span([label, field], **data(pack=str(priced.pack_size if view.supplier else 1)))


def _can_change(view: OrderView) -> bool:
    return sessions.may("planner", Concern.OWN) and not view.only_received


def _field_id(line: int) -> str:
    # As Dash writes the id of a component that has more than a name.
    return json.dumps({"line": line, "type": UNITS}, sort_keys=True, separators=(",", ":"))


def _saving(view: OrderView, typed: str) -> Component | None:
    if not _can_change(view) or all(line.line.order.status not in CHANGEABLE for line in view.lines):
        return None
    reason = dcc.Input(
        id=REASON,
        type="text",
        value=typed,
        placeholder=_("Why, for the history"),
        maxLength=500,
        className="text-field",
    )
    label = html.Label(_("Why"), htmlFor=REASON, className="for-screen-readers")
    return html.Div(
        [buttons.button(_("Save quantities"), SAVE, concern=Concern.OWN), label, reason], className="actions no-print"
    )


def _history(view: OrderView) -> Component | None:
    if not view.steps:
        return None
    rows = [
        [
            formats.instant(past.step.at),
            past.step.by,
            html.Span(
                [
                    step_words.done(past),
                    html.Small(pgettext("step", "undone"), className="line") if past.step.undone_at else None,
                ]
            ),
            " · ".join(filter(None, (order_words.changes(view, past), past.step.reason))),
        ]
        for past in reversed(view.steps)
    ]
    title = _("What was done")
    table = tables.listing(title, (_("When"), _("Who"), _("What"), _("Details")), rows, exported=False)
    return html.Section([html.H2(title), table], className="card order-history", **aria(label=title))


def _curl(view: OrderView) -> list[str]:
    own = f"/purchase-orders/{segment(view.order.number)}"
    steps = [command("POST", f"{own}/{name}") for name in view.possible if name != "confirm"]
    undo = [command("POST", f"{own}/undo")] if view.undoable else []
    return [command("GET", f"{own}.json"), *steps, *undo]

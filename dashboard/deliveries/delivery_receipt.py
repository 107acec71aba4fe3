"""What was still to come has come: one click."""

import shlex
from collections.abc import Sequence

from dash import Input, Output, dcc
from dash.development.base_component import Component

from dashboard.deliveries import delivery_words
from dashboard.kit import formats, notices, sessions
from dashboard.kit.buttons import row_button
from dashboard.kit.curl import command
from dashboard.kit.page import Part
from services.catalogue import product_service
from services.orders import remainders
from services.orders.purchase_orders import Line
from utils import ids

RECEIVED, DONE = "delivery-received", "delivery-received-done"

part = Part(role="planner")


def opener(label: str, about: str, subject: str) -> Component:
    return row_button(label, subject, RECEIVED, about, part.role)


def stores() -> list[Component]:
    return [dcc.Store(id=RECEIVED), dcc.Store(id=DONE)]


def same(lines: Sequence[Line], is_all: bool) -> str:
    """The curl command that says that the rest of these lines came in.

    is_all -- whether they are all of their order; if not, the command names a file
    """
    if len(lines) == 1 and is_all:
        return command("POST", f"{delivery_words.path(lines)}/receipts", body={"quantity": lines[0].outstanding})
    content = remainders.file_of_rest(lines) if is_all else "@received.csv"
    sent = ("-H 'Content-Type: text/csv'", f"--data-binary {shlex.quote(content)}")
    return command("POST", "/purchase-orders/receipts/import", *sent)


@part.callback(Output(DONE, "data"), Input(RECEIVED, "data"), prevent_initial_call=True)
def receive(clicked: dict[str, str]) -> str:
    lines = delivery_words.open_lines(clicked["about"])
    if remainders.receive_rest(lines, sessions.current_user()):
        notices.tell(_told(lines), "Received")
    else:
        notices.tell("That was noted already.")
    return ids.new_id()


def _told(lines: Sequence[Line]) -> str:
    if len(lines) == 1:
        return on_hand_now(lines[0], lines[0].outstanding)
    units = formats.units(sum(line.outstanding for line in lines))
    return f"{delivery_words.name(lines)}: {units} units came in and are on hand now."


def on_hand_now(line: Line, came: float) -> str:
    """After so many units of a line came in."""
    sku = line.product.sku
    there = product_service.get_product(sku).on_hand
    return f"{formats.units(came)} of {sku} came in; {formats.units(there)} are on hand now."

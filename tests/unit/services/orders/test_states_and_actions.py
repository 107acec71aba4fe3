"""What can be done to an order in each of its states, and what it is then: the whole table."""

import pytest

from services.errors import Conflict, InvalidInput
from services.imports import undoing
from services.orders.entry import order_entry, order_work, purchase_orders, receipts
from services.orders.history import order_steps, order_undo, order_views
from services.orders.history.order_steps import Doing
from services.orders.lines.order_fields import Confirmation, NewReceipt, OrderChanges
from services.orders.sending import order_sending, step_undo
from services.orders.sending.order_sending import Wanted
from tests.unit.services.order_desk import Desk, day, line


class Order:
    """One of ten A and ten B."""

    def __init__(self, number, user_id):
        self.number, self.desk = number, Desk(user_id)
        self.actor = self.desk.actor
        order_entry.enter_orders([line(number, "A", 10), line(number, "B", 10)], self.actor, draft=True)

    @property
    def state(self):
        return order_views.view(self.number).order.state

    def of(self, sku):
        lines = order_views.view(self.number).order.lines
        return next(own.order for own in lines if own.product.sku == sku)

    @property
    def all_of_it(self):
        """What is to be there again once a step is undone."""
        order = order_views.view(self.number).order
        lines = [(own.order.id, order_undo.state(own.order), len(own.receipts)) for own in order.lines]
        stock = {own.product.sku: own.product.on_hand for own in order.lines}
        return order.state, order_steps.head_state(order.head), lines, stock

    @property
    def steps(self):
        return [past.step.id for past in order_views.view(self.number).steps if past.step.undone_at is None]

    def patch(self, **fields):
        change = OrderChanges(lines=[{"product_sku": "A"} | fields])
        purchase_orders.change_lines(self.number, change, self.actor)

    def receive_the_rest(self):
        came = {self.of(sku).id: NewReceipt(quantity=10 - self.of(sku).received or 1) for sku in "AB"}
        receipts.receive_all(came, self.actor)

    def enter(self, is_draft, *lines):
        order_entry.enter_orders(lines, self.actor, draft=is_draft)


ACTIONS = {
    "approve": lambda own: order_work.approve(own.number, own.actor),
    "send": lambda own: order_sending.send(own.number, own.actor, Wanted(mail=False)),
    "send again": lambda own: order_sending.send(own.number, own.actor, Wanted(mail=False, again=True)),
    "confirm": lambda own: order_work.confirm(own.number, Confirmation(), Doing("confirm", own.actor)),
    "the supplier confirms": lambda own: order_work.confirm(
        own.number, Confirmation(expected_on=day(9)), Doing("confirm", None, by="Mill")
    ),
    "other quantity": lambda own: own.patch(quantity=14),
    "same quantity": lambda own: own.patch(quantity=10),
    "other day": lambda own: own.patch(expected_on=day(20)),
    "line out": lambda own: own.patch(quantity=0),
    "line closed": lambda own: own.desk.change(own.of("A"), status="received"),
    "line cancelled": lambda own: own.desk.change(own.of("B"), status="cancelled"),
    "entered draft": lambda own: own.enter(True, line(own.number, "A", 15)),
    "entered": lambda own: own.enter(False, line(own.number, "A", 15)),
    "entered besides": lambda own: own.enter(False, line(own.number, "C", 5)),
    "file": lambda own: own.desk.import_orders(f"number,sku,quantity\n{own.number},A,16\n"),
    "receive": lambda own: own.desk.receive(own.of("A"), 4),
    "receive the rest": lambda own: own.receive_the_rest(),
    "receipts in a file": lambda own: own.desk.import_receipts(
        f"number,sku,quantity,received_on\n{own.number},A,7,{day(0)}\n"
    ),
    "close": lambda own: order_work.close(own.number, own.actor),
    "cancel": lambda own: order_work.cancel(own.number, own.actor),
}
BEFORE = {
    "draft": (),
    "approved": ("approve",),
    "sent": ("send",),
    "confirmed": ("send", "confirm"),
    "some came": ("send", "receive"),
    "confirmed, some came": ("send", "confirm", "receive"),
    "received": ("send", "confirm", "receive the rest"),
    "closed": ("send", "confirm", "receive", "close"),
    "cancelled": ("send", "confirm", "cancel"),
}
# The state after the action, column by column of BEFORE; "-": it is refused.
TABLE = """
approve                approved  -         -         -         -         -         -         -         -
send                   sent      sent      -         -         -         -         -         -         -
send again             sent      sent      sent      confirmed sent      confirmed -         -         -
confirm                -         -         confirmed confirmed confirmed confirmed -         -         -
the supplier confirms  -         -         confirmed confirmed confirmed confirmed -         -         -
other quantity         draft     draft     sent      sent      sent      sent      -         -         -
same quantity          draft     approved  sent      confirmed sent      confirmed -         -         -
other day              draft     approved  sent      sent      sent      sent      -         -         -
line out               draft     approved  sent      sent      -         -         -         -         -
line closed            -         -         sent      confirmed sent      confirmed -         -         -
line cancelled         draft     approved  sent      sent      sent      sent      -         -         -
entered draft          draft     draft     -         -         -         -         -         -         -
entered                -         -         sent      sent      sent      sent      -         -         -
entered besides        -         -         sent      sent      sent      sent      sent      sent      sent
file                   -         -         sent      sent      sent      sent      -         -         -
receive                -         -         sent      confirmed sent      confirmed -         -         -
receive the rest       -         -         received  received  received  received  -         -         -
receipts in a file     -         -         sent      confirmed sent      confirmed confirmed -         -
close                  -         -         -         -         closed    closed    -         -         -
cancel                 cancelled cancelled cancelled cancelled -         -         -         -         -
"""
AFTER = {row[:23].strip(): dict(zip(BEFORE, row[23:].split(), strict=True)) for row in TABLE.strip().splitlines()}
BY_FILE = ("file", "receipts in a file")


@pytest.fixture
def shop(product, user_ids):
    for sku in "ABC":
        product(sku, supplier="Mill", unit_cost=2, on_hand=50)
    return user_ids[0]


def after(order, action):
    """The state that it leads to, and back again."""
    there, steps = order.all_of_it, order.steps
    try:
        done = ACTIONS[action](order)
    except (Conflict, InvalidInput):
        assert order.all_of_it == there
        return "-"
    state = str(order.state)
    if action in BY_FILE:
        undoing.undo(done["task_id"], order.actor)
    elif order.steps != steps:
        step_undo.undo(order.number, order.actor)
    assert order.all_of_it == there, action
    return state


@pytest.mark.parametrize("state", BEFORE)
def test_an_action_leads_where_it_should_and_back(shop, state):
    order = Order("4711", shop)
    for step in BEFORE[state]:
        ACTIONS[step](order)
    assert {action: after(order, action) for action in ACTIONS} == {action: AFTER[action][state] for action in ACTIONS}

"""Purchase orders as the tests place them."""

import io
from datetime import timedelta

from services.access.signed_in import SignedIn
from services.orders.entry import order_entry, purchase_orders, receipts
from services.orders.entry.purchase_orders import OrderFilter
from services.orders.lines.order_fields import NewReceipt, OrderChange, OrderLine
from utils import clock


def day(offset):
    return clock.today() + timedelta(days=offset)


def line(number="1", sku="A", quantity=10, **fields):
    return OrderLine(number=number, product_sku=sku, quantity=quantity, **fields)


class Desk:
    """Someone who orders."""

    def __init__(self, user_id):
        self.actor = SignedIn(user_id, "kim", "planner", "session")

    def enter(self, *lines):
        return order_entry.enter_orders(lines, self.actor).lines

    def order(self, *args, **fields):
        """A line that was ordered five days ago."""
        (entered,) = self.enter(line(*args, **({"ordered_on": day(-5), "expected_on": day(2)} | fields)))
        return entered.line.order

    def change(self, order, **fields):
        return purchase_orders.change_order(order.id, OrderChange(**fields), self.actor)

    def receive(self, order, quantity, **fields):
        return receipts.receive(order.id, NewReceipt(quantity=quantity, **fields), self.actor)

    def import_orders(self, text):
        return order_entry.import_orders(io.BytesIO(text.encode()), self.actor)

    def import_receipts(self, text):
        return receipts.import_receipts(io.BytesIO(text.encode()), self.actor)


def listed(limit=100, cursor=None, **filters):
    return purchase_orders.list_orders(OrderFilter(**filters), limit, cursor)


def numbers(**filters):
    return [one.order.number for one in listed(**filters).items]

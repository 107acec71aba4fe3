"""On the pages a planner of one place takes in what another place sends there, and is offered nothing else of it."""

import json

import pytest
from flask import g

from app.db import sight
from dashboard.deliveries import delivery_cards
from dashboard.order import order_parts
from services.access import users
from services.access.signed_in import SignedIn
from services.orders.entry import open_orders, transfer_orders
from services.orders.entry.purchase_orders import OrderFilter
from services.orders.entry.transfer_orders import TransferLine
from services.orders.history import order_views
from tests.unit.dashboard.conftest import PASSWORD
from tests.unit.dashboard.desk import Desk as Browser
from tests.unit.services.order_desk import day


@pytest.fixture
def sent(product, user_ids):
    product("TEA@north", on_hand=50.0, location="North")
    product("TEA@south", on_hand=2.0, location="South")
    line = TransferLine(source_sku="TEA@north", target_sku="TEA@south", quantity=20)
    return transfer_orders.begin([line], SignedIn(user_ids[0], "kim", "planner", "session"))[0].number


@pytest.fixture
def browser(app):
    users.create_user("sue", PASSWORD, "planner", only=["South"])
    client = app.test_client()
    client.post("/app/sign-in", data={"username": "sue", "password": PASSWORD})
    return Browser(client)


@pytest.fixture
def drawn(sent, in_berlin):
    """The card of the transfer on Deliveries and its own page, as someone sees them who sees these places."""

    def drawn(*places):
        g.page_user = SignedIn(1, "sue", "planner", "session", locations=places)
        with sight.within(places):
            (order,) = open_orders.open_orders(OrderFilter(), 1, 10).orders
            return str(delivery_cards.card(order)), str(order_parts.shown(order_views.view(sent)))

    return drawn


def received(browser, sent):
    line = order_views.view(sent).order.rows[0].id
    fields = [({"type": "delivery-units", "line": line}, 20)]
    seen = {str(line): {"received": 0.0, "status": "open"}}
    given = {"delivery-units": fields, "delivery-came-on": str(day(0)), "delivery-came-seen": seen}
    browser.change("delivery-note", 1, given | {"delivery-came": {"about": json.dumps(line)}})
    return order_views.view(sent)


def test_what_came_is_noted_and_taken_back_on_deliveries(sent, browser):
    view = received(browser, sent)
    assert view.order.state == "received"
    browser.change("delivery-undo", {"about": json.dumps([sent, view.last_step.step.id])}, prop="data")
    assert order_views.view(sent).order.state == "sent"


def test_and_on_its_own_page(sent, browser):
    about = json.dumps(["undo", sent, received(browser, sent).mark])
    browser.change("order-do", {"about": about}, prop="data")
    assert order_views.view(sent).order.state == "sent"


def test_its_sending_is_not_theirs_to_undo(sent, browser):
    about = json.dumps(["undo", sent, order_views.view(sent).mark])
    assert "of another location" in str(browser.change("order-do", {"about": about}, prop="data"))
    assert order_views.view(sent).order.state == "sent"


def test_nothing_is_offered_but_what_they_may(drawn):
    card, page = drawn("South")
    assert "Received: TEA@south" in card
    assert "'Receive'" in page
    for offer in ("Change day", "Cancel", "Undo", "cancelled"):
        assert offer not in card
    for offer in ("Confirmed by", "Cancel order", "Undo: ", "Save quantities", "order-units", "/undo"):
        assert offer not in page


def test_who_sees_both_places_is_offered_all(drawn):
    card, page = drawn("North", "South")
    assert all(offer in card for offer in ("Received: TEA@south", "Change day", "Cancel"))
    assert all(offer in page for offer in ("Confirmed by", "Cancel order", "Undo: ", "Save quantities", "/undo"))

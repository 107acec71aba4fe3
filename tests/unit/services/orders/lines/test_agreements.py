"""What an order costs and is called stays as it was agreed when it was sent."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import Product, ProductSupplier, PurchaseOrder, Supplier
from services.attention import kinds
from services.orders.entry import order_entry, purchase_orders
from services.orders.history import order_views
from services.orders.lines import order_list
from services.orders.lines.order_fields import OrderChanges
from services.orders.lines.order_list import OrderFilter
from services.orders.papers import order_papers
from services.orders.sending import order_sending, step_undo
from services.planning import renaming, supplier_service
from services.views import supplier_record
from tests.unit.services.order_desk import Desk, day, line
from utils import clock


@pytest.fixture
def desk(user_ids):
    return Desk(user_ids[0])


@pytest.fixture
def mill(product):
    """A supplier that asks 1.5 dollars for bread, 1 from a hundred on; a dollar is half of the shop's money."""
    bread = product("A", name="Bread", supplier="Mill", unit_cost=3, on_hand=5)
    with transaction() as session:
        moment = {"created_at": clock.now(), "updated_at": clock.now()}
        session.add(supplier := Supplier(name="Mill", currency="USD", exchange_rate=0.5, **moment))
        session.flush()
        breaks = [{"quantity": 100, "unit_cost": 1.0}]
        terms = {"code": "M-1", "unit_cost": Decimal("1.5"), "price_breaks": breaks, "pack_size": 5}
        session.add(ProductSupplier(product_id=bread.id, supplier_id=supplier.id, **terms))
    return supplier


def all_terms_change():
    with transaction() as session:
        terms = {"code": "M-2", "unit_cost": 9, "price_breaks": [], "pack_size": 7}
        session.execute(sa.update(ProductSupplier).values(**terms))
        session.execute(sa.update(Supplier).values(currency="CHF", exchange_rate=2.0))
        session.execute(sa.update(Product).values(name="Loaf", unit_cost=8))


def shown(number="1"):
    """All that any door says of what an order costs."""
    view = order_views.view(number)
    (listed,) = order_list.list_orders(OrderFilter(), 10, None).items
    lines = [(own.name, own.code, own.pack_size, own.unit_cost, own.cost) for own in view.lines]
    with snapshot() as session:
        owed = [own.money for own in supplier_record.coming(session).values()]
    paper = [list(row) for row in order_papers.paper(number).rows()]
    return view.currency, view.total, view.shop_total, listed.value, lines, owed, paper


def test_an_order_that_was_sent_is_the_same_whatever_its_supplier_asks_later(mill, desk):
    desk.enter(line("1", "A", 20))
    before = shown()
    assert before[:5] == ("USD", 30, 15, 15, [("Bread", "M-1", 5, 1.5, 30)])
    all_terms_change()
    assert shown() == before


def test_an_order_outlives_the_terms_of_its_supplier(mill, desk):
    desk.enter(line("1", "A", 120))
    before = shown()
    supplier_service.delete_supplier(mill.id)
    assert shown() == before
    assert before[:3] == ("USD", 120, 60)


def test_a_draft_follows_the_terms_until_it_is_sent_and_again_once_that_is_undone(mill, desk):
    order_entry.enter_orders([line("1", "A", 20)], desk.actor, draft=True)
    order_sending.send("1", desk.actor)
    all_terms_change()
    sent = order_views.view("1")
    step_undo.undo("1", desk.actor)
    draft = order_views.view("1")
    assert [(own.currency, own.total, own.lines[0].code) for own in (sent, draft)] == [
        ("USD", 30, "M-1"),
        ("CHF", 180, "M-2"),
    ]


def test_a_quantity_changed_later_costs_by_the_breaks_that_were_agreed(mill, desk):
    desk.enter(line("1", "A", 20))
    all_terms_change()
    purchase_orders.change_lines("1", OrderChanges(lines=[{"product_sku": "A", "quantity": 100}]), desk.actor)
    assert order_views.view("1").total == 100


def test_a_product_renamed_or_made_one_with_another_keeps_its_name_on_paper(mill, desk, product):
    desk.enter(line("1", "A", 20))
    renaming.rename("A", "A-2", desk.actor)
    product("B", name="Baguette")
    renaming.merge("A-2", "B", desk.actor)
    (row,) = order_papers.paper("1").rows()
    assert row[1:4] == ["M-1", "A", "Bread"]
    assert order_views.view("1").lines[0].line.product.sku == "B"


def test_what_is_added_in_another_currency_is_counted_in_that_of_the_order(mill, desk, product):
    desk.enter(line("1", "A", 20))
    all_terms_change()
    product("B", supplier="Mill", unit_cost=4)
    desk.enter(line("1", "B", 10))
    view = order_views.view("1")
    # 30 dollars, and 10 of 4 in the shop's money, which are 8 dollars each.
    assert (view.currency, view.total, view.shop_total) == ("USD", 110, 55)


def test_a_line_that_goes_to_another_supplier_costs_what_that_one_asks(mill, desk):
    desk.enter(line("1", "A", 20))
    desk.enter(line("1", "A", 20, supplier="Farm"))
    assert (order_views.view("1").total, order_views.view("1").lines[0].code) == (60, None)
    step_undo.undo("1", desk.actor)
    assert order_views.view("1").total == 30


def test_what_is_overdue_is_worth_what_was_agreed(mill, desk):
    desk.order("1", "A", 20, expected_on=day(-1))
    all_terms_change()
    with snapshot() as session:
        (found,) = kinds.find(session, kinds.Kind.OVERDUE)
    assert found.money == 15


def test_the_id_of_a_line_that_is_gone_is_not_given_to_another(mill, desk):
    first = desk.order("1", "A", 20)
    step_undo.undo("1", desk.actor)
    assert desk.order("2", "A", 20).id > first.id


def test_the_ids_of_products_and_suppliers_that_are_gone_are_not_given_to_others(mill, product):
    def add():
        own = product("NEW")
        with transaction() as session:
            session.add(other := Supplier(name="New", created_at=clock.now(), updated_at=clock.now()))
        return own.id, other.id

    first = add()
    with transaction() as session:
        session.execute(sa.delete(Product).where(Product.sku == "NEW"))
        session.execute(sa.delete(Supplier).where(Supplier.name == "New"))
    assert all(again > before for again, before in zip(add(), first, strict=True))


def test_what_was_ordered_before_terms_were_kept_costs_what_is_asked_now(mill, desk):
    desk.enter(line("1", "A", 20, ordered_on=date(2026, 1, 1), expected_on=day(2)))
    with transaction() as session:
        session.execute(sa.update(PurchaseOrder).values(agreed=sa.null()))
    all_terms_change()
    assert (order_views.view("1").currency, order_views.view("1").total) == ("CHF", 180)

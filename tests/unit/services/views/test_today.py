from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.db import get_engine, snapshot, transaction
from app.models import Supplier
from services.catalogue import suppliers
from services.catalogue.supplier_fields import SupplierChange
from services.planning import supplier_service
from services.replenishment.lists import large_enough, reorder
from services.replenishment.lists.reorder import ListRequest
from services.training import training_service
from services.views import today
from tests.unit.services.advice import advised
from utils import clock

WEEK = [3.0, 5, 2, 4, 6, 1, 0]
TERMS = {"lead_time_days": 3, "review_days": 4, "unit_cost": Decimal(2), "unit_price": Decimal(5)}


def test_the_shop_in_figures(product):
    for sku, stock in (("EMPTY", 0), ("LITTLE", 12), ("MUCH", 5000)):
        training_service.train_now(product(sku, WEEK * 20, on_hand=stock, **TERMS), "seasonal_naive")
    product("NEW")
    now = today.overview(9)
    assert (now.products, now.advised, now.to_order, now.running_out, now.too_much) == (4, 3, 2, 2, 1)
    assert now.cost == sum(line.cost for line in now.first)
    assert now.tied_up > 9000
    assert [line.sku for line in now.first] == ["EMPTY", "LITTLE"]


def test_products_whose_stock_nobody_has_told_are_counted(product):
    for sku, stock in (("TOLD", 12), ("UNTOLD", None)):
        training_service.train_now(product(sku, WEEK * 20, on_hand=stock, **TERMS), "seasonal_naive")
    assert today.uncounted() == 1


def test_an_empty_shop_stands_at_nothing(database):
    now = today.overview()
    assert (now.products, now.to_order, now.cost, now.money_at_risk) == (0, 0, 0.0, 0.0)


@pytest.fixture
def queries(database):
    """How many statements a function sends to the database."""
    sent = []

    def keep(*given):
        sent.append(given[2])

    def counted(function, *args):
        sent.clear()
        function(*args)
        return len(sent)

    sa.event.listen(get_engine(), "before_cursor_execute", keep)
    yield counted
    sa.event.remove(get_engine(), "before_cursor_execute", keep)


def small_orders(product, *names):
    """Suppliers with an order below their minimum each, and something else to fill it up with."""
    now = clock.now()
    for name in names:
        with transaction() as session:
            session.add(Supplier(name=name, min_order_value=Decimal(40), created_at=now, updated_at=now))
        advised(product(f"{name} A", unit_cost=2, supplier=name))
        advised(product(f"{name} B", unit_cost=2, supplier=name), kind="enough", quantity=0)


def test_more_suppliers_with_a_minimum_take_no_more_queries(product, queries):
    small_orders(product, "Mill", "Dairy")
    few = queries(today.overview, 3)
    small_orders(product, *"ABCDEFGHI")
    assert queries(today.overview, 3) == few
    assert today.overview().cost >= 9 * 40


def test_only_orders_below_their_minimum_are_looked_at_line_by_line(product):
    small_orders(product, "Mill", "Dairy")
    (dairy, _mill) = suppliers.list_suppliers(2, None).items
    supplier_service.update_supplier(dairy.id, SupplierChange(min_order_value=Decimal(11)))
    with snapshot() as session:
        lines, names = large_enough.raised(session)
    assert (names, [line.supplier for line in lines]) == (["Mill"], ["Mill", "Mill"])
    assert today.overview().to_order == len(reorder.order_list(ListRequest()).lines)


def test_its_figures_are_those_of_the_list_that_reaches_the_suppliers_minimums(product):
    now = clock.now()
    with transaction() as session:
        session.add(Supplier(name="Mill", min_order_value=Decimal(500), created_at=now, updated_at=now))
    for sku, supplier, stock in (("A", "Mill", 10), ("B", "Mill", 40), ("C", "", 0)):
        training_service.train_now(product(sku, WEEK * 20, on_hand=stock, supplier=supplier, **TERMS), "seasonal_naive")
    found, stands = reorder.order_list(ListRequest()), today.overview(2)
    totals = found.totals
    assert (stands.to_order, stands.cost) == (totals.lines, pytest.approx(totals.cost))
    assert stands.money_at_risk == pytest.approx(totals.money_at_risk)
    assert totals.cost > 500
    assert stands.first == list(found.page.items[:2])

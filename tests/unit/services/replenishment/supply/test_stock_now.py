"""Stock today: counted once, carried forward since; unknown before it is told."""

from datetime import timedelta

import pytest

from app.db import snapshot, transaction
from app.models import Product, PurchaseOrder, Receipt
from services.catalogue import product_service
from services.catalogue.product_fields import NewProduct, ProductFields
from services.planning import catalogue_service
from services.replenishment.supply import stock_now
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf
from services.sales import sales_service
from services.sales.sales_service import SaleRow
from services.stock import stock_history
from services.stock.stock_history import StockRow
from services.training import training_service
from utils import clock


def ago(days):
    return clock.today() - timedelta(days=days)


def counted(units, days):
    stock_history.record_levels([StockRow(product_sku="A", date=ago(days), on_hand=units)])


def ordered(units, expected):
    own = product_service.get_product("A").id
    days = {"ordered_on": ago(90), "expected_on": ago(expected), "created_at": clock.now()}
    with transaction() as session:
        order = PurchaseOrder(number="1", product_id=own, quantity=units, **days)
        session.add(order)
    return order.id


def received(units, days):
    receipt = Receipt(order_id=ordered(units, 30), received_on=ago(days), quantity=units, created_at=clock.now())
    with transaction() as session:
        session.add(receipt)


def today():
    return stock_now.of([product_service.get_product("A")])[product_service.get_product("A").id]


def test_a_count_is_carried_forward_by_what_was_sold_since(product):
    product("A", [10.0] * 20)
    counted(150, 8)
    assert (today().units, today().counted_on) == (80, ago(8))


def test_more_than_there_was_cannot_be_sold(product):
    product("A", [10.0] * 20)
    counted(150, 20)
    assert today().units == 0


def test_what_came_in_and_came_back_since_is_there(product):
    product("A", [10.0] * 5)
    counted(100, 5)
    received(40, 2)
    sales_service.record_sales([SaleRow(product_sku="A", date=ago(1), quantity=-3)])
    # Three days of ten were sold, and one was a day of returns.
    assert today().units == 100 - 30 + 40 + 3


def test_sales_of_a_running_day_are_still_to_come(product):
    product("A", [10.0] * 3, until=clock.today())
    counted(100, 1)
    assert today().units == 100


def test_a_backlog_stays_one(product):
    product("A", [10.0] * 5)
    counted(-5, 3)
    assert today().units == -5


def test_a_new_product_has_unknown_stock_and_no_order(database):
    catalogue_service.create_product(NewProduct(sku="A"))
    sales_service.record_sales([SaleRow(product_sku="A", date=ago(day), quantity=10) for day in range(1, 60)])
    training_service.train_now(product_service.get_product("A"))
    advice = what_ifs.advice("A", WhatIf())
    assert (today().units, advice["kind"], advice["quantity"]) == (None, "unknown", 0)
    assert "not known" in advice["reason"]
    assert what_ifs.advice("A", WhatIf(on_hand=0))["what_if"]["quantity"] >= 70


def test_stock_that_is_told_is_known_also_nothing(database):
    catalogue_service.create_product(NewProduct(sku="A"))
    catalogue_service.update_product("A", ProductFields(on_hand=0))
    assert (today().units, today().counted_on) == (0, clock.today())


def test_what_comes_in_does_not_make_unknown_stock_known(database):
    catalogue_service.create_product(NewProduct(sku="A"))
    received(40, 2)
    assert today().units is None


@pytest.mark.parametrize(("days", "relied_on"), [(0, True), (14, True), (15, False)])
def test_overdue_goods_are_waited_for_a_fortnight_then_named(product, days, relied_on):
    product("A", [10.0] * 60, lead_time_days=7, review_days=7)
    ordered(500, days)
    training_service.train_now(product_service.get_product("A"))
    advice = what_ifs.advice("A", WhatIf())
    assert (advice["quantity"] == 0) == relied_on
    assert (f"500 expected on {ago(days)} have not come" in advice["reason"]) != relied_on


def test_a_silent_product_whose_stock_is_then_told_to_be_nothing_ran_out(product):
    product("A", [20.0] * 60, until=ago(41), lead_time_days=7, review_days=7)
    product("B", [20.0] * 100)
    catalogue_service.update_product("A", ProductFields(on_hand=0))
    training_service.train_now(product_service.get_product("A"))
    assert what_ifs.advice("A", WhatIf())["quantity"] >= 140


def test_stock_without_a_day_is_todays(product):
    product("A")
    stock_history.record_levels([StockRow(product_sku="A", on_hand=7)])
    with snapshot() as session:
        assert stock_now.read(session, [session.get_one(Product, 1)])[1] == stock_now.OnHand(7, clock.today())

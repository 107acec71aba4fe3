from datetime import date, timedelta

import numpy as np
import pytest
import sqlalchemy as sa

from app.db import snapshot
from app.models import Event, Product, PurchaseOrder, Receipt, Sale, StockLevel
from services.catalogue.suppliers import list_suppliers
from services.demo import demo_sales, demo_service, demo_stock
from services.demo.demo_catalogue import CATALOGUE, SUPPLIERS
from services.orders.entry.purchase_orders import OrderFilter, all_orders
from services.replenishment.lists import transfer_service
from services.replenishment.supply import product_supply, supply
from services.training import training_service
from utils import clock

TODAY = date(2026, 3, 1)
BY_SKU = {product.sku: product for product in CATALOGUE}


def sales_of(sku, seed=1):
    return demo_sales.generate_sales(BY_SKU[sku], TODAY, np.random.default_rng(seed))


def quantities(rows):
    return {row["day"]: row["quantity"] for row in rows}


def test_an_empty_database_gets_a_shop_that_sold_until_yesterday(database):
    assert demo_service.create_demo_shop() == len(CATALOGUE)
    with snapshot() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Product)) == len(CATALOGUE)
        assert session.scalar(sa.select(sa.func.max(Sale.day))) == clock.today() - timedelta(days=1)


def test_a_shop_with_a_product_is_left_alone(product):
    product("MINE")
    assert demo_service.create_demo_shop() == 0
    with snapshot() as session:
        assert session.scalars(sa.select(Product.sku)).all() == ["MINE"]


@pytest.mark.parametrize("sku", ["BRD-001", "HSH-010"])
def test_the_same_seed_makes_the_same_sales(sku):
    assert sales_of(sku) == sales_of(sku)
    assert sales_of(sku) != sales_of(sku, seed=2)


def test_bread_sells_best_on_saturdays():
    by_weekday = [
        np.mean([q for day, q in quantities(sales_of("BRD-001")).items() if day.weekday() == i]) for i in range(7)
    ]
    assert np.argmax(by_weekday) == 5


def test_gifts_sell_best_in_december():
    by_month = [
        np.mean([q for day, q in quantities(sales_of("GFT-003")).items() if day.month == i]) for i in range(1, 13)
    ]
    assert np.argmax(by_month) == 11


def test_a_promotion_is_cheaper_and_sells_more():
    rows = sales_of("DRK-002")
    promo, usual = [r for r in rows if r["promo"]], [r for r in rows if not r["promo"]]
    assert max(row["price"] for row in promo) < min(row["price"] for row in usual)
    assert np.mean([row["quantity"] for row in promo]) > np.mean([row["quantity"] for row in usual])


def test_nothing_is_sold_from_an_empty_shelf():
    empty = [row for row in sales_of("DRK-008") if not row["in_stock"]]
    assert empty
    assert {row["quantity"] for row in empty} == {0}


def test_there_are_new_products_a_dead_one_and_slow_ones():
    assert min(quantities(sales_of("BRD-010"))) > TODAY - timedelta(days=30)
    assert max(quantities(sales_of("GFT-010"))) < TODAY - timedelta(days=200)
    assert len(sales_of("HSH-009")) < 150


def test_a_closed_shop_sells_nothing():
    assert not {(12, 25), (1, 1)} & {(day.month, day.day) for day in quantities(sales_of("BRD-002"))}


@pytest.mark.parametrize("sku", ["BRD-004", "DRK-008", "HSH-010", "GFT-010"])
def test_levels_follow_from_sales_and_receipts(sku):
    product, sales = BY_SKU[sku], sales_of(sku)
    past = demo_stock.past(product, 40.0, sales, TODAY)
    days = [past.first + timedelta(days=offset) for offset in range(len(past.on_hand))]
    sold = np.array([quantities(sales).get(day, 0.0) for day in days])
    assert past.on_hand[-1] == 40
    np.testing.assert_allclose(np.diff(past.on_hand), (past.received - sold)[1:])
    assert past.on_hand.min() >= 0


def test_what_was_never_there_was_never_sold_and_an_empty_shelf_is_a_level_of_nothing():
    sales = sales_of("DRK-008")
    past = demo_stock.past(BY_SKU["DRK-008"], 40.0, sales, TODAY)
    empty = {row["day"] for row in sales if not row["in_stock"] and row["day"] < TODAY - timedelta(days=1)}
    levels = {past.first + timedelta(days=offset): level for offset, level in enumerate(past.on_hand)}
    assert {levels[day] for day in empty & levels.keys()} <= {0.0}


def test_some_goods_are_on_their_way_and_some_are_overdue(database):
    demo_service.create_demo_shop()
    assert [line.product.sku for line in all_orders(OrderFilter(overdue=True))] == ["DRK-001"]
    assert len(list(all_orders(OrderFilter(status="open")))) > 3


def test_all_orders_of_the_demo_shop_keep_what_was_agreed(database):
    demo_service.create_demo_shop()
    with snapshot() as session:
        agreed = session.scalars(sa.select(PurchaseOrder.agreed)).all()
    assert {own["sku"] for own in agreed} <= {product.sku for product in CATALOGUE}
    assert all(own["shop_cost"] > 0 for own in agreed)


def test_lead_times_are_learned_from_receipts(database):
    demo_service.create_demo_shop()
    with snapshot() as session:
        gift = session.scalar(sa.select(Product).where(Product.sku == "GFT-003"))
        learned = product_supply.read(session, [gift])[gift.id].lead
        received = session.scalar(sa.select(sa.func.sum(Receipt.quantity)))
        ordered = session.scalar(sa.select(sa.func.sum(PurchaseOrder.received)))
    assert learned.receipts >= supply.LEAST_ORDERS
    assert learned.sd_days > 0
    assert received == ordered


def test_what_is_on_hand_is_the_newest_level(database):
    demo_service.create_demo_shop()
    newest = sa.select(StockLevel.on_hand).where(
        StockLevel.product_id == Product.id, StockLevel.day == clock.today() - timedelta(days=1)
    )
    with snapshot() as session:
        rows = session.execute(sa.select(Product.on_hand, newest.scalar_subquery())).all()
    assert all(on_hand == level for on_hand, level in rows)


def test_one_supplier_has_a_minimum_and_a_promotion_is_announced(database):
    demo_service.create_demo_shop()
    assert {own.name for own in list_suppliers(10, None).items} == {own.name for own in SUPPLIERS}
    assert sum(own.min_order_value is not None for own in list_suppliers(10, None).items) == 1
    with snapshot() as session:
        (ahead,) = session.scalars(sa.select(Event).where(Event.kind == "promotion")).all()
    assert ahead.starts_on > clock.today()


def test_one_shop_can_help_the_other(database):
    demo_service.create_demo_shop()
    trained = [sku for sku in BY_SKU if sku.startswith("DRK-003")]
    for sku in trained:
        training_service.train_now(product_of(sku), "exponential_smoothing")
    (transfer,) = transfer_service.list_transfers(10, None).items
    assert (transfer.source.name, transfer.target.name) == ("Station", "Centre")


def product_of(sku):
    with snapshot() as session:
        return session.scalar(sa.select(Product).where(Product.sku == sku))

from datetime import date, timedelta

import numpy as np
import pytest
import sqlalchemy as sa

from app.db import snapshot
from app.models import Product, Sale
from services import demo_service
from services.demo_catalogue import CATALOGUE
from utils import clock

TODAY = date(2026, 3, 1)
BY_SKU = {product.sku: product for product in CATALOGUE}


def sales_of(sku, seed=1):
    return demo_service.generate_sales(BY_SKU[sku], TODAY, np.random.default_rng(seed))


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

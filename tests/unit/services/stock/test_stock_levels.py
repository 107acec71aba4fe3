from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import Product, StockLevel
from services.catalogue.product_fields import NewProduct, ProductFields
from services.planning import catalogue_service
from services.stock import stock_levels
from utils import clock


def day(offset):
    return clock.today() + timedelta(days=offset)


def levels(sku="A"):
    """The units by day, in days from today, and what is on hand."""
    with snapshot() as session:
        product = session.scalar(sa.select(Product).where(Product.sku == sku))
        rows = session.scalars(sa.select(StockLevel).where(StockLevel.product_id == product.id))
        return {(row.day - clock.today()).days: row.on_hand for row in rows}, product.on_hand


def recorded(product, **by_offset):
    with transaction() as session:
        stock_levels.record(session, {(product.id, day(int(name[1:]) * -1)): n for name, n in by_offset.items()})


def added(product, offset, units):
    with transaction() as session:
        stock_levels.add(session, {(product.id, day(offset)): units})


def test_the_newest_level_is_what_is_on_hand(product):
    recorded(product("A"), d3=5.0, d1=7.0)
    assert levels() == ({-3: 5, -1: 7}, 7)


def test_an_older_day_that_is_told_later_leaves_what_is_on_hand(product):
    apple = product("A")
    recorded(apple, d1=7.0)
    recorded(apple, d3=5.0)
    assert levels()[1] == 7


def test_a_level_told_again_replaces_the_first(product):
    apple = product("A")
    recorded(apple, d1=7.0)
    recorded(apple, d1=8.0)
    assert levels() == ({-1: 8}, 8)


def test_goods_add_to_the_levels_from_their_day_on_up_to_the_next_count_which_has_seen_them(product):
    apple = product("A")
    recorded(apple, d5=1.0)
    added(apple, -3, 2.0)
    added(apple, -4, 10.0)
    assert levels() == ({-5: 1, -4: 11, -3: 13}, 13)
    recorded(apple, d2=12.0)
    added(apple, -4, 5.0)
    assert levels() == ({-5: 1, -4: 16, -3: 18, -2: 12}, 12)


def test_goods_for_a_product_whose_levels_are_not_known_add_to_what_it_has(product):
    added(product("A", on_hand=4.0), -1, 10.0)
    assert levels() == ({-1: 14}, 14)


def test_goods_of_before_the_first_known_level_invent_no_level(product):
    apple = product("A")
    recorded(apple, d2=3.0)
    added(apple, -4, 10.0)
    assert levels() == ({-2: 3}, 3)


def test_what_a_planner_says_is_on_hand_is_the_level_of_today(product):
    product("A")
    catalogue_service.update_product("A", ProductFields(on_hand=9.0))
    assert levels() == ({0: 9}, 9)


def test_a_change_of_something_else_is_no_level(product):
    product("A", on_hand=3.0)
    catalogue_service.update_product("A", ProductFields(name="apple"))
    assert levels() == ({}, 3)


def test_what_a_planner_says_counts_even_where_tomorrow_has_begun(product):
    recorded(product("A"), **{"d-1": 5.0})
    catalogue_service.update_product("A", ProductFields(on_hand=9.0))
    assert levels() == ({1: 9}, 9)


@pytest.mark.parametrize(("fields", "known"), [({"on_hand": 0.0}, {0: 0}), ({}, {})])
def test_a_new_product_has_a_level_if_one_is_said(database, fields, known):
    catalogue_service.create_product(NewProduct(sku="A", **fields))
    assert levels()[0] == known

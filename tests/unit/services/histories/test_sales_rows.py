from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import Product, Sale
from services.histories import sales_rows
from utils import clock
from utils.config import Settings


@pytest.fixture
def two_products(database: Settings) -> list[int]:
    now = clock.now()
    with transaction() as session:
        products = [Product(sku=sku, created_at=now, updated_at=now) for sku in ("A", "B")]
        session.add_all(products)
        session.flush()
        first, second = (product.id for product in products)
        session.add(Sale(product_id=second, day=date(1999, 12, 31), quantity=0.5))
        session.add(Sale(product_id=first, day=date(2026, 2, 28), quantity=3.25, in_stock=False))
        session.add(Sale(product_id=first, day=date(2026, 2, 27), quantity=7, promo=True, price=Decimal("1.9900")))
    return [first, second]


def test_rows_come_sorted_by_product_and_day(two_products: list[int]) -> None:
    with snapshot() as session:
        rows = sales_rows.read(session, two_products, date(2026, 3, 1))
    assert rows.product_ids.tolist() == [two_products[0], two_products[0], two_products[1]]
    assert rows.days.tolist() == [date(2026, 2, 27), date(2026, 2, 28), date(1999, 12, 31)]
    assert rows.quantities.tolist() == [7.0, 3.25, 0.5]
    assert rows.in_stock.tolist() == [True, False, True]
    assert rows.promo.tolist() == [True, False, False]
    np.testing.assert_array_equal(rows.price, [1.99, np.nan, np.nan])


def test_rows_are_those_that_are_stored_whatever_few_or_all_days_have(database: Settings) -> None:
    now, draw = clock.now(), np.random.default_rng(0)
    with transaction() as session:
        products = [Product(sku=f"P{share}", created_at=now, updated_at=now) for share in (0.0, 0.3, 1.0)]
        session.add_all(products)
        session.flush()
        for product, share in zip(products, (0.0, 0.3, 1.0), strict=True):
            for number in draw.permutation(60)[:40].tolist():
                flags = {"in_stock": bool(draw.random() >= share), "promo": bool(draw.random() < share)}
                price = Decimal(int(draw.integers(10**9))) / 10_000 if draw.random() < share else None
                day, quantity = date(2025, 12, 1) + timedelta(days=number), float(draw.random())
                session.add(Sale(product_id=product.id, day=day, quantity=quantity, price=price, **flags))
    with snapshot() as session:
        rows = sales_rows.read(session, [product.id for product in reversed(products)], date(2026, 3, 1))
        stored = session.scalars(sa.select(Sale).order_by(Sale.product_id, Sale.day)).all()
    assert rows.product_ids.tolist() == [one.product_id for one in stored]
    assert rows.days.tolist() == [one.day for one in stored]
    assert rows.quantities.tolist() == [one.quantity for one in stored]
    assert rows.in_stock.tolist() == [one.in_stock for one in stored]
    assert rows.promo.tolist() == [one.promo for one in stored]
    np.testing.assert_array_equal(rows.price, [np.nan if one.price is None else float(one.price) for one in stored])


def test_days_after_the_last_one_are_left_out(two_products: list[int]) -> None:
    with snapshot() as session:
        rows = sales_rows.read(session, two_products, date(2026, 2, 27))
    assert rows.of(two_products[0]).quantities.tolist() == [7.0]


def test_products_without_sales_have_no_rows(two_products: list[int]) -> None:
    with snapshot() as session:
        rows = sales_rows.read(session, [999_999], date(2026, 2, 27))
    assert rows.days.dtype == np.dtype("datetime64[D]")
    assert len(rows.of(999_999).days) == 0


def test_read_once_they_are_as_if_read_anew(two_products: list[int]) -> None:
    read_once = sales_rows.ReadOnce()
    with snapshot() as session:
        for until in (date(2000, 1, 1), date(2026, 2, 27), date(2026, 3, 1)):
            for wanted in (two_products, two_products[:1]):
                own, anew = (read(session, wanted, until) for read in (read_once, sales_rows.read))
                for column in fields(sales_rows.SalesRows):
                    np.testing.assert_array_equal(getattr(own, column.name), getattr(anew, column.name))

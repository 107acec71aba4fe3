"""What adds up, what replaces, and what stays apart."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import Sale, SalePart
from services.sales import sales_service, sources
from services.sales.sales_service import HistoryQuery, SaleRow

DAY = date(2026, 9, 1)


def sold(quantity, day=DAY, sku="A", **known):
    return SaleRow(product_sku=sku, date=day, quantity=quantity, **known)


def told(*rows, source="default"):
    return sales_service.record_sales(rows, source)


def days_of(sku="A"):
    return {sale.day: sale for sale in sales_service.history(HistoryQuery(sku), 100, None).items}


def quantities(sku="A"):
    return {day.day: sale.quantity for day, sale in days_of(sku).items()}


def parts():
    with snapshot() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(SalePart))


def test_lines_of_a_day_add_up(database):
    counts = told(sold(5), sold(7), sold(1))
    assert quantities() == {1: 13}
    assert (counts["inserted"], counts["lines_added_up"]) == (1, 2)


def test_the_same_lines_again_change_nothing_whatever_their_order(database):
    told(sold(0.1), sold(0.2), sold(0.3))
    again = told(sold(0.3), sold(0.2), sold(0.1))
    assert (again["unchanged"], again["updated"]) == (1, 0)
    assert quantities() == {1: 0.6}


def test_a_return_nets_within_its_day(database):
    counts = told(sold(5), sold(-2))
    assert quantities() == {1: 3}
    assert (counts["returns_netted"], counts["carried_back"]) == (1, 0)


def test_what_came_back_beyond_the_days_sales_is_told_on_its_day_and_taken_off_the_days_before(database):
    counts = told(sold(5), sold(-2, date(2026, 9, 2)), sold(4, date(2026, 9, 3)))
    assert quantities() == {1: 5, 2: 0, 3: 4}
    assert days_of()[date(2026, 9, 2)].returned == 2
    assert (counts["carried_back"], counts["beyond_history"]) == (2, 0)


def test_what_was_never_sold_cannot_be_taken_off(database):
    counts = told(sold(5), sold(-7, date(2026, 9, 2)))
    assert (counts["carried_back"], counts["beyond_history"]) == (5, 2)


def test_a_return_that_was_a_mistake_is_corrected(database):
    told(sold(-2))
    told(sold(2))
    assert [(sale.quantity, sale.returned) for sale in days_of().values()] == [(2, 0)]


def test_the_price_of_a_day_is_that_of_its_units(database):
    told(sold(3, price=1), sold(1, price=2), sold(1), sold(2, sku="B", price=0.7), sold(1, sku="B", price=0.7))
    assert [float(days_of(sku)[DAY].price) for sku in "AB"] == [1.25, 0.7]


def test_two_sources_of_one_day_add_up_and_each_replaces_only_its_own(database):
    told(sold(5, price=2))
    counts = told(sold(3, promo=True), source="till-2")
    assert (counts["inserted"], counts["added_to_others"]) == (1, 1)
    assert quantities() == {1: 8}
    assert told(sold(4), source="till-2")["updated"] == 1
    told(sold(6))
    assert (quantities(), days_of()[DAY].promo, float(days_of()[DAY].price)) == ({1: 10}, True, 2)


def test_the_same_again_changes_nothing_in_any_source(database):
    for source in ("default", "till-2", "web"):
        told(sold(5), source=source)
    for source in ("default", "till-2", "web"):
        assert told(sold(5), source=source)["unchanged"] == 1
    assert quantities() == {1: 15}


def test_returns_to_one_source_are_taken_off_the_others(database):
    told(sold(5))
    told(sold(-7), source="web")
    assert [(sale.quantity, sale.returned) for sale in days_of().values()] == [(0, 2)]
    told(sold(9))
    assert [(sale.quantity, sale.returned) for sale in days_of().values()] == [(2, 0)]


@pytest.mark.parametrize("source", ["default", "till-2"])
def test_a_shop_with_one_source_stores_nothing_twice(database, source):
    told(sold(5), sold(3, date(2026, 9, 2)), sold(-3, date(2026, 9, 4)), source=source)
    told(sold(6), source=source)
    assert parts() == 0
    assert quantities() == {1: 6, 2: 3, 4: 0}


def test_many_sources_that_write_one_day_at_once_all_count(database):
    together = Barrier(4)

    def tell(number):
        together.wait()
        told(*(sold(1, sku=f"P{product}") for product in range(50)), source=f"till-{number}")

    with ThreadPoolExecutor(4) as tills:
        list(tills.map(tell, range(4)))
    with snapshot() as session:
        assert session.execute(sa.select(Sale.quantity, sa.func.count()).group_by(Sale.quantity)).all() == [(4, 50)]


def test_a_deleted_product_leaves_no_parts(database, product):
    told(sold(5))
    told(sold(5), source="web")
    with transaction() as session:
        session.execute(sa.text("DELETE FROM products"))
    assert parts() == 0


@pytest.mark.parametrize("name", ["", " ", "x" * 65, "a\x00b", "a\nb"])
def test_an_odd_name_of_a_source_is_refused(name):
    with pytest.raises(ValueError, match="source"):
        sources.checked(name)

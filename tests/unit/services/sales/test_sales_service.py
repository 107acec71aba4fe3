from datetime import date

import pytest
from pydantic import ValidationError

from services.catalogue import product_service
from services.errors import InvalidInput, NotFound
from services.sales import sales_service
from services.sales.sales_service import HistoryQuery, SaleRow


def sold(quantity, day="2024-01-01", sku="A", **known):
    return SaleRow(product_sku=sku, date=day, quantity=quantity, **known)


def recorded(*rows):
    return sales_service.record_sales(rows)


def days_of(sku="A", **period):
    return sales_service.history(HistoryQuery(sku, **period), 100, None).items


def test_new_days_are_inserted_and_their_product_created(database):
    counts = recorded(sold(1), sold(2, "2024-01-02"), sold(3, sku="B"))
    assert (counts["received"], counts["inserted"], counts["products_created"]) == (3, 3, 2)
    assert [(sale.day.day, sale.quantity) for sale in days_of()] == [(1, 1), (2, 2)]


def test_the_same_sales_again_change_nothing(database):
    rows = [sold(1, price=2.5, promo=True), sold(0.1, "2024-01-02", in_stock=False)]
    recorded(*rows)
    again = recorded(*rows)
    assert (again["unchanged"], again["inserted"], again["updated"]) == (2, 0, 0)


def test_other_figures_for_a_known_day_replace_it(database):
    recorded(sold(1))
    assert recorded(sold(2))["updated"] == 1
    assert [sale.quantity for sale in days_of()] == [2]


def test_what_is_not_said_stays_as_it_is_known(database):
    recorded(sold(1, price=2.5, promo=True, in_stock=False))
    recorded(sold(2))
    (sale,) = days_of()
    assert (float(sale.price), sale.promo, sale.in_stock) == (2.5, True, False)


def test_a_code_is_one_product_however_it_is_spelled(database):
    recorded(sold(1, sku="Caf\u00e9"), sold(1, "2024-01-02", sku="Cafe\u0301"))
    assert len(days_of("Caf\u00e9")) == 2


def test_a_known_product_keeps_its_fields(product):
    product("A", name="pear")
    recorded(sold(1))
    assert product_service.get_product("A").name == "pear"


@pytest.mark.parametrize(
    "fault",
    [{"quantity": float("nan")}, {"quantity": float("inf")}, {"quantity": "5"}, {"quantity": True}]
    + [{"date": text} for text in ("2024-13-01", "01.02.2024", "2024-1-1", "", 1704067200, None, "1969-12-31")]
    + [
        {"product_sku": ""},
        {"product_sku": "x" * 70},
        {"price": -1},
        {"span_days": 0},
        {"span_days": 32},
        {"promo": "yes"},
        {"amount": 1},
    ],
    ids=str,
)
def test_a_faulty_row_is_refused(fault):
    with pytest.raises(ValidationError):
        SaleRow(**({"product_sku": "A", "date": "2024-01-01", "quantity": 1} | fault))


@pytest.mark.parametrize(("zone", "day"), [("America/Los_Angeles", 25), ("Pacific/Auckland", 26)])
def test_the_shops_today_is_accepted_and_the_day_after_is_not(shop_in, zone, day):
    shop_in(zone, "2026-11-26T02:00:00Z")
    sold(1, date(2026, 11, day))
    with pytest.raises(ValidationError, match="future"):
        sold(1, date(2026, 11, day + 1))


def test_a_period_includes_both_its_ends(database):
    recorded(*(sold(day, f"2024-01-0{day}") for day in range(1, 6)))
    assert [sale.quantity for sale in days_of(first=date(2024, 1, 2), last=date(2024, 1, 4))] == [2, 3, 4]


def test_a_history_comes_in_pages(database):
    recorded(*(sold(day, f"2024-01-0{day}") for day in range(1, 4)))
    first = sales_service.history(HistoryQuery("A"), 2, None)
    second = sales_service.history(HistoryQuery("A"), 2, first.next_cursor)
    assert [sale.quantity for sale in [*first.items, *second.items]] == [1, 2, 3]
    assert second.next_cursor is None


def test_a_period_that_ends_before_it_begins_is_refused(product):
    product("A")
    with pytest.raises(InvalidInput, match="swap"):
        days_of(first=date(2024, 2, 1), last=date(2024, 1, 1))


def test_an_unknown_product_has_no_history(database):
    with pytest.raises(NotFound):
        days_of("unknown")

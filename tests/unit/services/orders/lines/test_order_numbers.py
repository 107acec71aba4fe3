from datetime import date

import pytest

from services.orders.lines import order_numbers
from services.orders.lines.order_fields import LONGEST_NUMBER

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("supplier", "code"),
    [
        ("Mill & Sons", "MILL-SONS"),
        ("Bäckerei Österle", "BACKEREI-OSTERLE"),
        ("Großhandel Überlingen", "GROSSHANDEL-UBER"),
        ("", "ORDER"),
        ("水", "ORDER"),
        ("The Very Long Name of a Wholesaler", "THE-VERY-LONG-NA"),
    ],
)
def test_a_supplier_is_known_by_a_few_capitals(supplier, code):
    assert order_numbers.code(supplier) == code


def test_a_number_says_when_and_from_whom():
    assert order_numbers.readable(DAY, "Mill", 2) == "PO-2026-11-21-MILL-2"


def test_the_longest_number_fits():
    assert len(order_numbers.readable(DAY, "M" * 100, 10_000, "P" * 24)) <= LONGEST_NUMBER

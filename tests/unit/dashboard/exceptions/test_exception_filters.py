from dashboard.exceptions.exception_filters import Shown


def test_an_address_says_what_is_shown():
    assert Shown.of({"kind": "overdue", "owner": "kim", "hidden": "1"}) == Shown("overdue", "kim", "1")


def test_what_is_no_filter_is_left_out():
    assert Shown.of({"kind": "odd", "hidden": "yes", "sku": "A"}) == Shown()


def test_a_filter_is_an_address_again():
    assert Shown("too_much", "a&b").address == "/app/exceptions?kind=too_much&owner=a%26b"

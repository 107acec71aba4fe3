import pytest

from services.sku import LONGEST, clean_sku, item_of


@pytest.mark.parametrize("code", ["A-1", "a b", "ITEM/7@STORE/3", "..", "%2F", "Crème brûlée", "日本語", "x" * LONGEST])
def test_any_text_is_a_code(code):
    assert clean_sku(code) == code


def test_one_character_has_one_spelling():
    assert clean_sku("Cafe\u0301") == clean_sku("Caf\u00e9")


def test_space_around_a_code_is_dropped():
    assert clean_sku(" A 1\u00a0") == "A 1"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "missing"),
        (" \t", "missing"),
        ("x" * 65, "65"),
        ("a\0b", "control"),
        ("a\nb", "control"),
        ("\ud800", "control"),
    ],
)
def test_what_cannot_be_a_code_is_refused_with_the_reason(code, reason):
    with pytest.raises(ValueError, match=reason):
        clean_sku(code)


@pytest.mark.parametrize(
    ("code", "location", "item"),
    [
        ("BRD@North", "", "BRD"),
        ("BRD@7@North", "South", "BRD@7"),
        ("@North", "", "@North"),
        ("BRD-North", "north", "BRD"),
        ("BRD - North", "North", "BRD"),
        ("BRD-001/2", "2", "BRD-001"),
        ("BRD-001", "1", "BRD-001"),
        ("MILK", "K", "MILK"),
        ("XBERLIN", "Berlin", "XBERLIN"),
        ("BRD-North", "", "BRD-North"),
        ("-North", "North", "-North"),
        ("North", "North", "North"),
        ("7", "Main Street 7", "7"),
    ],
)
def test_an_item_is_what_stands_before_its_place(code, location, item):
    assert item_of(code, location) == item

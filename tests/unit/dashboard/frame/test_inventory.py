import pytest
from flask import Blueprint

from dashboard.deliveries import delivery_words
from dashboard.frame import inventory, pages
from dashboard.frame.inventory import ForgottenPart
from dashboard.kit.page import Page, Part


def named():
    return [*pages.parts(), *pages.files()]


def test_every_part_of_a_page_is_named_by_one():
    inventory.check(named())


@pytest.mark.parametrize("own", [Part(), Page("stock", "Stock"), Blueprint("stock", __name__)], ids=type)
def test_a_forgotten_one_keeps_the_pages_from_starting(monkeypatch, own):
    monkeypatch.setattr(delivery_words, "forgotten", own, raising=False)
    with pytest.raises(ForgottenPart, match=r"dashboard\.deliveries\.delivery_words\.forgotten is of no page"):
        inventory.check(named())


def test_a_part_that_two_pages_name_is_registered_once():
    assert len(pages.parts()) == len(set(pages.parts()))

"""A planner of one place at work, with what is theirs."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.functional.steps import new_product
from utils import ids


@pytest.fixture
def place(shop):
    """A new place with a product, of which a draft waits, and a planner who sees nothing else: (user, code, number)"""
    name = f"mia-{ids.new_id()[-8:]}"
    with shop.client("admin") as api:
        sku = new_product(api)
        api.patch(f"/products/{sku}", json={"location": name, "on_hand": 3, "unit_cost": 2}).raise_for_status()
        user = {"username": name, "password": shop.password, "role": "planner", "locations": [name]}
        api.post("/users", json=user).raise_for_status()
        line = {"number": f"PO-{name}", "product_sku": sku, "quantity": 6}
        api.post("/purchase-orders", json={"lines": [line], "draft": True}).raise_for_status()
        yield name, sku, f"PO-{name}"
        api.delete(f"/products/{sku}").raise_for_status()


def test_a_planner_of_one_place_sends_receives_and_counts_theirs_and_is_offered_no_more(shop, chromium, place):
    user, sku, number = place
    with Visitor(shop, chromium) as mia:
        mia.sign_in_as(user)
        page = mia.page
        mia.open(f"order?number={number}")
        page.get_by_role("button", name="Mark as sent").click()
        expect(page.get_by_text("counts as on its way")).to_be_visible()
        mia.open(f"deliveries?number={number}")
        page.get_by_role("button", name=re.compile("^Received")).click()
        page.get_by_role("button", name="Note it").click()
        expect(page.get_by_text("9 are on hand now")).to_be_visible()
        mia.open(f"product?sku={sku}")
        page.get_by_label("Pack size").fill("6")
        page.get_by_role("button", name="Apply").click()
        expect(page.get_by_text("The advice follows the new figures.")).to_be_visible()
        expect(page.get_by_label("Takes the place of")).to_be_disabled()
        expect(page.get_by_role("button", name="Train this product")).to_have_count(0)
        mia.open("product?sku=BRD-001")
        expect(page.get_by_text("There is no product 'BRD-001'")).to_be_visible()

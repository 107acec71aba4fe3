"""Two people at work: each sees what the other does, and nobody loses what was typed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.month import BOX
from tests.functional.steps import daily_sales, new_product
from utils import ids


@pytest.fixture
def api(shop):
    with shop.client("admin") as client:
        yield client


@pytest.fixture
def sku(api):
    """A product of this test's own."""
    sku = new_product(api)
    api.patch(f"/products/{sku}", json={"on_hand": 5, "pack_size": 1}).raise_for_status()
    yield sku
    api.delete(f"/products/{sku}").raise_for_status()


def test_what_a_colleague_stores_shows_on_the_product_beside_what_was_typed(planner, api, sku):
    page = planner.page
    planner.open(f"product?sku={sku}")
    page.get_by_label("Pack size").fill("6")
    expect(page.get_by_role("button", name="Apply")).to_be_enabled()
    api.patch(f"/products/{sku}", json={"on_hand": 50}).raise_for_status()
    planner.a_minute_passes("stock-clock")
    expect(page.get_by_role("alert")).to_contain_text(re.compile(r"admin changed this .*: On hand is 50 now\."))
    expect(page.get_by_role("textbox", name="On hand")).to_have_value("50")
    expect(page.get_by_label("Pack size")).to_have_value("6")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("The advice follows")).to_be_visible()
    stored = api.get(f"/products/{sku}").json()
    assert (stored["on_hand"], stored["pack_size"]) == (50, 6)


def test_the_chart_follows_what_has_come_in_meanwhile(planner, api, sku):
    chart = planner.page.locator("#product-chart")
    planner.open(f"product?sku={sku}")
    expect(chart).to_contain_text("Nothing was sold")
    api.post("/sales", json={"rows": daily_sales(sku, 5)}).raise_for_status()
    planner.a_minute_passes("stock-clock")
    expect(chart).not_to_contain_text("Nothing was sold")
    expect(chart).to_contain_text("Sold")


def test_who_stores_second_reads_who_was_first_and_takes_nothing_else_of_it_back(planner, api, sku):
    page = planner.page
    planner.open(f"product?sku={sku}")
    page.get_by_role("textbox", name="On hand").fill("12")
    expect(page.get_by_role("button", name="Apply")).to_be_enabled()
    api.patch(f"/products/{sku}", json={"on_hand": 50, "pack_size": 6}).raise_for_status()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("alert")).to_contain_text(
        re.compile(r"admin changed this .*: On hand is 50 now\. What you")
    )
    expect(page.get_by_label("Pack size")).to_have_value("6")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("The advice follows")).to_be_visible()
    stored = api.get(f"/products/{sku}").json()
    assert (stored["on_hand"], stored["pack_size"]) == (12, 6)


def test_what_a_colleague_orders_shows_on_the_list_and_what_was_typed_stays(planner, api, wanted):
    page, number = planner.page, f"COLLEAGUE-{ids.new_id()[-8:]}"
    planner.open("orders")
    field = page.locator(".quantity input").first
    typed = str(3 * int(field.get_attribute("step")))
    field.fill(typed)
    line = {"number": number, "product_sku": BOX, "quantity": 1}
    api.post("/purchase-orders", json={"lines": [line]}).raise_for_status()
    planner.a_minute_passes("orders-clock")
    expect(page.get_by_role("alert")).to_contain_text(re.compile(f"admin, .*: Ordered, {number}"))
    expect(field).to_have_value(typed)
    expect(field).to_be_focused()
    api.post(f"/purchase-orders/{number}/cancel").raise_for_status()

"""What needs somebody, worked off with clicks."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from utils import clock, ids


@pytest.fixture
def late(shop) -> str:
    """The number of an order that should have come, as nobody else has one."""
    api = shop.client("planner")
    number = f"late-{ids.new_id()[-12:]}"
    line = {
        "number": number,
        "ordered_on": (clock.today() - timedelta(days=9)).isoformat(),
        "expected_on": (clock.today() - timedelta(days=2)).isoformat(),
        "supplier": "North",
        "product_sku": api.get("/products?limit=1").json()["items"][0]["sku"],
        "quantity": 6,
    }
    api.post("/purchase-orders", json={"lines": [line]}).raise_for_status()
    return number


def line(visitor, late):
    """The exception of this order: by the step that solves it."""
    link = f"a.step[href$='deliveries?number={late}']"
    return visitor.page.locator("li.exception").filter(has=visitor.page.locator(link))


def count(visitor) -> int:
    return int(visitor.page.locator("#exceptions-count").inner_text() or 0)


def test_done_is_off_the_list_and_undo_brings_it_back(planner, late):
    page = planner.page
    planner.open("exceptions?kind=overdue")
    expect(page.locator("#exceptions-count")).not_to_be_empty()
    before = count(planner)
    line(planner, late).get_by_role("button", name="Done").click()
    expect(line(planner, late)).to_have_count(0)
    expect(page.locator("#exceptions-count")).to_have_text(str(before - 1) if before > 1 else "")
    page.get_by_role("button", name="Undo").click()
    expect(line(planner, late)).to_be_visible()
    expect(page.locator("#exceptions-count")).to_have_text(str(before))


def test_who_sees_to_it_and_why_is_noted(planner, late):
    page = planner.page
    planner.open("exceptions?kind=overdue")
    line(planner, late).get_by_role("button", name="Take it").click()
    expect(line(planner, late)).to_contain_text("planner sees to it")
    line(planner, late).get_by_role("button", name="Note").click()
    page.get_by_label("Comment").fill("Called <b>North</b>")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(line(planner, late)).to_contain_text("planner sees to it · “Called <b>North</b>”")


def test_what_is_snoozed_is_shown_to_who_asks_for_it(planner, late):
    page = planner.page
    planner.open("exceptions?kind=overdue")
    line(planner, late).get_by_role("button", name="Snooze a week").click()
    expect(line(planner, late)).to_have_count(0)
    page.get_by_role("link", name="Snoozed and done too").click()
    expect(line(planner, late)).to_contain_text("snoozed until")
    assert page.url.endswith("exceptions?kind=overdue&hidden=1")
    page.go_back()
    expect(page.get_by_role("link", name="Snoozed and done too")).not_to_have_attribute("aria-current", "true")


def test_its_step_leads_to_where_it_is_solved_on_a_phone_too(shop, chromium, late):
    with Visitor(shop, chromium, width=390) as someone:
        someone.sign_in_as("planner")
        someone.open("exceptions")
        someone.page.get_by_role("link", name="Overdue").click()
        line(someone, late).get_by_role("link", name="Chase the supplier").click()
        expect(someone.page.get_by_role("heading", name="Deliveries")).to_be_visible()
        expect(someone.page.get_by_text(f"Only {late} is shown")).to_be_visible()


def test_a_long_name_has_three_lines_on_a_phone(viewer, late):
    viewer.page.set_viewport_size({"width": 390, "height": 900})
    viewer.open("exceptions?kind=overdue")
    name = line(viewer, late).locator(".product-cell a")
    name.evaluate("a => { a.textContent += ' of beech, folding'.repeat(9); }")
    assert name.evaluate("a => +(a.clientHeight / parseFloat(getComputedStyle(a).lineHeight)).toFixed()") == 3


def test_a_viewer_sees_them_and_changes_nothing(viewer, late):
    viewer.open("exceptions?kind=overdue")
    expect(line(viewer, late).get_by_role("button", name="Done")).to_be_disabled()


def test_what_a_colleague_has_done_shows_by_itself(planner, late):
    planner.open("exceptions?kind=overdue")
    expect(line(planner, late)).to_be_visible()
    planner.shop.client("admin").patch(f"/exceptions/overdue/{late}", json={"is_done": True}).raise_for_status()
    planner.a_minute_passes("exceptions-clock")
    expect(line(planner, late)).to_have_count(0)

"""What is known ahead, announced, changed and taken back with clicks."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.month import days_of
from utils import clock, ids


@pytest.fixture
def announced(shop) -> str:
    """The name of a closure next week."""
    name = f"Stocktaking {ids.new_id()[-8:]}"
    day = (clock.today() + timedelta(days=7)).isoformat()
    event = {"kind": "closure", "name": name, "starts_on": day, "category": "Drinks"}
    shop.client("planner").post("/events", json=event).raise_for_status()
    return name


def month_of(days: int) -> str:
    return f"planning?month={clock.today() + timedelta(days=days):%Y-%m}"


def listed(page, name):
    """The event in the list below the calendar."""
    return page.locator(".listing").get_by_role("button", name=name)


def of_name(api, name):
    return [event for event in api.get("/events?limit=1000").json()["items"] if event["name"] == name]


def test_a_promotion_shows_its_effect_is_saved_and_taken_back(planner):
    page, api, name = planner.page, planner.shop.client("planner"), f"Sale {ids.new_id()[-8:]}"
    planner.open("planning?product_sku=BRD-001")
    window = page.get_by_role("dialog")
    expect(window).to_contain_text("On which days?")
    window.get_by_label("Name").fill(name)
    days = days_of(window.get_by_role("group", name="Days"))
    days.last.click()
    days.last.click()
    expect(window.locator(".effect")).to_contain_text("1 product")
    expect(window.locator("pre")).to_contain_text("/events/preview")
    assert of_name(api, name) == []
    window.get_by_role("button", name="Save").click()
    expect(listed(page, name)).to_be_visible()
    (made,) = of_name(api, name)
    assert (made["product_sku"], made["author"]) == ("BRD-001", "planner")
    page.get_by_role("button", name="Undo").click()
    expect(listed(page, name)).to_have_count(0)
    assert of_name(api, name) == []


def test_an_event_is_looked_at_in_the_calendar_changed_and_changed_back(planner, announced):
    page, api = planner.page, planner.shop.client("planner")
    planner.open(month_of(7))
    page.get_by_role("cell").get_by_role("button", name=announced).last.click()
    window = page.get_by_role("dialog")
    expect(window).to_contain_text("Announced by planner")
    expect(window.locator(".effect strong")).to_contain_text("1 day")
    window.get_by_label("Name").fill(f"{announced} II")
    window.get_by_role("button", name="Save").click()
    expect(listed(page, f"{announced} II")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(listed(page, f"{announced} II")).to_have_count(0)
    (event,) = of_name(api, announced)
    assert event["category"] == "Drinks"


def test_what_was_deleted_comes_back(planner, announced):
    page, api = planner.page, planner.shop.client("planner")
    planner.open(f"{month_of(7)}&view=quarter")
    page.get_by_role("cell").get_by_role("button", name=announced).click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(listed(page, announced)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(listed(page, announced)).to_be_visible()
    assert len(of_name(api, announced)) == 1


def test_a_viewer_looks_and_cannot_save(viewer, announced):
    viewer.open(month_of(7))
    expect(viewer.page.get_by_role("button", name="Announce something")).to_be_disabled()
    viewer.page.get_by_role("cell").get_by_role("button", name=announced).last.click()
    expect(viewer.page.get_by_role("dialog").get_by_role("button", name="Save")).to_be_disabled()


def test_the_months_are_addresses(planner):
    planner.open("planning?month=2027-01")
    planner.page.get_by_role("link", name="After").click()
    expect(planner.page.get_by_role("heading", name="February 2027")).to_be_visible()
    planner.page.get_by_role("link", name="Quarter").click()
    expect(planner.page.get_by_role("heading", name="January – March 2027")).to_be_visible()
    planner.page.go_back()
    expect(planner.page.get_by_role("heading", name="February 2027")).to_be_visible()


def test_the_calendar_of_the_window_opens_at_the_month_of_its_event(planner, announced):
    page, api = planner.page, planner.shop.client("planner")
    (event,) = of_name(api, announced)
    far = clock.today() + timedelta(days=100)
    api.patch(f"/events/{event['id']}", json={"starts_on": far.isoformat(), "ends_on": None}).raise_for_status()
    planner.open(month_of(100))
    page.get_by_role("cell").get_by_role("button", name=announced).last.click()
    expect(page.get_by_role("dialog").get_by_text(f"{far:%B %Y}", exact=True)).to_be_visible()

"""What planners do with suppliers, on the demo shop."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import findings
from tests.browser.visitor import Visitor

DRINKS, GIFTS = "supplier?name=Riverside Drinks", "supplier?name=The Gift House"


def terms_of(shop, name):
    items = shop.client("viewer").get("/suppliers").json()["items"]
    return next(own for own in items if own["name"] == name)


def section(page, title):
    return page.get_by_role("region", name=title, exact=True)


def test_a_list_leads_to_each_supplier(viewer):
    viewer.open("suppliers")
    row = viewer.page.get_by_role("row", name="The Gift House")
    expect(row.get_by_role("cell", name="14", exact=True)).to_be_visible()
    row.get_by_role("link").click()
    expect(viewer.page.get_by_role("heading", level=1)).to_have_text("The Gift House")
    expect(section(viewer.page, "How late it is")).to_contain_text("on average they came")


def test_a_supplier_is_added(planner):
    planner.open("suppliers")
    planner.page.get_by_role("textbox", name="New supplier").fill("Leaf & Co")
    planner.page.get_by_role("button", name="Add").click()
    expect(planner.page.get_by_role("heading", level=1)).to_have_text("Leaf & Co")


def test_order_days_show_in_the_calendar_are_stored_and_taken_back(planner):
    planner.open(DRINKS)
    page, terms = planner.page, section(planner.page, "Terms")
    group = terms.get_by_role("group", name="Takes orders on")
    group.get_by_text("Tue").click()
    expect(terms.locator(".calendar td.orders")).to_have_count(6)
    expect(terms.get_by_role("textbox", name="Smallest order, units")).to_have_value("")
    terms.get_by_role("textbox", name="Orders until").fill("11:00")
    terms.get_by_role("button", name="Store").click()
    page.get_by_role("button", name="Undo").wait_for()
    stored = terms_of(planner.shop, "Riverside Drinks")
    assert (stored["order_days"], stored["cut_off"]) == (["tue"], "11:00")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("as they were before")).to_be_visible()
    stored = terms_of(planner.shop, "Riverside Drinks")
    assert (stored["order_days"], stored["cut_off"]) == (None, None)


def test_in_which_language_it_is_written_to_is_chosen(planner):
    planner.open(DRINKS)
    page, terms = planner.page, section(planner.page, "Terms")
    terms.get_by_role("textbox", name="Language of its orders").click()
    page.get_by_role("option", name="French").click()
    terms.get_by_role("button", name="Store").click()
    expect(page.get_by_text("Language of its orders: – → French")).to_be_visible()
    assert terms_of(planner.shop, "Riverside Drinks")["language"] == "fr"
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("as they were before")).to_be_visible()
    assert terms_of(planner.shop, "Riverside Drinks")["language"] is None


def test_whoever_stores_second_is_told_and_keeps_what_was_typed(planner):
    planner.open(DRINKS)
    page, client = planner.page, planner.shop.client("planner")
    page.get_by_role("textbox", name="Smallest order, money").fill("250")
    own = f"/suppliers/{terms_of(planner.shop, 'Riverside Drinks')['id']}"
    client.patch(own, json={"min_order_value": 90}).raise_for_status()
    section(page, "Terms").get_by_role("button", name="Store").click()
    said = re.compile(r"^planner changed this .*: Smallest order, money is 90 now\.")
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_role("textbox", name="Smallest order, money")).to_have_value("250")
    client.patch(own, json={"min_order_value": None}).raise_for_status()


def test_what_cannot_be_is_explained(planner):
    planner.open(DRINKS)
    planner.page.get_by_role("textbox", name="Orders until").fill("noon")
    section(planner.page, "Terms").get_by_role("button", name="Store").click()
    expect(planner.page.get_by_text("Orders until: ")).to_be_visible()


def test_what_it_asks_for_a_product_is_stored_with_its_breaks_and_taken_back(planner):
    planner.open(GIFTS)
    page = planner.page
    page.get_by_role("button", name="Change: Music box").click()
    window = page.get_by_role("dialog", name="Music box")
    window.get_by_role("textbox", name="Its code").fill("M-4711")
    window.get_by_role("textbox", name="Unit cost").fill("11.5")
    window.get_by_role("textbox", name="Price breaks").fill("50: 11; 100: 10.5")
    window.get_by_role("button", name="Store").click()
    expect(page.get_by_role("row", name="Music box")).to_contain_text("M-4711")
    (asked,) = planner.shop.client("viewer").get("/products/GFT-008/suppliers").json()["items"]
    assert [own["quantity"] for own in asked["price_breaks"]] == [50, 100]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("row", name="Music box")).not_to_contain_text("M-4711")


def test_a_lead_time_is_pinned_for_all_it_delivers_and_taken_back(planner):
    planner.open(GIFTS)
    page, reader = planner.page, planner.shop.client("viewer")
    pinned = section(page, "Which lead time counts")
    pinned.get_by_text("Stated", exact=True).click()
    pinned.get_by_role("button", name="Use for all its products").click()
    page.get_by_role("button", name="Undo").wait_for()
    assert reader.get("/products/GFT-001").json()["lead_time_from"] == "stated"
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("counts as it did before")).to_be_visible()
    assert reader.get("/products/GFT-001").json()["lead_time_from"] == "both"


def test_storing_one_thing_leaves_what_is_typed_in_the_others(planner):
    planner.open(GIFTS)
    page, terms = planner.page, section(planner.page, "Terms")
    page.get_by_role("combobox", name="Another product").fill("BRD-0")
    terms.get_by_role("textbox", name="Orders until").fill("10:30")
    section(page, "Which lead time counts").get_by_text("Stated", exact=True).click()
    page.get_by_role("button", name="Use for all its products").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("counts as it did before")).to_be_visible()
    expect(terms.get_by_role("textbox", name="Orders until")).to_have_value("10:30")
    section(page, "Which lead time counts").get_by_text("Learned", exact=True).click()
    terms.get_by_role("button", name="Store").click()
    expect(page.get_by_text("Orders until: – → 10:30")).to_be_visible()
    expect(terms.get_by_role("button", name="Store")).to_be_disabled()
    expect(page.get_by_role("radio", name="Learned")).to_be_checked()
    page.get_by_role("button", name="Undo").click()
    expect(terms.get_by_role("textbox", name="Orders until")).to_have_value("")
    expect(page.get_by_role("combobox", name="Another product")).to_have_value("BRD-0")


def test_what_is_chosen_while_an_answer_is_on_its_way_stays(planner):
    planner.open(GIFTS)
    page, on_its_way = planner.page, []
    ways = section(page, "Which lead time counts")

    def is_redrawing(request):
        return "supplier-figures.children" in (request.post_data or "")

    def hold(route):
        if is_redrawing(route.request):
            on_its_way.append(route)
        else:
            route.continue_()

    page.route(re.compile("_dash-update-component"), hold)
    ways.get_by_text("Stated", exact=True).click()
    with page.expect_request(is_redrawing):
        page.get_by_role("button", name="Use for all its products").click()
    while not on_its_way:
        page.wait_for_timeout(20)
    ways.get_by_text("Learned", exact=True).click()
    for one in on_its_way:
        one.continue_()
    expect(ways).to_contain_text("Products with the stated one")
    expect(ways.get_by_role("radio", name="Learned")).to_be_checked()
    page.unroute_all()
    page.get_by_role("button", name="Undo").click()
    expect(ways).not_to_contain_text("Products with the stated one")


def test_a_viewer_changes_nothing(viewer):
    viewer.open(GIFTS)
    for name in ("Store", "Use for all its products", "Change: Music box"):
        expect(viewer.page.get_by_role("button", name=name)).to_be_disabled()


@pytest.mark.parametrize("width", [1280, 390])
def test_one_supplier_can_be_looked_at_by_everyone(shop, chromium, width):
    with Visitor(shop, chromium, width=width) as someone:
        someone.sign_in_as("planner")
        someone.open(GIFTS)
        someone.page.locator(".js-plotly-plot").first.wait_for()
        assert findings(someone.page) == []
        assert someone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

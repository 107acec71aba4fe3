"""What planners do with products, orders and forecasts, on the demo shop."""

import csv
import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from dashboard.frame import shell
from tests.browser.test_every_page import findings
from tests.browser.visitor import AT_REST, Visitor
from tests.functional import steps
from utils import clock

# A code that would break out of any place it is put into unescaped.
NASTY = "<b>1/2 & 'more'?#%"
BREAD = "product?sku=BRD-001"


def choose(page: Page, field: str, option: str) -> None:
    page.get_by_role("textbox", name=field).click()
    page.get_by_role("option", name=option).click()


def saved(page: Page, link: str) -> list[list[str]]:
    """The rows of the file behind a link, without its heading."""
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    with download.value.path().open(newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file))[1:]


def section(page: Page, title: str):
    return page.get_by_role("region", name=title, exact=True)


@pytest.fixture(scope="module", autouse=True)
def trained(shop):
    """Every product has a model, and its advice."""
    client = shop.client("planner")
    steps.succeeded(client, steps.submitted(client.post("/tasks/training/all", json={})))


@pytest.fixture
def nasty_product(shop):
    client = shop.client("planner")
    client.post("/products", json={"sku": NASTY, "name": "Screws"})
    days = [str(clock.today() - timedelta(days=age)) for age in (1, 2, 3)]
    rows = [{"product_sku": NASTY, "date": day, "quantity": 3} for day in days]
    client.post("/sales", json={"rows": rows}).raise_for_status()


def test_today_says_what_to_order_and_leads_to_it(planner):
    page = planner.page
    planner.open("")
    expect(section(page, "Order today").get_by_role("row")).to_have_count(6)
    expect(section(page, "Last night")).to_contain_text("trained")
    section(page, "Order today").get_by_role("link").first.click()
    expect(section(page, "Stock and order")).to_contain_text("Order ")


def test_the_order_list_fits_a_budget_and_a_category(planner):
    page = planner.page
    planner.open("orders")
    everything = len(saved(page, "orders as CSV"))
    page.get_by_role("textbox", name="Budget").fill("40")
    expect(page.locator("#orders-list")).to_contain_text("have to wait")
    assert len(saved(page, "orders as CSV")) < everything
    choose(page, "Category", "Bakery")
    expect(page.locator("#orders-list").get_by_text("GFT-")).to_have_count(0)


def test_what_was_chosen_stands_in_the_address_for_back_and_for_a_link(planner):
    page = planner.page
    planner.open("orders")
    choose(page, "Category", "Bakery")
    expect(page).to_have_url(re.compile("category=Bakery"))
    page.get_by_role("textbox", name="Budget").fill("40")
    expect(page.locator("#orders-list")).to_contain_text("have to wait")
    words = page.locator("#orders-list").get_by_role("status").inner_text()
    page.locator("#orders-list").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Stock and order")).to_be_visible()
    page.go_back()
    expect(page.locator("#orders-list").get_by_role("status")).to_have_text(words)
    expect(page.get_by_role("textbox", name="Category")).to_have_value("Bakery")
    planner.open(page.url.partition("/app/")[2])
    expect(page.locator("#orders-list").get_by_role("status")).to_have_text(words)


def test_the_list_of_what_is_too_much(planner):
    planner.open("orders?kind=excess")
    expect(planner.page.get_by_role("columnheader", name="Tied up")).to_be_visible()


def test_products_are_searched_and_saved(planner):
    page = planner.page
    planner.open("products")
    expect(page.locator(".course").first).to_be_visible()
    page.get_by_role("textbox", name="Search").fill("lemon")
    expect(page.locator("#products-count")).to_have_text("2 products")
    expect(page.get_by_text("DRK-003@STATION")).to_be_visible()
    assert [row[0] for row in sorted(saved(page, "products as CSV"))] == ["DRK-003@CENTRE", "DRK-003@STATION"]


def test_products_are_sorted_by_a_click(planner):
    page = planner.page
    planner.open("products")
    page.get_by_role("columnheader", name="Sales, 4 weeks").click()
    sorted_column = page.get_by_role("columnheader", name="Sales, 4 weeks")
    expect(sorted_column).to_have_attribute("aria-sort", "descending")
    expect(page.get_by_role("row").nth(1)).to_contain_text(re.compile("[A-Z]{3}-"))
    for heading in ("Product", "On hand", "Order"):
        page.get_by_role("columnheader", name=heading, exact=True).click()
        expect(page.get_by_role("columnheader", name=heading, exact=True)).to_have_attribute(
            "aria-sort", re.compile("ing")
        )
    page.get_by_role("columnheader", name="Order", exact=True).click()
    expect(page).to_have_url(re.compile("sort=quantity&order=asc"))
    page.reload()
    expect(page.get_by_role("columnheader", name="Order", exact=True)).to_have_attribute("aria-sort", "ascending")


def test_a_german_browser_shows_a_page_in_one_language(shop, chromium):
    with Visitor(shop, chromium, locale="de-DE") as someone:
        someone.sign_in_as("viewer")
        someone.open("product?sku=DRK-004")
        expect(someone.page.locator(".xtick").first).to_have_text(
            re.compile("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")
        )
        expect(section(someone.page, "What drives it")).to_contain_text("Saturday is the strongest")
        someone.open("products?sort=value")
        expect(someone.page.locator(".ag-row [col-id=value]").first).to_have_text(re.compile(r"^\d{1,3}(,\d{3})+$"))


def test_a_stock_figure_changes_the_advice_at_once_and_is_stored_by_apply(planner):
    page = planner.page
    planner.open(BREAD)
    stock = section(page, "Stock and order")
    page.get_by_role("textbox", name="On hand").fill("100000")
    expect(stock).to_contain_text("Nothing to order")
    expect(stock.locator(".state", has_text="What if")).to_have_count(1)
    assert planner.shop.client("viewer").get("/products/BRD-001").json()["on_hand"] < 100_000
    stock.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("The advice follows")).to_have_count(1)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    said, offered = (
        page.locator(one).bounding_box() for one in (".mantine-Notification-root", ".way-back:not(:empty)")
    )
    assert said["y"] + said["height"] <= offered["y"], "the notice lies upon the way back"
    expect(stock.locator(".state", has_text="What if")).to_have_count(0)
    expect(stock).to_contain_text("Nothing to order")
    assert planner.shop.client("viewer").get("/products/BRD-001").json()["on_hand"] == 100_000
    planner.shop.client("planner").patch("/products/BRD-001", json={"on_hand": 20}).raise_for_status()


def test_a_figure_that_cannot_be_is_explained(planner):
    planner.open(BREAD)
    planner.page.get_by_label("Pack size").fill("0")
    expect(planner.page.get_by_text("Pack size: ")).to_be_visible()


def test_what_is_supposed_is_taken_back(planner):
    page = planner.page
    planner.open(BREAD)
    page.get_by_label("Demand, ± %").fill("300")
    expect(section(page, "Stock and order")).to_contain_text("What if")
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_label("Demand, ± %")).to_have_value("0")


def test_a_planner_overrides_the_forecast_with_a_reason(planner):
    page = planner.page
    planner.open("product?sku=BRD-002")
    page.get_by_role("textbox", name="Figure").fill("500")
    page.get_by_role("button", name="Use my figure").click()
    expect(page.get_by_text("Say why")).to_be_visible()
    page.get_by_role("textbox", name="Reason").fill("Street festival")
    page.get_by_role("button", name="Use my figure").click()
    row = page.get_by_role("row", name="Street festival")
    expect(row).to_contain_text("500 a day")
    row.get_by_role("button", name="Take back").click()
    expect(row).to_contain_text("Taken back")


def test_a_product_is_trained_and_an_older_version_served_again(planner):
    page = planner.page
    planner.open("product?sku=BRD-004")
    page.get_by_role("button", name="Train this product").click()
    versions = section(page, "Model versions")
    expect(versions.get_by_role("article")).to_contain_text("Done", timeout=60_000)
    versions.get_by_role("button", name="Serve version").first.click()
    expect(page.get_by_text("is served again")).to_be_visible()


def test_what_drives_a_product_is_said_and_drawn(planner):
    planner.open("product?sku=DRK-004")
    drivers = section(planner.page, "What drives it")
    expect(drivers).to_contain_text("Saturday is the strongest")
    expect(drivers.locator(".js-plotly-plot")).to_have_count(3)


@pytest.mark.parametrize("is_from_list", [False, True])
def test_charts_are_drawn_by_the_small_part_of_plotly_alone(planner, is_from_list):
    asked = []
    planner.page.on("request", lambda request: asked.append(request.url))
    if is_from_list:
        planner.open("products")
        planner.page.locator(".ag-row a").first.click()
    else:
        planner.open(BREAD)
    planner.page.locator(".js-plotly-plot .xtick").first.wait_for(state="attached")
    assert {url.rpartition("/")[2].partition("?")[0] for url in asked if "plotly" in url} == {shell.CHARTS}


def test_a_grid_is_drawn_on_the_way_from_another_page(planner):
    planner.open("suppliers")
    planner.page.get_by_role("link", name="Products", exact=True).click()
    planner.page.locator(".ag-row .ag-cell").first.wait_for()


def test_a_code_may_be_any_text(planner, nasty_product):
    page = planner.page
    planner.open("products?q=%26 'more'")
    page.get_by_role("link", name="Screws").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Screws")
    expect(page.locator("main")).to_contain_text(NASTY)


def test_an_unknown_product_is_explained(planner):
    planner.open("product?sku=nothing")
    expect(planner.page.locator("main")).to_contain_text("There is no product 'nothing'")
    planner.page.get_by_role("link", name="All products").click()
    expect(planner.page.get_by_role("heading", level=1)).to_have_text("Products")


@pytest.mark.parametrize("action", ["Apply", "Use my figure", "Train this product"])
def test_a_viewer_looks_at_a_product_and_changes_nothing(viewer, action):
    viewer.open(BREAD)
    expect(viewer.page.get_by_role("button", name=action)).to_be_disabled()


def test_before_the_first_scores_accuracy_says_what_it_waits_for(planner):
    planner.open("accuracy")
    expect(planner.page.locator("#accuracy-found")).to_contain_text("Nothing to compare yet")


@pytest.mark.parametrize("width", [1280, 390])
def test_one_product_can_be_looked_at_by_everyone(shop, chromium, width):
    with Visitor(shop, chromium, width=width) as someone:
        someone.sign_in_as("planner")
        someone.open("product?sku=DRK-004")
        someone.page.locator("#product-drivers .js-plotly-plot").first.wait_for(state="attached")
        for folded in someone.page.locator(".folds:not([open]) > summary").all()[::-1]:
            folded.click()
        expect(someone.page.locator("#product-drivers .js-plotly-plot").first).to_be_visible()
        assert findings(someone.page) == []
        assert someone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_small_screen_the_grid_begins_with_what_matters(shop, chromium):
    with Visitor(shop, chromium, width=390) as someone:
        someone.sign_in_as("viewer")
        someone.open("products")
        for heading in ("Order", "At risk", "Lasts, days"):
            expect(someone.page.get_by_role("columnheader", name=heading)).to_be_in_viewport(ratio=0.9)
        # Of a few all are drawn at once, before the window's width is known.
        someone.open("products?q=GFT")
        someone.page.evaluate(AT_REST)
        heights = someone.page.locator(".ag-row").evaluate_all("rows => rows.map((row) => row.offsetHeight)")
        assert set(heights) == {84}


def test_a_search_without_a_hit_says_so(viewer):
    viewer.open("products?q=no-such-thing")
    expect(viewer.page.get_by_text("No product matches")).to_be_visible()


def test_a_product_is_added_and_has_its_page(planner):
    planner.open("products")
    page = planner.page
    page.get_by_role("button", name="New product").click()
    window = page.get_by_role("dialog", name="New product")
    window.get_by_role("textbox", name="Code").fill("NEW/1")
    window.get_by_role("textbox", name="Name").fill("Oat bread")
    window.get_by_role("button", name="Create").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oat bread")


def test_many_are_changed_after_a_preview_and_taken_back(planner):
    reader, page = planner.shop.client("viewer"), planner.page
    planner.open("products?category=Bakery")
    before = reader.get("/products?category=Bakery").json()["items"]
    page.get_by_role("button", name="Change many").click()
    window = page.get_by_role("dialog", name="Change many products")
    choose(page, "What to change", "Pack size")
    page.locator("#products-many-number").fill("7")
    expect(window).to_contain_text("Of these, 10 would change")
    window.get_by_role("button", name="Change them").click()
    page.get_by_role("button", name="Undo").wait_for()
    assert {one["pack_size"] for one in reader.get("/products?category=Bakery").json()["items"]} == {7}
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("as they were before")).to_be_visible()
    after = reader.get("/products?category=Bakery").json()["items"]
    assert [one["pack_size"] for one in after] == [one["pack_size"] for one in before]


def test_a_search_by_the_keyboard_alone_leads_to_a_product(viewer):
    viewer.open("schedules")
    page = viewer.page
    page.keyboard.press("/")
    page.keyboard.type("rye")
    expect(page.get_by_role("link", name="Rye bread")).to_be_visible()
    page.keyboard.press("ArrowDown")
    # An answer that is late does not take the place from who walks through what was found.
    page.get_by_role("link", name="Rye bread").evaluate("(link) => { link.id = 'before'; }")
    page.locator("#search-q").dispatch_event("input")
    expect(page.locator("#before")).to_have_count(0)
    expect(page.get_by_role("link", name="Rye bread")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rye bread")
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()


def test_a_search_finds_suppliers_and_pages_and_says_where_there_is_nothing(viewer):
    viewer.open("")
    page = viewer.page
    page.get_by_role("button", name="Search").click()
    field = page.get_by_role("searchbox", name="Search products")
    field.fill("gift h")
    expect(page.get_by_role("link", name="The Gift House")).to_be_visible()
    assert findings(page) == []
    field.fill("monit")
    expect(page.locator("#search").get_by_role("link", name="Monitoring")).to_be_visible()
    field.fill("no such thing")
    expect(page.get_by_text("Nothing is called that")).to_be_visible()


def test_a_chart_shows_last_year_and_what_is_on_hand_below(viewer):
    viewer.open("product?sku=DRK-004")
    chart = viewer.page.locator("#product-chart")
    for name in ("Sold a year before", "Was on hand", "Will be on hand"):
        expect(chart.get_by_text(name)).to_be_visible()
    viewer.page.get_by_role("link", name="Models", exact=True).click()
    expect(section(viewer.page, "Model versions")).to_be_in_viewport()


def test_two_codes_are_made_one_after_a_look_and_taken_back(planner):
    client, page = planner.shop.client("planner"), planner.page
    client.post("/products", json={"sku": "TWIN", "name": "The same bread"}).raise_for_status()
    planner.open("product?sku=BRD-003")
    other = section(page, "Another code")
    other.get_by_role("combobox", name="Other code").fill("TWIN")
    other.get_by_role("button", name="Is the same as").click()
    expect(other).to_contain_text("TWIN would go")
    other.get_by_role("button", name="Make them one").click()
    page.get_by_role("button", name="Undo").wait_for()
    assert client.get("/products/TWIN").json()["sku"] == "BRD-003"
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Both products are there again")).to_be_visible()
    assert client.get("/products/TWIN").json()["sku"] == "TWIN"

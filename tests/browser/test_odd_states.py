"""What one is told when something cannot be, and that nothing typed is lost over it."""

import re
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.shop import also_with
from tests.browser.visitor import Visitor
from tests.functional.steps import new_product
from utils import ids

UPDATES = re.compile("_dash-update-component")


@pytest.fixture
def api(shop):
    with shop.client("admin") as client:
        yield client


@pytest.fixture(scope="module")
def narrow(shop):
    """The shop as it is where little may be sent at once, and no mail."""
    with also_with(shop, MAX_IMPORT_MB="1", MAX_BODY_MB="1", SMTP_URL="") as other:
        yield other


@pytest.fixture
def careful(narrow, chromium):
    """A planner of that shop."""
    with Visitor(narrow, chromium) as someone:
        someone.sign_in_as("planner")
        yield someone


@pytest.fixture
def broken(shop, api):
    """The name of a supplier of which the database holds nonsense."""
    name = f"Mill {ids.new_id()[-8:]}"
    own = api.post("/suppliers", json={"name": name}).raise_for_status().json()["id"]
    put(shop, own, "{")
    yield name
    put(shop, own, "[]")
    api.delete(f"/suppliers/{own}").raise_for_status()


def put(shop, supplier, closed):
    with sqlite3.connect(shop.data / "stockcast.db", timeout=30) as database:
        database.execute("UPDATE suppliers SET closed = ? WHERE id = ?", (closed, supplier))


def test_an_address_without_a_page_says_where_to_go(planner):
    planner.open("nothing-of-the-kind")
    expect(planner.page.get_by_role("heading", name="Nothing is at this address")).to_be_visible()
    planner.page.get_by_role("link", name="Go to Today").click()
    expect(planner.page.get_by_role("heading", level=1)).to_have_text("Today")


def test_a_file_that_does_not_exist_is_refused_as_a_page_that_leads_back(planner):
    planner.open("import")
    planner.expects_refusals()
    planner.page.evaluate("location.assign('/app/import-files/none/rejected.csv')")
    expect(planner.page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    planner.page.get_by_role("link", name="Back").click()
    expect(planner.page.get_by_role("heading", level=1)).to_have_text("Import")


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(careful, tmp_path):
    large = tmp_path / "large.csv"
    large.write_text("date,sku,quantity\n" + "2026-01-01,A,5\n" * 80_000)
    careful.open("import")
    careful.page.set_input_files("#import-choose", large)
    expect(careful.page.get_by_text("large.csv has 2 MB; 1 MB are taken at most.")).to_be_visible()


def test_too_much_in_a_form_is_said_and_stays_typed(careful):
    careful.open("supplier?name=Riverside Drinks")
    careful.expects_refusals()
    field = careful.page.get_by_role("combobox", name="Another product")
    field.fill("x" * 1_200_000)
    careful.page.get_by_role("button", name="Add").click()
    expect(careful.page.get_by_text("more than the server takes at once")).to_be_visible()
    assert len(field.input_value()) == 1_200_000


def test_an_order_that_cannot_be_mailed_says_how_it_gets_to_its_supplier(careful, planner, api):
    sku, number = new_product(api), ids.new_id()
    api.patch(f"/products/{sku}", json={"supplier": "Without mail", "unit_cost": 1}).raise_for_status()
    lines = [{"number": number, "product_sku": sku, "quantity": 5}]
    api.post("/purchase-orders", json={"draft": True, "lines": lines}).raise_for_status()
    for someone, why in ((careful, "No mail server is set up"), (planner, "Without mail has no e-mail for orders")):
        someone.open(f"order?number={number}")
        expect(someone.page.get_by_text(why)).to_be_visible()
    api.post(f"/purchase-orders/{number}/cancel").raise_for_status()


def test_what_fails_on_our_side_is_said_on_its_page(planner, broken):
    planner.open(f"supplier?name={broken}")
    expect(planner.page.get_by_role("alert")).to_contain_text("Something went wrong on our side")


def test_a_click_while_the_server_is_away_is_said_to_have_done_nothing_and_can_be_repeated(planner, stopped_web):
    planner.open("supplier?name=Riverside Drinks")
    planner.expects_refusals()
    page = planner.page
    page.get_by_role("combobox", name="Another product").fill("BRD-001")
    stopped_web.kill()
    page.get_by_role("button", name="Use for all its products").click()
    expect(page.get_by_text("The server did not answer")).to_be_visible()
    expect(page.get_by_role("button", name="Use for all its products")).to_be_enabled()
    expect(page.get_by_role("combobox", name="Another product")).to_have_value("BRD-001")
    page.get_by_role("link", name="Planning", exact=True).click()
    stopped_web.start()
    expect(page.get_by_role("heading", level=1, name="Planning")).to_be_visible(timeout=60_000)


@pytest.fixture
def crowd(planner):
    """A proxy in front of the shop that lets nothing through for as long as there is somebody in the list."""
    busy = ["others"]

    def answer(route):
        if busy:
            route.fulfill(status=429, content_type="text/html", headers={"Retry-After": "1"}, body="<h1>slow down</h1>")
        else:
            route.continue_()

    planner.expects_refusals()
    planner.page.route(UPDATES, answer)
    planner.page.route("**/app/import-files", answer)
    return busy


def test_where_too_much_is_asked_nothing_typed_is_lost_and_it_can_be_done_again(planner, crowd):
    page = planner.page
    crowd.clear()
    planner.open("product?sku=BRD-001")
    page.get_by_role("textbox", name="Reason").fill("a fair")
    page.get_by_role("textbox", name="Figure").fill("40")
    crowd.append("others")
    planner.a_minute_passes("stock-clock")
    page.get_by_role("button", name="Use my figure").click()
    expect(page.get_by_text("asked too much at once, and did not do this")).to_have_count(1)
    expect(page.get_by_text("slow down")).to_have_count(0)
    expect(page.get_by_role("textbox", name="Reason")).to_have_value("a fair")
    crowd.clear()
    page.get_by_role("button", name="Use my figure").click()
    expect(page.get_by_text("follow your figure")).to_be_visible()
    page.get_by_role("button", name="Take back: a fair").first.click()
    expect(page.get_by_text("own figures count again")).to_be_visible()


def test_the_same_error_twice_is_one_notice(planner):
    planner.open("product?sku=BRD-001")
    for _ in range(2):
        with planner.page.expect_response(UPDATES):
            planner.page.get_by_role("button", name="Use my figure").click()
        expect(planner.page.get_by_text("Say why: the reason is what others will ask you for.")).to_have_count(1)


def test_a_page_that_is_asked_for_in_a_crowd_comes_by_itself(planner, crowd):
    planner.page.goto(f"{planner.shop.address}/app/planning")
    expect(planner.page.get_by_text("The page comes by itself")).to_be_visible()
    crowd.clear()
    expect(planner.page.get_by_role("heading", level=1, name="Planning")).to_be_visible()


def test_a_file_that_is_sent_in_a_crowd_can_be_sent_again(planner, crowd, tmp_path):
    planner.page.unroute(UPDATES)
    planner.open("import")
    (tmp_path / "sales.csv").write_text("date,sku,quantity\n2026-01-01,A,5\n")
    planner.page.set_input_files("#import-choose", tmp_path / "sales.csv")
    expect(planner.page.get_by_text("and did not take sales.csv. Try again in a minute.")).to_be_visible()


def test_what_was_typed_in_a_window_is_said_after_the_session_has_ended(planner):
    planner.open("products")
    planner.expects_refusals()
    page = planner.page
    page.get_by_role("button", name="New product").click()
    window = page.get_by_role("dialog", name="New product")
    window.get_by_role("textbox", name="Name").fill("Sea salt caramels")
    planner.context.clear_cookies()
    window.get_by_role("button", name="Create").click()
    page.get_by_label("Username").fill("planner")
    page.get_by_label("Password").fill(planner.shop.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("ended before this was stored: Name: Sea salt caramels")).to_be_visible()


def test_who_stores_something_of_a_product_that_a_colleague_has_deleted_is_told(planner, api):
    sku = new_product(api)
    api.patch(f"/products/{sku}", json={"on_hand": 5}).raise_for_status()
    planner.open(f"product?sku={sku}")
    planner.page.get_by_label("Pack size").fill("6")
    expect(planner.page.get_by_role("button", name="Apply")).to_be_enabled()
    api.delete(f"/products/{sku}").raise_for_status()
    planner.page.get_by_role("button", name="Apply").click()
    expect(planner.page.get_by_text(f"There is no product '{sku}'")).to_be_visible()
    expect(planner.page.get_by_label("Pack size")).to_have_value("6")

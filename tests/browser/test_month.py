"""The tasks of a planner's month from Today on: with at most five clicks, as the document counts, and by keys alone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.month import BOX, Hand, Keys, days_of
from tests.browser.visitor import Visitor
from tests.functional.steps import new_product, succeeded
from utils import clock, ids


@pytest.fixture
def api(shop):
    with shop.client("planner") as client:
        yield client


@pytest.fixture(params=[Hand, Keys], ids=["by mouse", "by keys"])
def kind_of_hand(request):
    return request.param


@pytest.fixture
def hand(planner, kind_of_hand):
    return kind_of_hand(planner)


@pytest.fixture
def new_sku(api):
    """The code of a product of this test's own."""
    sku = new_product(api)
    yield sku
    api.delete(f"/products/{sku}").raise_for_status()


@pytest.fixture
def order_of_boxes(api):
    """The number of an order of ten music boxes, in the middle of next month."""
    number, day = f"MONTH-{ids.new_id()[-8:]}", clock.today().replace(day=1) + timedelta(days=45)
    line = {"number": number, "product_sku": BOX, "quantity": 10, "expected_on": day.isoformat()}
    api.post("/purchase-orders", json={"lines": [line]}).raise_for_status()
    yield number
    api.post(f"/purchase-orders/{number}/cancel").raise_for_status()


def test_import_sales(hand, new_sku, tmp_path):
    (tmp_path / "sales.csv").write_text(f"sku,date,quantity\n{new_sku},{clock.today() - timedelta(days=1)},3\n")
    with hand.task("Import sales") as page:
        hand.go("Import")
        hand.choose(tmp_path / "sales.csv")
        hand.press(page.get_by_role("button", name="Import", exact=True))
        expect(page.locator("#imports article").first).to_contain_text("1 new", timeout=60_000)


def test_import_terms(hand, new_sku, tmp_path):
    (tmp_path / "terms.csv").write_text(f"sku,lead_time_days\n{new_sku},3\n")
    with hand.task("Import terms of products") as page:
        hand.go("Import")
        products = page.get_by_role("navigation", name="Kind of file").get_by_role("link", name="Products")
        hand.press(products)
        expect(products).to_have_attribute("aria-current", "page")
        hand.choose(tmp_path / "terms.csv")
        hand.press(page.get_by_role("button", name="Import", exact=True))
        expect(page.locator("#imports article").first).to_contain_text("1 changed", timeout=60_000)


def test_train(hand):
    with hand.task("Train one product") as page:
        hand.find("Music box")
        hand.press(page.get_by_role("button", name="Train this product"))
        expect(page.locator("#product-task article")).to_contain_text("Done", timeout=120_000)


def test_order_with_a_changed_quantity(hand, wanted, api):
    with hand.task("Order from one supplier with a changed quantity") as page:
        hand.go("Orders")
        field = page.locator(".quantity input").first
        hand.type(field, str(2 * int(field.get_attribute("step"))))
        hand.press(page.get_by_role("button", name="Order: ").first)
        hand.press(page.get_by_role("dialog").get_by_role("button", name="Order"))
        made = page.get_by_role("region", name="Ordered", exact=True)
        expect(made).to_be_visible()
    for number in made.get_by_role("link", name=re.compile(r"^PO-\S+$")).all_inner_texts():
        api.post(f"/purchase-orders/{number}/cancel").raise_for_status()


def test_receive_a_part_and_undo_it(hand, order_of_boxes):
    with hand.task("Receive a part") as page:
        hand.go("Deliveries")
        hand.press(page.get_by_role("button", name=f"Received: {BOX} of {order_of_boxes}"))
        hand.type(page.get_by_role("textbox", name=BOX), "4")
        hand.press(page.get_by_role("button", name="Note it"))
        expect(page.locator("article", has_text=order_of_boxes).get_by_role("strong")).to_have_text("6")
    with hand.task("Undo a receipt") as page:
        hand.go("Deliveries")
        hand.press(page.get_by_role("button", name=f"Undo receipt: {order_of_boxes}"))
        expect(page.locator("article", has_text=order_of_boxes).get_by_role("strong")).to_have_text("10")


def test_postpone_a_line(hand, order_of_boxes, api):
    with hand.task("Postpone a line of an order") as page:
        hand.go("Deliveries")
        hand.press(page.get_by_role("button", name=f"Change day: {BOX} of {order_of_boxes}"))
        hand.pick_last_day(page.get_by_role("dialog").get_by_label("Expected on"))
        hand.press(page.get_by_role("button", name="Change day", exact=True))
        expect(page.get_by_role("button", name=f"Undo change: {order_of_boxes}")).to_be_visible()
    (line,) = api.get("/purchase-orders", params={"number": order_of_boxes}).json()["items"]
    assert line["expected_on"] > (clock.today().replace(day=1) + timedelta(days=45)).isoformat()


def test_announce_a_promotion(hand, new_sku, api):
    api.patch(f"/products/{new_sku}", json={"name": f"Thing {new_sku}"}).raise_for_status()
    with hand.task("Announce a promotion") as page:
        hand.find(f"Thing {new_sku}")
        hand.press(page.get_by_role("link", name="Announce a promotion"))
        window = page.get_by_role("dialog")
        hand.type(window.get_by_label("Name"), "Autumn sale")
        for _ in ("first", "last"):
            hand.pick_day(days_of(window.get_by_role("group", name="Days")).last)
        # What it would do is read first; it moves the button down.
        expect(window.locator(".effect strong")).to_be_visible()
        hand.press(window.get_by_role("button", name="Save"))
        expect(page.locator(".listing").get_by_role("button", name="Autumn sale")).to_be_visible()
    for event in api.get("/events", params={"product_sku": new_sku}).json()["items"]:
        api.delete(f"/events/{event['id']}")


def test_announce_closed_days(hand, api):
    name = f"Stocktaking {ids.new_id()[-8:]}"
    with hand.task("Announce closed days") as page:
        hand.go("Planning")
        hand.press(page.get_by_role("button", name="Announce closed days"))
        window = page.get_by_role("dialog")
        hand.type(window.get_by_label("Name"), name)
        # Nothing else of the shop is to stand still for it.
        hand.type(window.get_by_label("Location"), "nowhere")
        for _ in ("first", "last"):
            hand.pick_day(days_of(window.get_by_role("group", name="Days")).last)
        # What it would do is read first; it moves the button down.
        expect(window.locator(".effect strong")).to_be_visible()
        hand.press(window.get_by_role("button", name="Save"))
        expect(page.locator(".listing").get_by_role("button", name=name)).to_be_visible()
    (made,) = [event for event in api.get("/events?limit=1000").json()["items"] if event["name"] == name]
    assert made["kind"] == "closure"
    api.delete(f"/events/{made['id']}").raise_for_status()


def test_override_the_forecast(hand, new_sku, api):
    api.patch(f"/products/{new_sku}", json={"name": f"Thing {new_sku}"}).raise_for_status()
    with hand.task("Overrule the forecast with a reason") as page:
        hand.find(f"Thing {new_sku}")
        hand.type(page.get_by_role("textbox", name="Figure"), "5")
        hand.type(page.get_by_role("textbox", name="Reason"), "Christmas market")
        hand.press(page.get_by_role("button", name="Use my figure"))
        expect(page.get_by_role("row", name="Christmas market")).to_be_visible()


def test_why_so_many(hand, wanted):
    with hand.task("See why so many are advised") as page:
        hand.go("Orders")
        hand.press(page.get_by_role("button", name="Why").first)
        expect(page.get_by_role("dialog").locator(".waterfall")).to_be_visible()


def test_find_a_product(hand):
    with hand.task("Find a product") as page:
        hand.press(page.get_by_role("button", name="Search"))
        hand.type(page.get_by_role("searchbox"), "music b")
        hand.press(page.locator("#search").get_by_role("link", name="Music box"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Music box")


def test_say_what_is_on_hand(hand, new_sku, api):
    api.patch(f"/products/{new_sku}", json={"name": f"Thing {new_sku}"}).raise_for_status()
    with hand.task("Say what is on hand") as page:
        hand.find(f"Thing {new_sku}")
        hand.type(page.get_by_role("textbox", name="On hand"), "12")
        hand.press(page.get_by_role("button", name="Apply"))
        expect(page.get_by_text("The advice follows")).to_be_visible()
    assert api.get(f"/products/{new_sku}").json()["on_hand"] == 12


def test_discontinue_a_product(hand, new_sku, api):
    api.patch(f"/products/{new_sku}", json={"name": f"Thing {new_sku}"}).raise_for_status()
    with hand.task("Discontinue a product") as page:
        hand.find(f"Thing {new_sku}")
        hand.pick_last_day(page.get_by_label("Last sold on"))
        hand.press(page.get_by_role("region", name="Life and supplier").get_by_role("button", name="Store"))
        expect(page.get_by_text("Forecast and advice follow")).to_be_visible()
    assert api.get(f"/products/{new_sku}").json()["ends_on"] >= clock.today().isoformat()


def test_replace_a_product_by_another(hand, new_sku, api):
    old = new_product(api)
    api.patch(f"/products/{new_sku}", json={"name": f"Thing {new_sku}"}).raise_for_status()
    with hand.task("Replace a product by another") as page:
        hand.find(f"Thing {new_sku}")
        life = page.get_by_role("region", name="Life and supplier")
        hand.type(life.get_by_role("combobox", name="Takes the place of"), old)
        hand.press(life.get_by_role("button", name="Store"))
        expect(life.get_by_role("link", name=old)).to_be_visible()
    assert api.get(f"/products/{new_sku}").json()["replaces"] == old
    api.patch(f"/products/{new_sku}", json={"replaces": ""}).raise_for_status()
    api.delete(f"/products/{old}").raise_for_status()


def test_change_many_products_at_once(hand, api):
    skus = [new_product(api) for _ in range(3)]
    shelf = f"Shelf {skus[0]}"
    api.patch("/products", json={"product_skus": skus, "change": {"category": shelf}}).raise_for_status()
    with hand.task("Change many products at once, and undo it") as page:
        hand.go("Products")
        hand.pick(page.get_by_role("textbox", name="Category"), shelf)
        hand.press(page.get_by_role("button", name="Change many"))
        window = page.get_by_role("dialog")
        hand.type(window.get_by_role("textbox", name="New value").first, "Elsewhere")
        hand.press(window.get_by_role("button", name="Change them"))
        hand.press(page.get_by_role("button", name="Undo"))
        expect(page.get_by_text("as they were before: 3")).to_be_visible()
    for sku in skus:
        api.delete(f"/products/{sku}").raise_for_status()


def test_two_people_at_one_product(hand, new_sku, api):
    api.patch(f"/products/{new_sku}", json={"name": f"Thing {new_sku}", "on_hand": 5}).raise_for_status()
    with hand.task("Store what a colleague has changed meanwhile, after a look") as page:
        hand.find(f"Thing {new_sku}")
        hand.type(page.get_by_role("textbox", name="On hand"), "12")
        expect(page.get_by_role("button", name="Apply")).to_be_enabled()
        api.patch(f"/products/{new_sku}", json={"on_hand": 50}).raise_for_status()
        hand.press(page.get_by_role("button", name="Apply"))
        expect(page.get_by_role("alert")).to_contain_text("On hand is 50 now")
        expect(page.get_by_role("textbox", name="On hand")).to_have_value("12")
        hand.press(page.get_by_role("button", name="Apply"))
        expect(page.get_by_text("The advice follows")).to_be_visible()
    assert api.get(f"/products/{new_sku}").json()["on_hand"] == 12


def test_undo_an_import(hand, new_sku, api):
    yesterday = clock.today() - timedelta(days=1)
    task = api.post("/sales/import", content=f"sku,date,quantity\n{new_sku},{yesterday},3\n").json()["task_id"]
    succeeded(api, task)
    with hand.task("Undo an import") as page:
        hand.go("Import")
        hand.press(page.locator("#imports article").first.get_by_role("button", name="Undo"))
        hand.press(page.get_by_role("dialog").get_by_role("button", name="Take it back"))
        expect(page.locator("#imports article").first).to_contain_text("Taken back")
    assert api.get(f"/products/{new_sku}/sales").json()["items"] == []


def test_compare_accuracy(hand):
    with hand.task("See how good forecasts were") as page:
        hand.go("Accuracy")
        expect(page.get_by_role("region", name="Promised and kept")).to_be_visible()


def test_print_and_export(hand, wanted):
    with hand.task("Print the order list") as page:
        hand.go("Orders")
        with page.expect_popup() as paper:
            hand.press(page.get_by_role("link", name="Print"))
        expect(paper.value.get_by_role("heading", level=1)).to_have_text("To order")
    with hand.task("Save the order list for a spreadsheet") as page:
        hand.go("Orders")
        with page.expect_download() as file:
            hand.press(page.get_by_role("link", name="as XLSX"))
        assert file.value.suggested_filename.endswith(".xlsx")


def test_change_the_terms_of_a_supplier(hand):
    with hand.task("Change and undo the terms of a supplier") as page:
        hand.go("Suppliers")
        hand.press(page.get_by_role("link", name="The Gift House"))
        hand.type(page.get_by_role("textbox", name="Orders until"), "11:00")
        hand.press(page.get_by_role("region", name="Terms").get_by_role("button", name="Store"))
        hand.press(page.get_by_role("button", name="Undo"))
        expect(page.get_by_text("as they were before")).to_be_visible()


def test_suppose_something(hand):
    with hand.task("Suppose something else for the whole list") as page:
        hand.go("Scenarios")
        hand.type(page.get_by_label("Demand, in percent"), "20")
        hand.press(page.get_by_role("button", name="Compare"))
        expect(page.get_by_role("region", name="By supplier", exact=True)).to_be_visible(timeout=60_000)
    assert re.search("demand_change=20", page.url)


def test_add_a_product_without_history(hand, api):
    sku = f"MONTH-{ids.new_id()[-8:]}"
    with hand.task("Add a product without a history") as page:
        hand.go("Products")
        hand.press(page.get_by_role("button", name="New product"))
        window = page.get_by_role("dialog", name="New product")
        hand.type(window.get_by_role("textbox", name="Code"), sku)
        hand.type(window.get_by_role("textbox", name="Name"), "Oat cake")
        hand.press(window.get_by_role("button", name="Create"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Oat cake")
    api.delete(f"/products/{sku}").raise_for_status()


def test_work_off_an_exception(hand, api):
    number = f"LATE-{ids.new_id()[-8:]}"
    days = {name: str(clock.today() - timedelta(days=age)) for name, age in (("ordered_on", 9), ("expected_on", 2))}
    line = {"number": number, "product_sku": BOX, "quantity": 6, **days}
    api.post("/purchase-orders", json={"lines": [line]}).raise_for_status()
    with hand.task("Take an exception off the list") as page:
        hand.go("Exceptions")
        own = page.locator("li.exception").filter(has=page.locator(f"a.step[href$='deliveries?number={number}']"))
        hand.press(own.get_by_role("button", name="Done"))
        expect(own).to_have_count(0)
    api.post(f"/purchase-orders/{number}/cancel").raise_for_status()


def test_look_at_orders_on_a_phone(shop, chromium, kind_of_hand):
    with Visitor(shop, chromium, width=390) as someone:
        someone.sign_in_as("planner")
        hand = kind_of_hand(someone)
        with hand.task("See on a phone what to order") as page:
            hand.press(page.get_by_role("button", name="Menu"))
            hand.press(page.get_by_role("navigation").get_by_role("link", name="Orders", exact=True))
            expect(page.get_by_role("heading", level=1)).to_have_text("Orders")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_go_on_after_the_session_has_ended(hand, new_sku, api):
    api.patch(f"/products/{new_sku}", json={"name": f"Thing {new_sku}"}).raise_for_status()
    with hand.task("Go on where the session has ended, with what was typed") as page:
        hand.find(f"Thing {new_sku}")
        hand.type(page.get_by_role("textbox", name="On hand"), "12")
        expect(page.get_by_role("button", name="Apply")).to_be_enabled()
        hand.planner.expects_refusals()
        hand.planner.context.clear_cookies()
        hand.press(page.get_by_role("button", name="Apply"))
        hand.type(page.get_by_label("Username"), "planner")
        hand.type(page.get_by_label("Password"), hand.planner.shop.password)
        hand.press(page.get_by_role("button", name="Sign in"))
        expect(page.get_by_role("textbox", name="On hand")).to_have_value("12")
        hand.press(page.get_by_role("button", name="Apply"))
        expect(page.get_by_text("The advice follows")).to_be_visible()
    assert api.get(f"/products/{new_sku}").json()["on_hand"] == 12

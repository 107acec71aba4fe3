"""Two people at one order, delivery, promotion, product or supplier: who is second hears who was first."""

import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visitor
from utils import clock, ids

# No other test orders these.
BASKETS, LAMPS = "HSH-003", "HSH-004"


@pytest.fixture
def lee(other: Visitor) -> Iterator[httpx.Client]:
    """What the other planner does, at her own desk."""
    with other.shop.client("lee") as client:
        yield client


@pytest.fixture
def draft(lee) -> str:
    """The number of a draft of ten of each."""
    return entered(lee, draft=True)


@pytest.fixture
def sent(lee) -> str:
    """The number of an order that is on its way."""
    return entered(lee, draft=False)


def entered(client: httpx.Client, draft: bool) -> str:
    number = f"TWO-{ids.new_id()[-8:]}"
    lines = [{"number": number, "product_sku": sku, "quantity": 10} for sku in (BASKETS, LAMPS)]
    client.post("/purchase-orders", json={"draft": draft, "lines": lines}).raise_for_status()
    return number


def line_of(client: httpx.Client, number: str) -> dict:
    """The line of the baskets."""
    items = client.get("/purchase-orders", params={"number": number}).json()["items"]
    return next(own for own in items if own["product_sku"] == BASKETS)


def came(client: httpx.Client, number: str, units: float) -> None:
    own = line_of(client, number)["id"]
    client.post(f"/purchase-orders/{own}/receipts", json={"quantity": units}).raise_for_status()


def units(planner: Visitor) -> Locator:
    return planner.page.get_by_label(f"Quantity of {BASKETS}")


def heard(planner: Visitor) -> Locator:
    """The notice in the corner that says what was not done."""
    return planner.page.locator(".mantine-Notification-root").filter(has_text="lee")


def test_an_order_that_was_sent_while_its_quantities_were_typed_keeps_them(planner, lee, draft):
    planner.open(f"order?number={draft}")
    units(planner).fill("24")
    lee.post(f"/purchase-orders/{draft}/send", json={"mail": False}).raise_for_status()
    planner.page.get_by_role("button", name="Save quantities").click()
    expect(planner.page.get_by_role("alert").filter(has_text="lee was quicker")).to_contain_text("Sent")
    expect(planner.page.get_by_role("button", name="Confirmed by the supplier")).to_be_visible()
    expect(units(planner)).to_have_value("24")
    planner.page.get_by_role("button", name="Save quantities").click()
    expect(planner.page.get_by_role("region", name="What was done")).to_contain_text("quantity 10 → 24")


def test_a_colleagues_step_shows_while_one_types_and_the_field_keeps_its_focus(planner, lee, draft):
    planner.open(f"order?number={draft}")
    units(planner).fill("24")
    line = {"product_sku": LAMPS, "quantity": 15}
    lee.patch(f"/purchase-orders/{draft}.json", json={"lines": [line]}).raise_for_status()
    planner.a_minute_passes("order-clock")
    expect(planner.page.get_by_label(f"Quantity of {LAMPS}")).to_have_value("15")
    expect(units(planner)).to_have_value("24")
    expect(units(planner)).to_be_focused()
    planner.page.get_by_role("button", name="Save quantities").click()
    expect(planner.page.get_by_role("region", name="What was done")).to_contain_text("quantity 10 → 24")
    assert [own["quantity"] for own in lee.get(f"/purchase-orders/{draft}.json").json()["lines"]] == [24, 15]


def test_nothing_is_sent_with_other_quantities_than_those_that_one_looks_at(planner, lee, draft):
    planner.open(f"order?number={draft}")
    planner.expects_refusals()
    units(planner).fill("24")
    planner.page.get_by_role("button", name="Mark as sent").click()
    expect(planner.page.get_by_text("Quantities that you typed are not saved yet")).to_be_visible()
    expect(units(planner)).to_have_value("24")
    assert lee.get(f"/purchase-orders/{draft}.json").json()["state"] == "draft"


def test_what_was_approved_by_the_sight_of_another_quantity_is_not(planner, lee, draft):
    planner.open(f"order?number={draft}")
    expect(planner.page.get_by_role("button", name="Approve")).to_be_visible()
    lee.patch(f"/purchase-orders/{draft}.json", json={"lines": [{"product_sku": BASKETS, "quantity": 90}]})
    planner.page.get_by_role("button", name="Approve").click()
    alert = planner.page.get_by_role("alert").filter(has_text="lee was quicker")
    expect(alert).to_contain_text("quantity 10 → 90")
    expect(units(planner)).to_have_value("90")
    assert lee.get(f"/purchase-orders/{draft}.json").json()["state"] == "draft"


def test_an_order_of_which_something_came_meanwhile_is_not_cancelled(planner, lee, sent):
    planner.open(f"order?number={sent}")
    planner.page.get_by_role("button", name="Cancel order").click()
    question = planner.page.get_by_role("dialog")
    expect(question).to_contain_text(f"Cancel {sent}?")
    came(lee, sent, 4)
    question.get_by_role("button", name="Cancel order").click()
    expect(heard(planner)).to_contain_text("received 0 → 4")
    expect(question).to_have_count(0)
    expect(planner.page.get_by_role("button", name="Close order")).to_be_visible()


def test_a_day_that_was_chosen_is_said_once_more_after_a_colleague_was_quicker(planner, lee, sent):
    planner.open(f"order?number={sent}")
    planner.page.get_by_role("button", name="Confirmed by the supplier").click()
    window = planner.page.get_by_role("dialog")
    expect(window.get_by_role("button", name="Expected on")).not_to_have_text("")
    came(lee, sent, 4)
    window.get_by_role("button", name="Confirmed").click()
    expect(heard(planner)).to_contain_text("The day that you chose is still here")
    window.get_by_role("button", name="Confirmed").click()
    expect(window).to_have_count(0)
    assert lee.get(f"/purchase-orders/{sent}.json").json()["state"] == "confirmed"


def test_one_delivery_is_received_once(planner, lee, sent):
    planner.open(f"deliveries?number={sent}")
    planner.page.get_by_role("button", name=f"Received: {BASKETS} of {sent}").click()
    field = planner.page.get_by_role("textbox", name=BASKETS)
    expect(field).to_have_value("10")
    came(lee, sent, 10)
    planner.page.get_by_role("button", name="Note it").click()
    expect(heard(planner)).to_contain_text("What had come in is 10 now")
    expect(heard(planner)).to_contain_text("Nothing of it is still to come")
    expect(field).to_have_value("10")
    assert line_of(lee, sent)["received"] == 10


def test_a_part_that_came_meanwhile_is_not_cancelled_from_the_list_of_deliveries(planner, lee, sent):
    planner.open(f"deliveries?number={sent}")
    planner.page.get_by_role("button", name=f"Cancel: {BASKETS} of {sent}", exact=True).click()
    expect(planner.page.get_by_role("dialog")).to_contain_text(f"Cancel {BASKETS} of {sent}?")
    came(lee, sent, 4)
    planner.page.get_by_role("button", name="Cancel it").click()
    expect(heard(planner)).to_contain_text("Nothing was cancelled")
    assert line_of(lee, sent)["status"] == "open"


def test_no_receipt_of_a_colleague_is_undone_that_one_has_not_seen(planner, lee, sent):
    came(lee, sent, 4)
    planner.open(f"deliveries?number={sent}")
    undo = planner.page.get_by_role("button", name=f"Undo receipt: {sent}")
    expect(undo).to_be_visible()
    came(lee, sent, 2)
    undo.click()
    expect(heard(planner)).to_contain_text("received 4 → 6")
    assert line_of(lee, sent)["received"] == 6


@pytest.fixture
def promotion(lee) -> dict:
    day = (clock.today() + timedelta(days=40)).isoformat()
    said = {"kind": "promotion", "name": f"Fair {ids.new_id()[-8:]}", "starts_on": day, "product_sku": BASKETS}
    return lee.post("/events", json=said).raise_for_status().json()


def test_who_changes_a_promotion_second_hears_of_the_first_and_takes_nothing_else_of_it_back(planner, lee, promotion):
    page, own, name = planner.page, f"/events/{promotion['id']}", promotion["name"]
    planner.open(f"planning?month={promotion['starts_on'][:7]}")
    page.locator(".listing").get_by_role("button", name=name).click()
    window = page.get_by_role("dialog")
    window.get_by_label("Name").fill(f"{name} II")
    lee.patch(own, json={"name": f"{name} B", "product_sku": LAMPS}).raise_for_status()
    window.get_by_role("button", name="Save", exact=True).click()
    expect(heard(planner)).to_contain_text(f"Name is {name} B now")
    expect(window.get_by_label("Name")).to_have_value(f"{name} II")
    expect(window.get_by_label("Product")).to_have_value(LAMPS)
    window.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".listing").get_by_role("button", name=f"{name} II")).to_be_visible()
    stored = lee.get(own).json()
    assert (stored["name"], stored["product_sku"]) == (f"{name} II", LAMPS)


def test_a_promotion_that_was_changed_meanwhile_is_not_deleted_unseen(planner, lee, promotion):
    page, own, name = planner.page, f"/events/{promotion['id']}", promotion["name"]
    planner.open(f"planning?month={promotion['starts_on'][:7]}")
    page.locator(".listing").get_by_role("button", name=name).click()
    window = page.get_by_role("dialog")
    expect(window.get_by_label("Name")).to_have_value(name)
    lee.patch(own, json={"product_sku": LAMPS}).raise_for_status()
    window.get_by_role("button", name="Delete").click()
    expect(page.get_by_text(f"Product is {LAMPS} now")).to_be_visible()
    assert lee.get(own).status_code == 200


def test_who_says_when_a_product_ends_second_hears_of_the_first_and_can_go_on(planner, lee):
    page = planner.page
    planner.open(f"product?sku={LAMPS}")
    page.get_by_label("Takes the place of").fill(BASKETS)
    lee.patch(f"/products/{LAMPS}", json={"replaces": "HSH-005", "ends_on": "2040-02-01"}).raise_for_status()
    page.locator("#life-apply").click()
    expect(heard(planner)).to_contain_text(re.compile("Takes the place of is HSH-005 now"))
    expect(page.get_by_label("Takes the place of")).to_have_value(BASKETS)
    page.locator("#life-apply").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    stored = lee.get(f"/products/{LAMPS}").json()
    assert (stored["replaces"], stored["ends_on"]) == (BASKETS, "2040-02-01")
    lee.patch(f"/products/{LAMPS}", json={"replaces": "", "ends_on": None}).raise_for_status()


def test_who_stores_a_suppliers_terms_second_takes_no_other_term_of_the_first_back(planner, lee):
    name = f"Mill {ids.new_id()[-8:]}"
    own = f"/suppliers/{lee.post('/suppliers', json={'name': name}).raise_for_status().json()['id']}"
    planner.open(f"supplier?name={name}")
    page = planner.page
    page.get_by_role("textbox", name="Smallest order, money").fill("250")
    lee.patch(own, json={"min_order_value": 90, "cut_off": "10:00", "order_days": ["tue"]}).raise_for_status()
    store = page.get_by_role("region", name="Terms", exact=True).get_by_role("button", name="Store")
    store.click()
    expect(heard(planner)).to_contain_text("Smallest order, money is 90 now")
    expect(page.get_by_role("textbox", name="Orders until")).to_have_value("10:00")
    store.click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    stored = lee.get(own).json()
    assert (stored["min_order_value"], stored["cut_off"], stored["order_days"]) == (250, "10:00", ["tue"])
    lee.delete(own).raise_for_status()

"""What is on its way is received, postponed and cancelled; no other test orders these."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visitor

FRAMES, CARDS = "GFT-007", "GFT-003"


@pytest.fixture
def ordered(shop):
    """Order ten of each product; the number."""

    def ordered(number, *skus):
        lines = [{"number": number, "product_sku": sku, "quantity": 10} for sku in skus]
        shop.client("planner").post("/purchase-orders", json={"lines": lines}).raise_for_status()
        return number

    return ordered


def on_hand(visitor: Visitor, sku: str) -> float:
    return visitor.shop.client("viewer").get(f"/products/{sku}").json()["on_hand"]


def card(visitor: Visitor, number: str) -> Locator:
    visitor.open("deliveries")
    return visitor.page.locator("article", has=visitor.page.get_by_role("heading", name=number, exact=True))


def press(visitor: Visitor, action: str, subject: str) -> None:
    visitor.page.get_by_role("button", name=f"{action}: {subject}", exact=True).click()


def test_a_line_that_came_is_on_hand_once_it_was_asked_how_much_even_by_a_double_click(planner, ordered):
    number, before = ordered("RECEIVED-1", FRAMES, CARDS), on_hand(planner, FRAMES)
    own = card(planner, number)
    planner.page.get_by_role("button", name=f"Received: {FRAMES} of {number}", exact=True).dblclick()
    expect(planner.page.get_by_role("textbox", name=FRAMES)).to_have_value("10")
    assert on_hand(planner, FRAMES) == before
    planner.page.get_by_role("button", name="Note it").dblclick()
    expect(own.get_by_text(FRAMES)).to_have_count(0)
    expect(planner.page.get_by_text(f"10 of {FRAMES} came in; {before + 10:,.0f} are on hand now.")).to_be_visible()
    expect(own.get_by_text(CARDS)).to_be_visible()
    assert on_hand(planner, FRAMES) == before + 10
    planner.page.get_by_text("Lately received or cancelled").click()
    received = planner.page.get_by_role("group", name="Lately received").get_by_role("row", name=number)
    expect(received).to_contain_text("Received,")


def test_an_order_that_came_is_on_hand_as_a_whole(planner, ordered):
    number, before = ordered("RECEIVED-2", FRAMES, CARDS), [on_hand(planner, sku) for sku in (FRAMES, CARDS)]
    own = card(planner, number)
    press(planner, "All received", number)
    expect(planner.page.get_by_role("textbox", name=CARDS)).to_have_value("10")
    planner.page.get_by_role("button", name="Note it").click()
    expect(own).to_have_count(0)
    assert [on_hand(planner, sku) for sku in (FRAMES, CARDS)] == [units + 10 for units in before]


def test_a_part_comes_and_the_rest_is_expected_on_another_day(planner, ordered):
    number, before = ordered("PART-1", FRAMES), on_hand(planner, FRAMES)
    own, page = card(planner, number), planner.page
    press(planner, "Received", f"{FRAMES} of {number}")
    page.get_by_role("textbox", name=FRAMES).fill("4")
    expect(page.get_by_role("dialog").locator("pre")).to_contain_text('"quantity": 4')
    page.get_by_role("button", name="Note it").click()
    expect(own.get_by_role("strong")).to_have_text("6")
    assert on_hand(planner, FRAMES) == before + 4

    press(planner, "Change day", f"{FRAMES} of {number}")
    page.get_by_role("button", name="Expected on").click()
    page.locator(".mantine-DatePickerInput-calendarHeaderControl[data-direction=next]").click()
    page.locator(".mantine-DatePickerInput-day:not([data-outside])", has_text="28").click()
    page.get_by_role("button", name="Change day", exact=True).click()
    expect(page.get_by_role("button", name=f"Undo change: {number}")).to_be_visible()
    (line,) = planner.shop.client("viewer").get("/purchase-orders", params={"number": number}).json()["items"]
    assert line["expected_on"].endswith("-28")


def test_an_order_is_cancelled_after_a_question(planner, ordered):
    number, before = ordered("CANCELLED-1", FRAMES, CARDS), on_hand(planner, FRAMES)
    own, page = card(planner, number), planner.page
    press(planner, "Cancel order", number)
    question = page.get_by_role("dialog")
    expect(question).to_contain_text(f"Cancel {number}, 2 products?")
    expect(question.locator("pre")).to_contain_text('{"status": "cancelled"}')
    expect(own).to_be_visible()
    question.get_by_role("button", name="Cancel it").click()
    expect(own).to_have_count(0)
    page.get_by_text("Lately received or cancelled").click()
    expect(page.get_by_role("group", name="Cancelled").get_by_role("row", name=number)).to_have_count(2)
    assert on_hand(planner, FRAMES) == before


def test_the_list_is_narrowed_to_a_supplier_and_to_an_order(planner, ordered):
    number = ordered("NARROWED-1", FRAMES)
    own, page = card(planner, number), planner.page
    page.get_by_role("textbox", name="Supplier").click()
    page.get_by_role("option", name="Riverside Drinks").click()
    expect(own).to_have_count(0)
    planner.open(f"deliveries?number={number}")
    expect(page.locator("article")).to_have_count(1)
    press(planner, "Received", f"{FRAMES} of {number}")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text(f"Nothing of {number} is on its way")).to_be_visible()


def test_a_viewer_sees_what_comes_and_may_not_receive_it(viewer, ordered):
    number = ordered("SEEN-1", FRAMES)
    expect(card(viewer, number)).to_contain_text("Still to come")
    for action in ("Received", "Change day", "Cancel"):
        button = viewer.page.get_by_role("button", name=f"{action}: {FRAMES} of {number}", exact=True)
        expect(button).to_be_disabled()
    expect(viewer.page.get_by_text("ask an administrator")).to_be_visible()


def test_a_receipt_is_undone_with_its_stock(planner, ordered):
    number, before = ordered("UNDONE-1", FRAMES), on_hand(planner, FRAMES)
    own, page = card(planner, number), planner.page
    press(planner, "Received", f"{FRAMES} of {number}")
    page.get_by_role("textbox", name=FRAMES).fill("4")
    page.get_by_role("button", name="Note it").click()
    expect(own.get_by_role("strong")).to_have_text("6")
    press(planner, "Undo receipt", number)
    expect(own.get_by_role("strong")).to_have_text("10")
    assert on_hand(planner, FRAMES) == before

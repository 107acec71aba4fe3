"""From the worksheet to the shelf: quantities by hand, drafts, approval by another, mail, a part that comes, undo."""

import re
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_working import ended_well
from tests.receivers import MailBox

# Hardly ever sold: no other test orders it.
HORSE = "HSH-009"
NUMBER = re.compile(r"^PO-\S+$")

# How often the whole page is searched for quantities because something on it has changed.
LOOKS_AT_A_CHANGE = """async () => {
  const look = document.querySelectorAll;
  let looks = 0;
  document.querySelectorAll = function (wanted) {
    looks += wanted === "[data-pack]";
    return look.call(document, wanted);
  };
  document.body.append(document.createElement("i"));
  await new Promise((done) => { setTimeout(done, 100); });
  return looks;
}"""


@pytest.fixture
def wanted(shop) -> Iterator[httpx.Client]:
    """A planner's client; the clothes horse is on the list, at 3.00 a piece, from a supplier that takes mail."""
    with shop.client("planner") as api:
        api.patch(f"/products/{HORSE}", json={"on_hand": -50, "unit_cost": 3, "pack_size": 6}).raise_for_status()
        ended_well(api, api.post(f"/tasks/training/product/{HORSE}").raise_for_status().json()["task_id"])
        name = api.get(f"/products/{HORSE}").json()["supplier"]
        (supplier,) = [own for own in api.get("/suppliers").json()["items"] if own["name"] == name]
        terms = {"email": "orders@supplier.example", "min_order_value": None, "min_order_units": 0}
        api.patch(f"/suppliers/{supplier['id']}", json=terms).raise_for_status()
        yield api


def field(page: Page) -> Locator:
    """The quantity of the clothes horse on the worksheet, once its supplier's lines are open."""
    own = page.locator(f'.quantity[data-quantity*="{HORSE}"] input')
    expect(page.locator("[data-toggle]").first).to_be_visible()
    closed = page.locator("[data-toggle][aria-expanded=false]")
    while closed.count():
        closed.first.click()
    expect(own).to_be_visible()
    return own


def row(page: Page) -> Locator:
    return page.get_by_role("row").filter(has=page.locator(f'[data-quantity*="{HORSE}"]'))


def mailed(box: MailBox, address: str, seconds: float = 60) -> str:
    """The last mail to this address, once there is one."""
    give_up = time.monotonic() + seconds
    while not (found := [text for addresses, text in box.mails if address in addresses]):
        assert time.monotonic() < give_up, box.mails
        time.sleep(0.2)
    return found[-1]


def only_the_horse(page: Page) -> None:
    """Choose it alone."""
    page.get_by_role("checkbox", name="Order all of the list").click()
    page.get_by_role("checkbox", name=f"Order {HORSE}").click()


def test_the_cost_and_the_cover_follow_while_a_quantity_is_typed(planner, wanted):
    page = planner.page
    planner.open("orders")
    units = field(page)
    advised, covered = units.input_value(), row(page).locator(".line-cover").inner_text()
    units.fill("6")
    expect(row(page).locator(".line-cost")).to_have_text("18.00")
    expect(row(page).locator(".line-cover")).not_to_have_text(covered)
    expect(units).to_have_attribute("step", "6")
    page.reload()
    expect(field(page)).to_have_value("6")
    row(page).get_by_role("button", name="as advised").click()
    expect(field(page)).to_have_value(advised)
    expect(row(page).locator(".line-cover")).to_have_text(covered)


def test_who_types_no_whole_packs_is_told_and_nothing_ordered_covers_nothing(planner, wanted):
    planner.open("orders")
    units = field(planner.page)
    units.fill("8")
    expect(row(planner.page).get_by_role("status")).to_have_text("packs of 6: 6 or 12")
    units.fill("0")
    expect(row(planner.page).get_by_role("status")).to_have_text("")
    expect(row(planner.page).locator(".line-cover")).to_have_text("–")
    row(planner.page).get_by_role("button", name="as advised").click()
    assert planner.page.evaluate(LOOKS_AT_A_CHANGE) == 0


def test_why_so_many_is_a_picture_that_can_be_read_aloud(planner, wanted):
    planner.open("orders")
    field(planner.page)
    row(planner.page).get_by_role("button", name="Why").click()
    picture = planner.page.get_by_role("dialog").locator(".waterfall")
    for label in ("Expected demand", "Safety stock", "On hand", "Arriving", "Missing", "To order"):
        expect(picture.get_by_text(label).first).to_be_visible()


def test_from_a_typed_quantity_over_approval_and_mail_to_a_part_that_came(planner, other, wanted, mail_box):
    page = planner.page
    planner.open("orders")
    field(page).fill("9000")
    only_the_horse(page)
    page.get_by_role("button", name="Save as drafts").click()
    made = page.get_by_role("region", name="Saved as drafts")
    number = made.get_by_role("link", name=NUMBER).inner_text()
    made.get_by_role("link", name=NUMBER).click()
    expect(page.get_by_text("somebody else has to approve it")).to_be_visible()
    planner.expects_refusals()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("another planner has to approve it")).to_be_visible()

    other.open(f"order?number={number}")
    other.page.get_by_role("button", name="Approve").click()
    expect(other.page.get_by_text("approved by lee")).to_be_visible()
    expect(other.page.locator(".tabs [aria-current]")).to_have_text(re.compile("^Approved"))
    other.page.get_by_role("button", name="Send by mail").click()
    other.page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).click()
    expect(other.page.get_by_text("sent by lee")).to_be_visible()
    assert f'filename="{number}.pdf"' in mailed(mail_box, "orders@supplier.example")

    other.page.get_by_role("link", name="Receive").click()
    other.page.get_by_role("button", name=f"Received: {HORSE} of {number}").click()
    other.page.get_by_role("textbox", name=HORSE).fill("100")
    other.page.get_by_role("button", name="Note it").click()
    expect(other.page.locator("article").get_by_role("strong")).to_have_text("8,900")
    other.page.get_by_role("button", name=f"Undo receipt: {number}").click()
    expect(other.page.locator("article").get_by_role("strong")).to_have_text("9,000")
    wanted.post(f"/purchase-orders/{number}/cancel").raise_for_status()


def test_who_changes_an_order_second_hears_of_the_first_and_loses_nothing_typed(planner, other, wanted):
    lines = [{"number": "TWICE-1", "product_sku": HORSE, "quantity": 12}]
    wanted.post("/purchase-orders", json={"draft": True, "lines": lines}).raise_for_status()
    for someone in (planner, other):
        someone.open("order?number=TWICE-1")
    for someone, units in ((planner, "18"), (other, "24")):
        someone.page.get_by_label(f"Quantity of {HORSE}").fill(units)
        someone.page.get_by_role("button", name="Save quantities").click()
    assert (
        other.page.get_by_label(f"Quantity of {HORSE}").evaluate("field => getComputedStyle(field).textAlign")
        == "right"
    )
    told = other.page.get_by_role("alert").filter(has_text="planner was quicker")
    expect(told).to_contain_text("planner")
    expect(told).to_contain_text("quantity 12 → 18")
    expect(other.page.get_by_label(f"Quantity of {HORSE}")).to_have_value("24")
    other.page.get_by_role("button", name="Save quantities").click()
    expect(other.page.get_by_role("region", name="What was done")).to_contain_text("quantity 18 → 24")
    other.page.get_by_role("button", name="Undo: Quantities changed").click()
    expect(other.page.get_by_label(f"Quantity of {HORSE}")).to_have_value("18")
    wanted.post("/purchase-orders/TWICE-1/cancel").raise_for_status()


def test_what_a_colleague_has_ordered_meanwhile_is_not_ordered_twice_and_what_was_typed_stays(planner, other, wanted):
    for someone, units in ((planner, "60"), (other, "66")):
        someone.open("orders")
        field(someone.page).fill(units)
        only_the_horse(someone.page)
    planner.page.get_by_role("button", name="Save as drafts").click()
    expect(planner.page.get_by_role("region", name="Saved as drafts")).to_be_visible()
    number = planner.page.get_by_role("region", name="Saved as drafts").get_by_role("link", name=NUMBER).inner_text()
    other.page.get_by_role("button", name="Save as drafts").click()
    expect(other.page.locator("#orders-result")).to_contain_text("1 product was left out")
    assert "66" in other.page.evaluate("sessionStorage.getItem('stockcast-worksheet-typed')")
    wanted.post(f"/purchase-orders/{number}/cancel").raise_for_status()


def test_a_long_name_has_three_lines_on_a_screen_and_is_whole_on_paper(planner, wanted):
    usual = wanted.get(f"/products/{HORSE}").json()["name"]
    wanted.patch(f"/products/{HORSE}", json={"name": f"{usual} of beech, folding " * 4}).raise_for_status()
    planner.open("orders")
    field(planner.page)
    name = row(planner.page).locator(".product-cell a")
    lines = "a => +(a.clientHeight / parseFloat(getComputedStyle(a).lineHeight)).toFixed()"
    name.hover()
    assert (name.evaluate(lines), name.get_attribute("title")) == (3, name.text_content())
    planner.page.emulate_media(media="print")
    assert name.evaluate("a => a.scrollHeight <= a.clientHeight")
    wanted.patch(f"/products/{HORSE}", json={"name": usual}).raise_for_status()


def test_on_paper_every_supplier_is_open(planner, wanted):
    page = planner.page
    planner.open("orders")
    page.locator("[data-toggle]").first.click()
    expect(page.locator("[data-toggle][aria-expanded=false]").first).to_be_visible()
    closed = page.locator("[data-toggle][aria-expanded=false]").count()
    count = "document.querySelectorAll('.worksheet-lines:not([hidden]) table').length"
    page.evaluate(f"window.print = () => {{ document.body.dataset.printed = {count}; }}")
    page.keyboard.press("Control+P")
    if closed == 1:  # whose lines are there already: the browser prints by itself
        page.evaluate("window.dispatchEvent(new Event('beforeprint')); window.print()")
    expect(page.locator("body")).to_have_attribute("data-printed", str(page.locator("[data-toggle]").count()))

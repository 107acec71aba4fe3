"""A new user's first quarter of an hour: from the export of a web shop to the first list of what to order."""

import time

import pytest
from playwright.sync_api import expect

from tests import servers
from tests.browser import web_shop
from tests.browser.visitor import Visitor
from tests.stack import Stack

# 80,000 lines and 300 trainings, on a machine that may have much else to do.
PATIENCE = 180_000


@pytest.fixture
def newcomer(chromium, tmp_path):
    """An administrator in front of an empty shop."""
    broker = servers.embedded_broker(tmp_path / "broker")
    broker.start()
    shop = Stack("new", tmp_path, broker, "")
    try:
        shop.start()
        with Visitor(shop, chromium) as someone:
            yield someone
    finally:
        shop.stop()


class Hand:
    """Clicks, and counts them."""

    def __init__(self, page):
        self.page, self.clicks, self.since = page, 0, time.monotonic()

    def press(self, role, name, within=None):
        (within or self.page).get_by_role(role, name=name, exact=True).first.click()
        self.clicks += 1

    def choose(self, path):
        self.page.get_by_label("Drop a file here").set_input_files(path)
        self.clicks += 1

    def note(self, step):
        print(f"{step}: {self.clicks} clicks, {time.monotonic() - self.since:.0f} s")


def test_from_the_export_of_a_web_shop_to_the_first_orders(newcomer, tmp_path):
    (tmp_path / "orders_export.csv").write_bytes(web_shop.export())
    (tmp_path / "terms.xlsx").write_bytes(web_shop.terms())
    page, hand = newcomer.page, Hand(newcomer.page)
    newcomer.sign_in_as("admin")
    newcomer.open("")
    hand.press("link", "Import sales")
    hand.choose(tmp_path / "orders_export.csv")
    expect(page.get_by_text("Its headings are those of Shopify.")).to_be_visible(timeout=PATIENCE)
    hand.note("the export is understood")
    hand.press("button", "Import")
    expect(page.locator("#imports article").first).to_contain_text("300 new products", timeout=PATIENCE)
    hand.note("sales are in")
    kinds = page.get_by_role("navigation", name="Kind of file")
    hand.press("link", "Products", within=kinds)
    expect(kinds.get_by_role("link", name="Products")).to_have_attribute("aria-current", "page")
    hand.choose(tmp_path / "terms.xlsx")
    expect(page.get_by_role("columnheader", name="lead_time_days")).to_be_visible(timeout=PATIENCE)
    hand.press("button", "Import")
    expect(page.locator("#imports article").first).to_contain_text("300 changed", timeout=PATIENCE)
    hand.note("terms are in")
    hand.press("link", "Training")
    hand.press("button", "Start training")
    trained = page.locator("article", has_text="Training of all products").first
    expect(trained).to_contain_text("300 trained", timeout=PATIENCE)
    hand.note("300 products are trained")
    hand.press("link", "Orders")
    expect(page.get_by_role("button", name="Order ").first).to_be_enabled(timeout=PATIENCE)
    hand.note("the first list of what to order")

"""Without a mouse: every key goes where a key goes, what has the focus shows it, and it comes back."""

from playwright.sync_api import expect

from tests.browser.month import tab_to
from tests.browser.test_every_page import OPENERS


def test_a_window_opens_and_closes_by_keys_and_gives_the_focus_back(admin):
    page = admin.page
    for path, name in OPENERS:
        admin.open(path)
        opener = page.get_by_role("button", name=name).first
        tab_to(opener)
        page.keyboard.press("Enter")
        window = page.get_by_role("dialog")
        window.get_by_role("button", name="Close").wait_for()
        expect(window.locator(":focus")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(window).to_have_count(0)
        expect(opener).to_be_focused()

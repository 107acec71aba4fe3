"""Without a mouse: every key goes where a key goes, what has the focus shows it, and it comes back."""

from playwright.sync_api import Locator, expect

from tests.browser.month import Hand
from tests.browser.test_every_page import OPENERS
from tests.functional.steps import new_product

# More than any page has before what is looked for.
MOST_TABS = 250
SHOWS_FOCUS = "own => getComputedStyle(own).outlineStyle !== 'none'"


def tab_to(wanted: Locator) -> None:
    """By Tab alone, until it has the focus, and shows it."""
    wanted.wait_for()
    for _ in range(MOST_TABS):
        wanted.page.keyboard.press("Tab")
        if wanted.evaluate("own => own === document.activeElement"):
            assert wanted.evaluate(SHOWS_FOCUS)
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


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


def test_a_product_is_found_changed_and_changed_back_by_keys(planner):
    api = planner.shop.client("planner")
    sku = new_product(api)
    api.patch(f"/products/{sku}", json={"name": f"Thing {sku}", "on_hand": 5}).raise_for_status()
    planner.open("")
    page = Hand(planner).find(f"Thing {sku}")
    tab_to(page.get_by_label("On hand"))
    page.keyboard.press("Control+A")
    page.keyboard.type("12")
    expect(page.get_by_role("button", name="Apply")).to_be_enabled()
    tab_to(page.get_by_role("button", name="Apply"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("The advice follows")).to_be_visible()
    tab_to(page.get_by_role("button", name="Undo"))
    page.keyboard.press("Space")
    expect(page.get_by_text("It is as it was before.")).to_be_visible()
    assert api.get(f"/products/{sku}").json()["on_hand"] == 5
    api.delete(f"/products/{sku}").raise_for_status()

"""A program gets a key of its own from the page of an account, and loses it there."""

import httpx

from tests.browser.visitor import Visitor


def test_a_key_is_made_used_and_removed(shop, chromium):
    with Visitor(shop, chromium) as someone:
        someone.sign_in_as("viewer")
        someone.open("account")
        page = someone.page
        page.get_by_label("What for").fill("Till at the door")
        page.get_by_role("button", name="Make a key").click()
        key = page.locator("#api-key-made code").inner_text()
        page.locator("#api-key-listed").get_by_text("Till at the door").wait_for()
        asking = {"Authorization": f"Bearer {key}"}
        assert httpx.get(f"{shop.address}/auth/me", headers=asking, timeout=30).json()["username"] == "viewer"
        page.get_by_role("button", name="Remove: Till at the door").click()
        page.get_by_role("dialog").get_by_role("button", name="Remove").click()
        page.locator("#api-key-listed").get_by_text("Till at the door").wait_for(state="detached")
        assert httpx.get(f"{shop.address}/auth/me", headers=asking, timeout=30).status_code == 401

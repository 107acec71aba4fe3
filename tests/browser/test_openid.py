"""In by a provider of OpenID, in a real browser: there, back, out, and kept out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.stack import Stack


@pytest.fixture(scope="module")
def small_shop(openid_provider, chromium, tmp_path_factory) -> Iterator[Stack]:
    stack = Stack("alone", tmp_path_factory.mktemp("openid"), None, "")
    openid_provider.know(sub="1", preferred_username="kim")
    openid_provider.bend()
    settings = openid_provider.settings(stack.address)
    stack.environment.update({name.upper(): value for name, value in settings.items()})
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


@pytest.fixture
def someone(small_shop, chromium, openid_provider) -> Iterator[Visitor]:
    with Visitor(small_shop, chromium, others=(openid_provider.issuer,)) as visitor:
        yield visitor


def come_in(someone: Visitor) -> None:
    someone.page.get_by_role("link", name="Sign in with Acme Login").click()
    someone.page.get_by_role("button", name="Allow").click()


def test_there_and_back_to_the_page_that_was_wanted_and_out_again(someone):
    someone.page.goto(f"{someone.shop.address}/app/account")
    come_in(someone)
    expect(someone.page.get_by_role("heading", level=1)).to_have_text("Your account")
    expect(someone.page.locator("#account")).to_contain_text("kim")
    expect(someone.page.locator("main")).to_contain_text("have no password here")
    someone.page.get_by_role("button", name="Sign out", exact=True).click()
    expect(someone.page.get_by_label("Username")).to_be_visible()


def test_who_refuses_there_reads_why_they_are_not_in(someone):
    someone.expects_refusals()
    someone.page.goto(someone.shop.address)
    someone.page.get_by_role("link", name="Sign in with Acme Login").click()
    someone.page.get_by_role("button", name="Deny").click()
    expect(someone.page.get_by_role("alert")).to_contain_text("Acme Login has not signed you in")


def test_who_is_switched_off_is_out_at_once_and_stays_out(someone, openid_provider):
    openid_provider.know(sub="2", preferred_username="lee")
    someone.page.goto(someone.shop.address)
    come_in(someone)
    expect(someone.page.get_by_role("heading", level=1)).to_have_text("Today")
    someone.expects_refusals()
    admin = someone.shop.client("admin")
    user = next(user for user in admin.get("/users").json()["items"] if user["username"] == "lee")
    admin.patch(f"/users/{user['id']}", json={"active": False}).raise_for_status()
    someone.page.goto(f"{someone.shop.address}/app/orders")
    come_in(someone)
    expect(someone.page.get_by_role("alert")).to_contain_text("Ask an administrator")

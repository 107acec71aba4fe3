"""A shop that runs, and people who look at it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.month import BOX
from tests.browser.shop import launch_chromium, open_shop
from tests.browser.visitor import Visitor
from tests.browser.windows import Windows
from tests.children import Child
from tests.functional.steps import submitted, succeeded
from tests.receivers import MailBox, mail_receiver
from tests.servers import free_port
from tests.stack import Stack

# Beyond what any other test orders.
APPROVAL_LIMIT = 20_000

# The machine may have much else to do.
expect.set_options(timeout=60_000)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Windows]:
    with sync_playwright() as playwright, launch_chromium(playwright) as browser, Windows(browser) as windows:
        yield windows


@pytest.fixture(scope="session")
def mail_box() -> Iterator[MailBox]:
    """What the shop has sent by mail."""
    with mail_receiver(free_port()) as box:
        yield box


# After the browser: without one there is nothing to start a shop for.
@pytest.fixture(scope="session")
def shop(chromium: Windows, mail_box: MailBox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    settings = {"SMTP_URL": mail_box.url, "ORDER_APPROVAL_LIMIT": str(APPROVAL_LIMIT)}
    with open_shop(tmp_path_factory.mktemp("shop"), **settings) as running:
        yield running


@pytest.fixture
def visitor(shop: Stack, chromium: Windows) -> Iterator[Visitor]:
    """Someone who is not signed in, at a desk in Berlin."""
    with Visitor(shop, chromium) as someone:
        yield someone


@pytest.fixture
def planner(visitor: Visitor) -> Visitor:
    visitor.sign_in_as("planner")
    return visitor


@pytest.fixture
def other(shop, chromium) -> Iterator[Visitor]:
    """Another planner, at another desk."""
    with shop.client("admin") as api:
        api.post("/users", json={"username": "lee", "password": shop.password, "role": "planner"})
    with Visitor(shop, chromium) as someone:
        someone.sign_in_as("lee")
        yield someone


@pytest.fixture
def wanted(shop: Stack) -> Iterator[None]:
    """Music boxes are on the list, whatever else is."""
    with shop.client("planner") as api:
        before = api.get(f"/products/{BOX}").json()["on_hand"]
        api.patch(f"/products/{BOX}", json={"on_hand": -50}).raise_for_status()
        # A shop that has just begun advises what it has trained.
        if not any(line["product_sku"] == BOX for line in api.get("/reorder?limit=1000").json()["items"]):
            succeeded(api, submitted(api.post(f"/tasks/training/product/{BOX}")))
        yield
        api.patch(f"/products/{BOX}", json={"on_hand": before}).raise_for_status()


@pytest.fixture
def viewer(visitor: Visitor) -> Visitor:
    visitor.sign_in_as("viewer")
    return visitor


@pytest.fixture
def admin(visitor: Visitor) -> Visitor:
    visitor.sign_in_as("admin")
    return visitor


@pytest.fixture
def stopped_web(shop: Stack) -> Iterator[Child]:
    """The web process of the shop, to be killed; it runs again afterwards."""
    yield shop.web
    # A test may have started it again by itself.
    shop.web.kill()
    shop.web.start()
    shop.web.wait_until(shop.ready)

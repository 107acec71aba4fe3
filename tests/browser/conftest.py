"""A shop that runs, and browsers that look at it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests import servers
from tests.browser.visitor import Visitor
from tests.stack import Stack

# The machine may have much else to do.
expect.set_options(timeout=20_000)

# Debian's name first; the others are what developers have.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The product on its embedded parts, with the demo shop, whose training comes in many small steps."""
    folder = tmp_path_factory.mktemp("shop")
    broker = servers.embedded_broker(folder / "broker")
    broker.start()
    running = Stack("shop", folder, broker, "")
    running.environment |= {"DEMO": "1", "RUN_CHUNK_SIZE": "5"}
    running.web.environment = running.worker.environment = running.environment
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None and not Path(playwright.chromium.executable_path).exists():
        servers.missing("chromium")
    # Chromium's sandbox refuses to run as root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = playwright.chromium.launch(executable_path=program, args=arguments)
    yield browser
    browser.close()


@pytest.fixture
def visitor(shop: Stack, chromium: Browser) -> Iterator[Visitor]:
    """Someone who is not signed in, at a desk in Berlin."""
    with Visitor(shop, chromium) as someone:
        yield someone


@pytest.fixture
def planner(visitor: Visitor) -> Visitor:
    visitor.sign_in_as("planner")
    return visitor


@pytest.fixture
def viewer(visitor: Visitor) -> Visitor:
    visitor.sign_in_as("viewer")
    return visitor


@pytest.fixture
def admin(visitor: Visitor) -> Visitor:
    visitor.sign_in_as("admin")
    return visitor

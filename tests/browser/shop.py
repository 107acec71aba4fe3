"""A shop to look at: the product on its embedded parts, with demo data, and a browser to look with."""

import copy
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from tests import servers
from tests.children import Child
from tests.stack import ROOT, Stack

# Debian's without windows first, which takes half the processor time; the others are what developers have.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def open_shop(folder: Path, **environment: str) -> Iterator[Stack]:
    """It runs while the block does. Its trainings come in many small chunks, so that one has time to watch them."""
    broker = servers.embedded_broker(folder / "broker")
    broker.start()
    running = Stack("shop", folder, broker, "")
    running.environment.update(DEMO="1", RUN_CHUNK_SIZE="5", **environment)
    try:
        running.start()
        yield running
    finally:
        running.stop()


@contextmanager
def also_in(language: str, shop: Stack) -> Iterator[Stack]:
    """The pages of the shop in another language, while the block runs."""
    with also_with(shop, LANGUAGE=language) as abroad:
        yield abroad


@contextmanager
def also_with(shop: Stack, **settings: str) -> Iterator[Stack]:
    """The shop as it is with other settings, while the block runs: a web process more, on the same database."""
    other, port = copy.copy(shop), servers.free_port()
    other.address = f"http://127.0.0.1:{port}"
    other.environment = shop.environment | {"PORT": str(port), "WEB_WORKERS": "1"} | settings
    other.web = Child(shop.web.command, shop.data.parent / f"web-{port}.log", other.environment, cwd=ROOT)
    other.web.start()
    try:
        other.web.wait_until(other.ready)
        yield other
    finally:
        other.web.kill()


def launch_chromium(playwright: Playwright) -> Browser:
    """Skips the test where there is none; in CI that is a failure."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None and not Path(playwright.chromium.executable_path).exists():
        servers.missing("chromium")
    # Chromium's sandbox refuses to run as root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    # A page that is opened beside another of its visitor finds its scripts compiled.
    return playwright.chromium.launch(executable_path=program, args=[*arguments, "--process-per-site"])

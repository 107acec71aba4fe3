"""`make screenshots`: every page as it looks, at both widths, into docs/screenshots."""

import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

from dashboard.frame.pages import PAGES
from services.demo.demo_plans import FESTIVE
from tests.browser.shop import launch_chromium
from tests.browser.visitor import Visitor
from tests.browser.windows import Windows
from tests.functional.steps import submitted, succeeded, wait_until
from tests.launched import Launcher

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
WIDTHS = (1280, 390)
# Of the pages about one thing: which.
ABOUT = {"product": {"sku": FESTIVE}, "supplier": {"name": "Riverside Drinks"}, "scenarios": {"demand_change": "20"}}
# What comes in after the page: rows of tables, points of charts.
SETTLED_MILLISECONDS = 2000
# What a busy machine takes for sixteen weeks of the demo shop.
REPLAY_SECONDS = 900


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        shop = Launcher(Path(folder), DEMO="1", CURRENCY="EUR")
        try:
            shop.start()
            _some_work(shop)
            with launch_chromium(playwright) as browser, Windows(browser) as windows:
                for width in WIDTHS:
                    with Visitor(shop, windows, width) as visitor:
                        _take_all(visitor, width)
        finally:
            shop.kill()


def _take_all(visitor: Visitor, width: int) -> None:
    visitor.page.goto(visitor.shop.address)
    visitor.page.screenshot(path=FOLDER / f"sign-in-{width}.png")
    visitor.sign_in_as("admin")
    for page in PAGES:
        if not page.in_menu and page.path not in ABOUT:
            continue
        visitor.open(f"{page.path}?{urlencode(ABOUT.get(page.path, {}))}")
        visitor.page.wait_for_timeout(SETTLED_MILLISECONDS)
        visitor.page.screenshot(path=FOLDER / f"{page.path or 'today'}-{width}.png", full_page=True)


def _some_work(shop: Launcher) -> None:
    """So that the pages have something to show; ended when this returns."""
    with shop.sign_in() as client:
        file = b"product_sku,date,quantity\nNEW-1,2026-01-02,3\nNEW-1,2026-13-02,3\n"
        headers = {"Content-Type": "text/csv"}
        wait_until(client, submitted(client.post("/replay", json={})), "SUCCESS", seconds=REPLAY_SECONDS)
        succeeded(client, submitted(client.post("/sales/import?dry_run=true", content=file, headers=headers)))
        failing = submitted(client.post("/celery/diagnostics", json={"task": "failing_task", "should_fail": True}))
        wait_until(client, failing)
        while client.get("/tasks/active").json()["active_tasks"]:
            time.sleep(0.2)


if __name__ == "__main__":
    main()

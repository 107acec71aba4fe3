"""What each task of a planner's month takes: clicks and seconds, from Today on, kept in docs/planners-month.md."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.browser.visitor import Visitor

DOCUMENT = Path(__file__).parents[2] / "docs" / "planners-month.md"
MOST_CLICKS = 5
# Set, what is measured is written into the document; else it has to be what stands there.
WRITES = "WRITE_PLANNERS_MONTH"
COUNTING = "addEventListener('pointerdown', (event) => event.isTrusted && window.pressed(), true)"


class Hand:
    """A planner at work. clicks -- what has been pressed by mouse or finger, and files that were chosen"""

    def __init__(self, planner: Visitor):
        self.planner, self.page, self.clicks = planner, planner.page, 0
        self.page.expose_function("pressed", self._note)
        planner.context.add_init_script(COUNTING)

    def choose(self, path: Path) -> None:
        self.page.get_by_label("Drop a file here").set_input_files(path)
        self.clicks += 1

    def go(self, title: str) -> None:
        """To a page of the menu, which may have a number beside it."""
        self.page.get_by_role("navigation").get_by_role("link", name=re.compile(rf"^{title}\b")).click()
        self.page.get_by_role("heading", level=1, name=title).wait_for()

    def find(self, name: str) -> Page:
        """To a product by the search, without a click."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(name)
        self.page.locator("#search").get_by_role("link", name=name).wait_for()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        self.page.get_by_role("heading", level=1, name=name).wait_for()
        self.page.locator("body:not(:has([data-dash-is-loading=true]))").wait_for()
        return self.page

    def pick_last_day(self, field: Locator) -> None:
        """The last day of the month that a field of days shows."""
        field.click()
        days_of(self.page.locator("[data-dates-dropdown]")).last.click()

    def _note(self) -> None:
        self.clicks += 1

    @contextmanager
    def task(self, name: str) -> Iterator[Page]:
        """From Today to where one sees that it is done."""
        self.planner.open("")
        self.clicks, began = 0, time.monotonic()
        yield self.page
        seconds = time.monotonic() - began
        assert self.clicks <= MOST_CLICKS, f"{name}: {self.clicks} clicks"
        if os.environ.get(WRITES):
            _write(name, self.clicks, seconds)
        assert _written(name) == self.clicks, f"{name}: run with {WRITES}=1, {DOCUMENT.name} says otherwise"


def days_of(calendar: Locator) -> Locator:
    """The days of the month that a calendar shows."""
    return calendar.locator("table button:not([data-outside])")


def _row(name: str) -> re.Pattern[str]:
    return re.compile(rf"^\| {re.escape(name)} \| (\d*) \| [\d.]* \|$", re.MULTILINE)


def _written(name: str) -> int:
    found = _row(name).search(DOCUMENT.read_text(encoding="utf-8"))
    assert found, f"{DOCUMENT.name} has no row for {name!r}"
    return int(found[1])


def _write(name: str, clicks: int, seconds: float) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(_row(name).sub(f"| {name} | {clicks} | {seconds:.1f} |", text), encoding="utf-8")

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
# What tests order that ask for the fixture `wanted`, and no others.
BOX = "GFT-008"
# Set, what is measured is written into the document; else it has to be what stands there.
WRITES = "WRITE_PLANNERS_MONTH"
DROP = "Drop a file here"
# More than any page has before what is looked for.
MOST_STOPS = 250
IS_BEFORE = """own => Boolean(document.activeElement !== document.body
  && own.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"""
# Whether it has the focus, and what has it without showing it, or below a bar that stays; a whole page or window, to
# which no Tab leads, need not. A window that is closing fades, and is gone a moment later: that is waited for.
FOCUS = """async own => {
  const ends = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity);
  await Promise.allSettled(ends.map((one) => one.finished));
  const focused = document.activeElement, box = focused.getBoundingClientRect();
  const isFaded = (part) => part && (getComputedStyle(part).opacity === "0" || isFaded(part.parentElement));
  const middle = (low, high, end) => ((low > 0 ? low : 0) + (high < end ? high : end)) / 2;
  const covering = (found) => {
    for (let part = found; part; part = part.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(part).position)) { return !part.contains(focused); }
    }
    return false;
  };
  const isClear = !covering(document.elementsFromPoint(
    middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)).find((part) => !isFaded(part)));
  const isShown = getComputedStyle(focused).outlineStyle !== "none" && isClear;
  const isSeen = focused.matches("body, [tabindex='-1']") || isShown;
  return [own === focused, isSeen ? "" : focused.outerHTML.slice(0, 200)];
}"""
COUNTING = "addEventListener('pointerdown', (event) => event.isTrusted && window.pressed(), true)"


class Hand:
    """A planner at work with a mouse. clicks -- what has been pressed by mouse or finger, and files that were chosen"""

    def __init__(self, planner: Visitor):
        self.planner, self.page, self.clicks = planner, planner.page, 0
        self.page.expose_function("pressed", self._note)
        self.page.add_init_script(COUNTING)

    def press(self, wanted: Locator) -> None:
        wanted.click()

    def type(self, field: Locator, text: str) -> None:
        """Instead of what stands there."""
        field.fill(text)

    def pick(self, field: Locator, option: str) -> None:
        """One of what a field offers, of which a part is typed."""
        field.fill(option)
        self.page.get_by_role("option", name=option).click()

    def pick_last_day(self, field: Locator) -> None:
        """The last day of the month that a field of days shows."""
        field.click()
        days_of(self.page.locator("[data-dates-dropdown]")).last.click()

    def pick_day(self, day: Locator) -> None:
        """One of those that a calendar shows."""
        day.click()

    def choose(self, path: Path) -> None:
        self.page.get_by_label(DROP).set_input_files(path)
        self.clicks += 1

    def go(self, title: str) -> None:
        """To a page of the menu, which may have a number beside it."""
        self.press(self.page.get_by_role("navigation").get_by_role("link", name=re.compile(rf"^{title}\b")))
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

    @contextmanager
    def task(self, name: str) -> Iterator[Page]:
        """From Today to where one sees that it is done."""
        self.planner.open("")
        self.clicks, began = 0, time.monotonic()
        yield self.page
        self.has_done(name, time.monotonic() - began)

    def has_done(self, name: str, seconds: float) -> None:
        assert self.clicks <= MOST_CLICKS, f"{name}: {self.clicks} clicks"
        if os.environ.get(WRITES):
            _write(name, self.clicks, seconds)
        assert _written(name) == self.clicks, (
            f"{name}: {self.clicks} clicks, in {DOCUMENT.name} others; {WRITES}=1 writes"
        )

    def _note(self) -> None:
        self.clicks += 1


class Keys(Hand):
    """A planner without a mouse: every key goes where a key goes, and what has the focus shows it."""

    def press(self, wanted: Locator) -> None:
        tab_to(wanted)
        self.page.keyboard.press("Enter")

    def type(self, field: Locator, text: str) -> None:
        tab_to(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def pick(self, field: Locator, option: str) -> None:
        self.type(field, option)
        self.page.get_by_role("option", name=option).wait_for()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def pick_last_day(self, field: Locator) -> None:
        self.press(field)
        self.pick_day(days_of(self.page.locator("[data-dates-dropdown]")).last)

    def pick_day(self, day: Locator) -> None:
        """By arrows: of a calendar one day alone is reached by Tab."""
        walk(day.locator("xpath=ancestor::table").locator("button[tabindex='0']").first, "Tab")
        walk(day, "ArrowRight")
        self.page.keyboard.press("Enter")

    def choose(self, path: Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.press(self.page.get_by_label(DROP))
        chooser.value.set_files(path)

    def has_done(self, name: str, seconds: float) -> None:
        assert self.clicks == 0, f"{name}: {self.clicks} clicks, where only keys should have been pressed"


def tab_to(wanted: Locator) -> None:
    """By Tab alone, forwards or back, until it has the focus."""
    wanted.wait_for()
    walk(wanted, "Shift+Tab" if wanted.evaluate(IS_BEFORE) else "Tab")


def walk(wanted: Locator, key: str) -> None:
    """Press a key until this has the focus; whatever has it on the way shows it."""
    for _ in range(MOST_STOPS):
        has_focus, shown = wanted.evaluate(FOCUS)
        assert shown == "", f"on the way to {wanted} nobody sees the focus of {shown}"
        if has_focus:
            return
        wanted.page.keyboard.press(key)
    raise AssertionError(f"{wanted} is not reached by {key}")


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

"""The last weeks again: started with a click, run by a real worker, looked at in every window."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import findings
from tests.browser.test_working import places_of
from tests.browser.visitor import Visitor

POLICIES = ("Stockcast's advice", "Days of cover", "Last week, repeated")


@dataclass(frozen=True)
class Replayed:
    """places -- where its bar stood, one look after the other; path -- of its result, below /app/"""

    places: list[float]
    path: str


@pytest.fixture(scope="module")
def replayed(shop, chromium) -> Replayed:
    """Four weeks by days of cover, run at a planner's click."""
    with Visitor(shop, chromium) as planner:
        planner.sign_in_as("planner")
        planner.open("replay")
        page = planner.page
        page.get_by_role("textbox", name="Your rule").click()
        page.get_by_role("option", name="Days of cover").click()
        page.get_by_role("textbox", name="Days of demand kept in stock").fill("12")
        page.get_by_role("textbox", name="Weeks").fill("4")
        page.get_by_role("button", name="Run it").click()
        places = places_of(page.locator("article").get_by_role("progressbar").first, until=100, seconds=300)
        link = page.get_by_role("link", name="Link to this result")
        return Replayed(places, link.get_attribute("href").partition("/app/")[2])


@pytest.fixture(params=[390, 1280, 1920])
def window(request, shop, chromium, replayed):
    """The result in a window of this width, seen by somebody who did not start it."""
    with Visitor(shop, chromium, width=request.param) as viewer:
        viewer.sign_in_as("viewer")
        viewer.open(replayed.path)
        expect(viewer.page.get_by_role("region", name="What it would have come to")).to_be_visible()
        yield viewer


def test_its_bar_moves_until_it_is_full(replayed):
    assert len({place for place in replayed.places if 0 < place < 100}) > 2
    assert replayed.places == sorted(replayed.places)


def test_its_result_says_of_each_policy_what_came_of_it_and_how_sure_that_is(window):
    result = window.page.get_by_role("region", name="What it would have come to")
    expect(result.get_by_role("strong").first).to_contain_text(
        re.compile(r"lost sales [−+].*, service [−+]?[\d.]+ points\s±")
    )
    for name in POLICIES:
        expect(result.get_by_role("row", name=name)).to_contain_text(re.compile(r"%\s±\s[\d.]+%"))
    expect(result.locator(".scatterlayer .points path")).to_have_count(len(POLICIES))
    expect(result.get_by_role("heading", name=re.compile("your rule was better"))).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_result_can_be_used_by_everyone(window, scheme):
    page = window.page
    page.emulate_media(color_scheme=scheme)
    page.locator(f"html[data-mantine-color-scheme={scheme}]").wait_for()
    page.locator(".scatterlayer .points path").first.wait_for()
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

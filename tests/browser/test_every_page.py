"""Every page at both widths, light and dark: it is there, quiet, self-contained, and can be used by everyone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from dashboard.frame.pages import PAGES
from dashboard.kit import formats
from tests.browser.shop import also_in
from tests.browser.visitor import AT_REST, Visitor
from utils import language
from utils.language import LANGUAGES

# Pixels: of a window at a desk, and of the narrowest telephones.
DESK, SMALLEST = 1280, 320


@pytest.fixture(scope="module", params=[DESK, 390])
def window(request, shop, chromium):
    with Visitor(shop, chromium, width=request.param) as someone:
        someone.sign_in_as("admin")
        yield someone


# With something to show; the others show all they have without being asked for one thing.
ABOUT_ONE = ("product?sku=DRK-003@CENTRE", "supplier?name=Riverside Drinks", "scenarios?demand_change=20")
PLACES = [*(page.path for page in PAGES), *ABOUT_ONE]
# Of a page on a phone: some seven screens. What grows by a card for each that other tests have left is no measure.
HIGHEST = 6_000
GROWING = ("deliveries", "training", "import", "schedules", "sources")


ARE_WHOLE = "tables => tables.every((own) => own.scrollWidth <= own.clientWidth)"


def findings(page: Page) -> list[str]:
    page.evaluate(AT_REST)
    violations = Axe().run(page).response["violations"]
    return [
        f"{found['id']}: {found['help']}: {node['html'][:200]}: {node['failureSummary']}"
        for found in violations
        for node in found["nodes"]
    ]


def is_no_wider(page: Page, width: int | None = None) -> bool:
    """width -- of the window, if it is to have another one now"""
    if width:
        page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(AT_REST)
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", PLACES)
def test_a_page_can_be_used_by_everyone_and_is_neither_wider_than_its_window_nor_endless(window, path):
    window.open(path)
    assert window.page.get_by_text("This cannot be shown").count() == 0
    assert is_no_wider(window.page)
    assert path in GROWING or window.page.evaluate("document.documentElement.scrollHeight") <= HIGHEST
    width = window.page.viewport_size["width"]
    # Colours are the same at every width.
    for scheme in ("light", "dark") if width == DESK else ("light",):
        window.page.emulate_media(color_scheme=scheme)
        window.page.locator(f"html[data-mantine-color-scheme={scheme}]").wait_for()
        assert findings(window.page) == []
    # At twice its size a page has half of the room.
    assert width != DESK or is_no_wider(window.page, width // 2)
    window.page.set_viewport_size({"width": width, "height": 900})
    assert window.complaints == []


OPENERS = [("schedules", "Delete: "), ("schedules", "Change: "), ("products", "New product")]
OPENERS += [("products", "Change many"), ("planning", "Announce something"), ("deliveries", "Change day")]


@pytest.mark.parametrize(("path", "opener"), OPENERS)
def test_a_window_can_be_used_by_everyone(window, path, opener):
    window.open(path)
    window.page.get_by_role("button", name=opener).first.click()
    window.page.get_by_role("dialog").get_by_role("button", name="Close").wait_for()
    assert findings(window.page) == []


# Each page in the language of the longest words, and in one of the others.
IN_LANGUAGES = {"de": PLACES, "fr": PLACES[::2], "es": ["", *PLACES[1::2]]}


def test_every_language_is_looked_at():
    assert {"en", *IN_LANGUAGES} == set(LANGUAGES)


@pytest.mark.parametrize("code", IN_LANGUAGES)
def test_pages_of_other_languages_are_no_wider_than_their_window(shop, chromium, code):
    with language.spoken(code):
        trouble = language.gettext("This cannot be shown right now")
    with also_in(code, shop) as abroad, Visitor(abroad, chromium, locale=code) as someone:
        someone.sign_in_as("admin")
        for path in IN_LANGUAGES[code]:
            someone.open(path)
            assert someone.page.locator("html").get_attribute("lang").startswith(code), path
            assert someone.page.get_by_text(trouble).count() == 0, path
            for width in (SMALLEST, DESK):
                assert is_no_wider(someone.page, width), (path, width)
            # What needs somebody has its button within sight.
            assert path or someone.page.locator(".with-pictures .scrolls").evaluate_all(ARE_WHOLE), code


def test_a_script_writes_numbers_as_the_server_does(window):
    window.open("products")
    written = "lang => { document.documentElement.lang = lang; return window.dashAgGridFunctions.number(4168, 1); }"
    for code in LANGUAGES:
        with language.spoken(code):
            assert window.page.evaluate(written, code) == formats.number(4168, 1), code


def test_the_sign_in_page_can_be_used_by_everyone(visitor):
    visitor.page.goto(visitor.shop.address)
    for scheme in ("light", "dark"):
        visitor.page.emulate_media(color_scheme=scheme)
        visitor.page.reload()
        assert findings(visitor.page) == []

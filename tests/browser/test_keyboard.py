"""Without a mouse: every key goes where a key goes, what has the focus shows it, and it comes back."""

from playwright.sync_api import expect

from tests.browser.month import FOCUS, tab_to, walk
from tests.browser.test_every_page import DESK, OPENERS


def test_a_window_opens_and_closes_by_keys_and_gives_the_focus_back(admin):
    page = admin.page
    # Lower than some windows: they scroll below their titles.
    page.set_viewport_size({"width": DESK, "height": 520})
    for path, name in OPENERS:
        admin.open(path)
        opener = page.get_by_role("button", name=name).first
        tab_to(opener)
        page.keyboard.press("Enter")
        window = page.get_by_role("dialog")
        window.get_by_role("button", name="Close").wait_for()
        expect(window.locator(":focus")).to_have_count(1)
        stops = window.locator("a, button, input, select, textarea, summary").count() + 1
        for key in [*("Tab",) * stops, *("Shift+Tab",) * stops]:
            page.keyboard.press(key)
            assert window.evaluate("window => window.contains(document.activeElement)"), f"{path}, {name}"
            assert window.evaluate(FOCUS)[1] == "", f"{path}, {name}, {key}"
        # A list of choices that is open takes the first Escape.
        walk(window.get_by_role("button", name="Close"), "Tab")
        page.keyboard.press("Escape")
        expect(window).to_have_count(0)
        expect(opener).to_be_focused()


def test_of_a_table_of_thousands_tab_stops_at_one_row_and_enter_opens_it(planner):
    planner.open("products")
    page = planner.page
    row = page.get_by_role("gridcell").filter(has=page.get_by_role("link")).first
    name = row.get_by_role("link").inner_text()
    tab_to(row)
    page.keyboard.press("Tab")
    expect(page.get_by_role("grid").locator(":focus")).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_how_much_a_chart_shows_and_which_lines_is_chosen_by_keys(planner):
    planner.open("product?sku=BRD-001")
    page = planner.page
    ends = page.locator("#product-chart .xaxislayer-above .xtick text")
    before = ends.first.text_content() or ""
    walk(page.get_by_role("radio", name="3 months"), "Tab")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="1 year")).to_be_focused()
    expect(ends.first).not_to_have_text(before)
    last_year = page.get_by_role("button", name="Sold a year before")
    walk(last_year, "Tab")
    for key, is_shown in (("Enter", "false"), ("Space", "true")):
        page.keyboard.press(key)
        expect(last_year).to_have_attribute("aria-pressed", is_shown)
    expect(last_year).to_be_focused()


def test_who_works_off_a_list_by_keys_goes_on_where_its_line_was(planner):
    planner.open("exceptions")
    page = planner.page
    take = page.get_by_role("button", name="Take it").first
    tab_to(take)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Give it back").or_(page.get_by_text("Undo")).first).to_be_visible()
    expect(page.locator("main ul.exceptions :focus")).to_have_count(1)

"""Files of every kind through the page Import: looked at, questions answered, tried, brought in, taken back."""

import pytest
from playwright.sync_api import expect

KNOWN = "DRK-003@CENTRE"


@pytest.fixture
def choose(planner, tmp_path):
    def open_with(content, kind="sales", name="file.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        planner.open(f"import?kind={kind}")
        planner.page.get_by_label("Drop a file here").set_input_files(path)
        planner.page.locator("#import-preview h2").wait_for()
        return planner.page

    return open_with


def test_a_question_of_the_file_is_answered_by_a_button(choose):
    page = choose("sku,date,qty\nQUESTION-1,2026-01-13,1.250\n")
    question = page.get_by_role("group", name="Is the point a decimal sign?")
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_disabled()
    question.get_by_role("button", name="1.250 is 1250").click()
    expect(page.get_by_text("1.250 is 1250: the file writes 12,5")).to_be_visible()
    page.get_by_role("button", name="What would change").click()
    expect(page.locator("article").first).to_contain_text("1 new")


def test_what_headings_do_not_say_is_chosen_once_and_remembered(choose):
    content = "Was,Wann,Wieviel\nREMEMBER-1,2026-01-13,3\n"
    page = choose(content, name="our till.csv")
    for heading, meaning in (("Was", "Product"), ("Wann", "Day"), ("Wieviel", "Quantity")):
        page.get_by_label(f"What {heading} is").first.click()
        page.get_by_role("option", name=meaning, exact=True).click()
        expect(page.get_by_label(f"What {heading} is").first).to_have_value(meaning)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator("article").first).to_contain_text("1 new product")
    page = choose(content)
    expect(page.locator("#import-preview").get_by_text("Its headings are those of our till.")).to_be_visible()
    page.get_by_role("button", name="Forget: our till").click()
    expect(page.get_by_role("button", name="Forget: our till")).to_have_count(0)


def test_a_typo_is_refused_with_what_was_meant_and_the_rest_is_taken_back_by_a_button(choose):
    page = choose(f"Artikelnummer;Bestand\n{KNOWN[:-1]};4\n{KNOWN};7\n".encode("utf-16"), "stock")
    page.get_by_role("button", name="What would change").click()
    tried = page.get_by_role("region", name="Tried")
    tried.locator("summary", has_text="Rejected rows").click()
    expect(tried).to_contain_text(f"Did you mean '{KNOWN}'?")
    page.get_by_role("button", name="Import", exact=True).click()
    done = page.locator("#imports article").first
    expect(done.get_by_role("link", name="See what to order")).to_be_visible()
    done.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Take it back").click()
    expect(done).to_contain_text("Taken back")


@pytest.mark.parametrize("kind", ["sales", "products", "stock", "orders", "receipts"])
def test_each_kind_has_a_template_that_is_read_without_a_question(planner, choose, kind):
    planner.open(f"import?kind={kind}")
    with planner.page.expect_download() as download:
        planner.page.get_by_role("link", name=f"{kind}-template as XLSX").click()
    page = choose(download.value.path().read_bytes(), kind, f"{kind}-template.xlsx")
    expect(page.get_by_role("columnheader").first).to_be_visible()
    expect(page.locator(".question, .doubtful, #import-preview .error-text")).to_have_count(0)


def test_what_is_still_said_of_a_file_of_one_kind_does_not_arrive_on_the_page_of_another(planner):
    planner.open("import")
    planner.page.evaluate("window.isTheOldPage = true")
    products = planner.page.get_by_role("navigation", name="Kind of file").get_by_role("link", name="Products")
    products.click()
    expect(products).to_have_attribute("aria-current", "page")
    assert not planner.page.evaluate("window.isTheOldPage")

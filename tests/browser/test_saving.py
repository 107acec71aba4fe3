"""Tables saved by the browser itself are written as those that the server writes."""

import csv
import io

import pytest

from services.files.writing import dialects
from services.files.writing.spreadsheet import shown_as_text
from tests.browser.visitor import Visitor

TEXTS = ("=1+1", "+49 30", "-x", "@A", "a,=b", "a;=b", "x|@y", "'=q", "＝1", "00417", "-5", "plain", "it's", "1-2")
LISTING = """texts => {
  const rows = texts.map((text) => `<tr><td></td></tr>`).join("");
  document.querySelector("main").innerHTML =
    `<div class="listing"><table>${rows}</table><button data-save-csv="Some texts">Save</button></div>`;
  document.querySelectorAll("td").forEach((cell, place) => { cell.textContent = texts[place]; });
}"""


def saved(visitor, texts):
    visitor.open("account")
    visitor.page.evaluate(LISTING, list(texts))
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Save").click()
    return download.value.path().read_text(encoding="utf-8-sig")


@pytest.fixture(params=["en-GB", "de-DE"])
def abroad(shop, chromium, request):
    with Visitor(shop, chromium, locale=request.param) as someone:
        someone.sign_in_as("viewer")
        yield someone, dialects.of(request.param)


def test_no_text_becomes_a_formula_and_figures_are_the_spreadsheets_own(abroad):
    visitor, dialect = abroad
    rows = list(csv.reader(io.StringIO(saved(visitor, (*TEXTS, "1,619.6"))), delimiter=dialect.delimiter))
    # A number is none to a formula.
    assert [row[0] for row in rows[:-1]] == [text if text == "-5" else shown_as_text(text) for text in TEXTS]
    assert rows[-1] == [f"1619{dialect.decimal}6"]

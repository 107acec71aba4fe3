"""Files of the pages open in a spreadsheet as they are meant."""

import csv
import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from dashboard.kit import downloads
from dashboard.orders import order_files
from dashboard.products import product_files
from dashboard.shop import purchase_order_files

PATHS = [f"{files.PATH}.csv" for files in (order_files, product_files, purchase_order_files)]


@pytest.fixture
def bread(product):
    return product("=B", [0.1, 0.2, 1619.3], name="Wholemeal bröd")


@pytest.mark.parametrize("path", PATHS)
def test_each_begins_with_the_mark_by_which_excel_knows_utf_8(signed_in, path):
    assert signed_in("viewer").get(f"/app/{path}").data.startswith(b"\xef\xbb\xbf")


def test_figures_are_rounded_and_no_code_is_a_formula(signed_in, bread):
    text = signed_in("viewer").get(f"/app/{product_files.PATH}.csv").data.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["sku"], row["name"], row["sold_28_days"]) == ("'=B", "Wholemeal bröd", "1619.6")


@pytest.mark.parametrize(("language", "figures"), [("de-AT,en;q=0.5", "1619,6"), ("en-GB", "1619.6"), ("x!", "1619.6")])
def test_they_are_written_as_spreadsheets_of_the_browsers_language_open_them(signed_in, bread, language, figures):
    headers = {"Accept-Language": language}
    text = signed_in("viewer").get(f"/app/{product_files.PATH}.csv", headers=headers).data.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";" if "," in figures else ",")
    assert row["sold_28_days"] == figures


def test_a_workbook_has_codes_as_texts_and_calculates_nothing(signed_in, product):
    product("00417", [1.5], name="=1+1")
    sent = signed_in("viewer").get(f"/app/{product_files.PATH}.xlsx").data
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sent)).get_sheet_by_index(0).to_python()
    assert (rows[1][:2], rows[1][8]) == (["00417", "=1+1"], 1.5)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(sent)).read("xl/worksheets/sheet1.xml")


def test_a_file_that_was_written_without_the_mark_is_sent_with_it(app, tmp_path):
    path = tmp_path / "rejected.csv"
    path.write_text("line,reason\r\n7,späte\r\n", encoding="utf-8")
    with app.test_request_context():
        sent = downloads.csv_on_disk("rejected.csv", path)
        assert sent.get_data().decode("utf-8") == "\ufeffline,reason\r\n7,späte\r\n"

"""Files of the pages open in a spreadsheet as they are meant."""

import csv
import io

import pytest

from dashboard.kit import downloads
from dashboard.orders import order_files
from dashboard.products import product_files
from dashboard.shop import purchase_order_files

PATHS = (order_files.PATH, product_files.PATH, purchase_order_files.PATH)


@pytest.fixture
def bread(product):
    return product("=B", [0.1, 0.2, 1619.3], name="Wholemeal bröd")


@pytest.mark.parametrize("path", PATHS)
def test_each_begins_with_the_mark_by_which_excel_knows_utf_8(signed_in, path):
    assert signed_in("viewer").get(f"/app/{path}").data.startswith(b"\xef\xbb\xbf")


def test_figures_are_rounded_and_no_code_is_a_formula(signed_in, bread):
    text = signed_in("viewer").get(f"/app/{product_files.PATH}").data.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["sku"], row["name"], row["sold_28_days"]) == ("'=B", "Wholemeal bröd", "1619.6")


def test_a_file_that_was_written_without_the_mark_is_sent_with_it(app, tmp_path):
    path = tmp_path / "rejected.csv"
    path.write_text("line,reason\r\n7,späte\r\n", encoding="utf-8")
    with app.test_request_context():
        sent = downloads.csv_on_disk("rejected.csv", path)
        assert sent.get_data().decode("utf-8") == "\ufeffline,reason\r\n7,späte\r\n"

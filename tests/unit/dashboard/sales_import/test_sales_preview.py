import gzip

import pytest

from dashboard.sales_import import sales_preview
from services.errors import InvalidInput

ROWS = "Product;Datum;Menge\nBröd;2026-01-01;3\nKäse;2026-01-02;4\nHalf a li"


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_beginning_of_a_file_is_shown_whatever_its_unicode(database, code):
    shown = str(sales_preview.preview(ROWS.encode(code)))
    assert "semicolons" in shown
    assert "Bröd" in shown


def test_the_last_line_is_left_out_as_it_may_be_cut_off(database):
    shown = str(sales_preview.preview(ROWS.encode()))
    assert ("Käse" in shown, "Half a li" in shown) == (True, False)


def test_a_packed_file_is_shown_though_its_end_is_missing(database):
    packed = gzip.compress((ROWS + "\n" + "\n".join(f"{n};2026-01-03;{n}" for n in range(50_000))).encode())
    assert "Bröd" in str(sales_preview.preview(packed[: 64 * 1024]))


@pytest.mark.parametrize("signature", sales_preview.WORKBOOKS)
def test_a_workbook_is_told_from_text(database, signature):
    assert "A workbook" in str(sales_preview.preview(signature + bytes(range(256))))


@pytest.mark.parametrize("head", [b"", b"\0\1\2", b"\xff\xfe\xff", b"Dear all,\nplease find"])
def test_what_is_no_file_of_sales_is_refused_in_words(database, head):
    with pytest.raises(InvalidInput, match=r"empty|not a table|no row of headings|damaged"):
        sales_preview.preview(head)


@pytest.mark.parametrize("row", ["A", "A;2026-01-01;3;4;5"])
def test_a_row_with_too_few_or_too_many_values_is_shown_as_far_as_there_are_columns(database, row):
    assert "A" in str(sales_preview.preview(f"Product;Datum;Menge\n{row}\n".encode()))

import io
from datetime import date
from decimal import Decimal

import pytest

from services.files import tables
from services.files.writing import dialects
from services.files.writing.spreadsheet import as_it_was, csv_text, shown_as_text, with_amounts
from services.sales import sales_form


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 30", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠A", "'=1"]
)
def test_what_would_be_calculated_is_quoted_and_read_back(text):
    assert shown_as_text(text) == "'" + text
    assert as_it_was(shown_as_text(text)) == text


@pytest.mark.parametrize("text", ["", "BRD-001", "DRK@SHOP", "'n Ei", "5", "a = b", "x;y", "a, -b", "''"])
def test_other_texts_stay_as_they_are(text):
    assert shown_as_text(text) == text
    assert as_it_was(text) == text


@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t", "\n", "\r"])
@pytest.mark.parametrize("formula", ["=1+1", "＝1", "@A", "'=1"])
def test_so_is_what_would_be_one_behind_another_delimiter(delimiter, formula):
    text = f"x{delimiter}{formula}{delimiter}{formula}"
    assert shown_as_text(text) == f"x{delimiter}'{formula}{delimiter}'{formula}"
    assert as_it_was(shown_as_text(text)) == text


def test_numbers_are_no_texts():
    assert csv_text([["a", "=b"], [-1, 2.5]]) == "a,'=b\r\n-1,2.5\r\n"


def test_yes_and_no_are_written_as_in_json():
    assert csv_text([["stale", True, False, None, 1, 0]]) == "stale,true,false,,1,0\r\n"


def test_figures_end_where_their_digits_mean_nothing():
    assert csv_text([[1619.6399999999999, 0.1 + 0.2, 1e12, -4.0, 123456.789012, None]]) == (
        "1619.64,0.3,1000000000000,-4,123456.789012,\r\n"
    )


def test_whole_units_have_no_decimals_and_amounts_of_money_have_two():
    rows = [["A", 92.0, 92.0, Decimal("1.4700")], ["B", 2.5, 12.5, None], ["C", 1.25, 0.0123, Decimal("3")]]
    written = csv_text(with_amounts(("sku", "quantity", "cost", "unit_cost"), rows))
    assert written.splitlines()[1:] == ["A,92,92.00,1.4700", "B,2.5,12.50,", "C,1.25,0.0123,3"]


def test_amounts_have_the_decimals_of_the_currency_that_their_row_names():
    rows = [["A", 37.0, 12.5, "JPY"], ["B", 3.702, 1.2341, "KWD"], ["C", 6.0, 2.0, ""]]
    written = csv_text(with_amounts(("sku", "cost", "unit_cost", "currency"), rows))
    # Three decimals and no more would be read as thousands.
    assert written.splitlines()[1:] == ["A,37,12.5,JPY", "B,3.7020,1.2341,KWD", "C,6.00,2.00,"]


@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize("units", [[92.0, 1250.0], [1250.0, 1.25], [1.125, 1000.0], [0.0, 9e7], [-4.0, 1234567.5]])
def test_units_that_are_read_back_are_what_they_were(database, decimal, units):
    rows = [[f"P-{place}", f"2026-03-0{place}", own] for place, own in enumerate(units, 1)]
    file = csv_text([("product_sku", "date", "quantity"), *rows], dialects.with_decimal(decimal))
    read = tables.read(io.BytesIO(file.encode()), sales_form.form(date(2026, 11, 27)), tables.IMPORT.options)
    assert [row.values["quantity"] for row in read.rows] == units

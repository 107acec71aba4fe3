"""Workbooks that we write, as a spreadsheet shows them."""

import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from services.files.writing import workbook_writer

COLUMNS = ("sku", "name", "quantity", "expected_on", "unit_cost")
ROW = ("00417", "Honig Lindenblüte, kaltgeschleudert", 1234, date(2026, 11, 27), Decimal("2.5"))


@pytest.fixture(scope="module")
def parts():
    """The parts of a workbook of one row, by their names."""
    with zipfile.ZipFile(workbook_writer.write(COLUMNS, [ROW])) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def numbers(patterns):
    """Of a format by its number, how it writes."""
    return dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', patterns))


def formats(parts, cell):
    """The number of the format in which a cell is written."""
    style = int(re.search(rf'<c r="{cell}" s="(\d+)"', parts["xl/worksheets/sheet1.xml"])[1])
    own = re.findall(r"<xf [^>]*>", parts["xl/styles.xml"].split("<cellXfs")[1])[style]
    return re.search(r'numFmtId="(\d+)"', own)[1]


def test_columns_are_as_wide_as_what_stands_in_them(parts):
    widths = [float(one) for one in re.findall(r'<col [^>]*width="([\d.]+)"', parts["xl/worksheets/sheet1.xml"])]
    assert widths[1] > len(ROW[1]) > 2 * widths[0]
    assert widths[3] > len("expected_on")


def test_a_day_is_written_as_the_country_of_its_reader_writes_days(parts):
    assert formats(parts, "D2") == "14"


def test_amounts_of_money_have_two_decimals(parts):
    own = re.search(r'<numFmt numFmtId="(\d+)" formatCode="#,##0.00##"', parts["xl/styles.xml"])
    assert formats(parts, "E2") == own[1]


def test_amounts_of_money_have_the_decimals_of_their_currency():
    rows = [("A", 37.0, "JPY"), ("A", 12.5, "JPY"), ("A", 3.702, "KWD")]
    with zipfile.ZipFile(workbook_writer.write(("sku", "unit_cost", "currency"), rows)) as book:
        made = {name: book.read(name).decode() for name in book.namelist()}
    written = numbers(made["xl/styles.xml"])
    assert [written[formats(made, cell)] for cell in ("B2", "B3", "B4")] == ["#,##0", "#,##0.##", "#,##0.000##"]


def test_one_long_sentence_does_not_push_the_other_columns_away():
    with zipfile.ZipFile(workbook_writer.write(["reason"], [["x" * 500]])) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert float(re.search(r'<col [^>]*width="([\d.]+)"', sheet)[1]) < 70

"""Codes that a workbook keeps as numbers are what their format shows of them."""

import io
import re
from datetime import date

import pytest
import xlsxwriter

from services.files.fields import Overrules
from services.files.formats import number_formats
from services.files.reading import Reading
from services.imports.kinds import KINDS
from tests.unit.services.files.formats.test_workbook import changed
from tests.unit.services.files.sales_files import TODAY, Sales

DAY = date(2024, 9, 1)


def formatted(*rows):
    """A workbook of these cells: a number with its format, a day, or anything else."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "mmm yy"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                value, code = cell if isinstance(cell, tuple) else (cell, None)
                sheet.write(number, place, value, *((book.add_format({"num_format": code}),) if code else ()))
    return file.getvalue()


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("00000", "417", "00417"),
        ("00000", "123456", "123456"),
        ("00000", "0", "00000"),
        ("000000000000", "4.006381E6", "000004006381"),
        ("000-000", "417", "000-417"),
        ("000\\-000", "1234567", "1234-567"),
        ('"K"0', "417", "K417"),
        ("\\D000", "7", "D007"),
        ('"ART-"General', "417", "ART-417"),
        ("##000", "4", "004"),
        ("0##", "4", "004"),
        ("[$-407]00000;-00000;;@", "417", "00417"),
        ("[Red]00000", "417", "00417"),
        ("00000", "417.5", ""),
        ("00000", "-417", ""),
    ],
)
def test_what_a_format_shows(code, number, shown):
    assert number_formats.of_codes(code)(number.encode()) == shown


@pytest.mark.parametrize(
    "code",
    [
        *("", "General", "0", "#,##0", "0.00", "00.00", "0%", "+0"),
        *('"€ "0', "[$€-407]000", '0" Stk"', '"ca. "0', '"x"0'),
        *("mmm yy", "yyyy-mm-dd", "[<100]00000", "@", "0.00E+00", "# ?/?"),
    ],
)
def test_amounts_quantities_and_days_stay_numbers(code):
    assert number_formats.of_codes(code) is None


def test_sales_are_of_the_codes_and_stores_that_the_workbook_shows(tmp_path):
    rows = [
        ("SKU", "Store", "Date", "Qty", "Order"),
        ((417, "00000"), (7, "000"), DAY, (5, "000"), (12, '"SO-"0000')),
        ("0417", (7, "000"), DAY, 6, (13, '"SO-"0000')),
        ((4006381333, "0000000000000"), (7, "000"), DAY, (1.5, "0.0"), (14, '"SO-"0000')),
    ]
    assert Sales(tmp_path, formatted(*rows)).days == [
        ("00417@007", "2024-09-01", 5),
        ("0417@007", "2024-09-01", 6),
        ("0004006381333@007", "2024-09-01", 1.5),
    ]


def test_codes_that_are_columns_are_shown_too(tmp_path):
    content = formatted(("Date", (417, "00000"), (418, "00000")), (DAY, 5, 6))
    assert Sales(tmp_path, content).days == [("00417", "2024-09-01", 5), ("00418", "2024-09-01", 6)]


def test_days_stay_days_whatever_their_format(tmp_path):
    content = formatted(("SKU", "Date", "Qty"), ((417, "00000"), (45536, "mmm yy"), 5), ("A", (45537, "dd/mm"), 1))
    assert Sales(tmp_path, content).days == [("00417", "2024-09-01", 5), ("A", "2024-09-02", 1)]


def test_a_day_may_be_a_number_that_is_shown_as_one(tmp_path):
    content = formatted(("SKU", "Date", "Qty"), ("A", (20240901, "0000-00-00"), 5), ("A", (20240913, "0000-00-00"), 5))
    assert [day for _, day, _ in Sales(tmp_path, content).days] == ["2024-09-01", "2024-09-13"]


def test_the_formula_of_a_code_changes_nothing(tmp_path):
    content = formatted(("SKU", "Date", "Qty"), ((417, "00000"), DAY, 5))
    content = changed(content, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>417", b"<f>400+17</f><v>417"))
    assert Sales(tmp_path, content).days == [("00417", "2024-09-01", 5)]


@pytest.mark.parametrize(
    ("pattern", "written"),
    [(rb' r="[A-Z]*\d+"', b""), (rb'<c r="([A-Z]+\d+)" s="(\d+)"', rb'<c s="\2" r="\1"'), (rb'"', b"'")],
    ids=["without their places", "their style first", "other quotation marks"],
)
def test_however_a_program_writes_its_cells(tmp_path, pattern, written):
    rows = [
        (),
        ("", "SKU", "Date", "Qty"),
        ("", (417, "00000"), DAY, 5),
        ("", "", DAY, 1),
        ("", (418, "00000"), DAY, 6),
    ]
    content = formatted(*rows)
    content = changed(content, "xl/worksheets/sheet1.xml", lambda xml: re.sub(pattern, written, xml))
    assert Sales(tmp_path, content).days == [("00417", "2024-09-01", 5), ("00418", "2024-09-01", 6)]


@pytest.mark.parametrize(
    ("shown", "number", "code"),
    [
        *(("00417", "417", "00417"), ("000-417", "417", "000-417"), ("K417", "417", "K417"), ("00000", "0", "00000")),
        *(("417", "417", ""), ("1 417", "1417", ""), ("1.417", "1417", ""), ("0.00", "0", ""), ("05.5", "5.5", "")),
        *(("417 Stk", "417", ""), ("EUR417", "417", ""), ("x4", "4", ""), ("00417", "418", ""), ("-4", "-4", "")),
    ],
)
def test_what_is_shown_beside_a_number_is_a_code_or_not(shown, number, code):
    assert number_formats.code_of(shown, number) == code


@pytest.mark.parametrize(
    ("kind", "headings", "cells", "wanted"),
    [
        ("stock", ("SKU", "On hand"), ((417, "00000"), (5, "000")), {"product_sku": "00417", "on_hand": 5}),
        ("products", ("SKU", "Supplier"), ((417, "00000"), (7, "000")), {"product_sku": "00417", "supplier": "007"}),
        (
            "receipts",
            ("Order number", "SKU", "Quantity", "Received on"),
            ((12, '"PO-"0000'), (417, "00000"), 5, DAY),
            {"number": "PO-0012", "product_sku": "00417"},
        ),
    ],
)
def test_every_kind_of_file_has_the_codes_that_are_shown(tmp_path, kind, headings, cells, wanted):
    path = tmp_path / kind
    path.write_bytes(formatted(headings, cells))
    reading = Reading(path, KINDS[kind].form(TODAY), Overrules())
    (row,) = (dict(zip(reading.columns, row, strict=True)) for block in reading.blocks() for row in block.rows)
    assert {name: row[name] for name in wanted} == wanted

import gzip
from datetime import date

import pytest

from services.errors import InvalidInput
from services.files.csv_file import open_csv
from services.sales import sales_csv

LATEST = date(2024, 12, 31)
HEADER = "product_sku,date,quantity\n"


@pytest.fixture
def read(tmp_path):
    """The rows (without their lines), and the rejections, of a file of this content."""

    def read_content(content):
        path = tmp_path / "sales.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with open_csv(path, sales_csv.columns(LATEST)) as sales:
            blocks = list(sales.blocks())
        return [row[1:] for block in blocks for row in block.rows], [r for block in blocks for r in block.rejections]

    return read_content


@pytest.mark.parametrize(
    "content",
    [
        HEADER + "A,2024-01-02,1.5\n",
        "Unique_ID,DS,Y\r\nA,2024-01-02,1.5\r\n",
        "StockCode;Datum;Menge\nA;02.01.2024;1,5\n",
        "sku\tday\tqty\nA\t2024-01-02 00:00:00\t1,5",
        '\ufeff"sku","date","units"\n"A","2024-01-02","1,5"\n',
        "name|Product SKU|date|sales\n|A|2024-01-02T00:00:00Z|1.5\n",
        "\n\nitem,date,quantity\n\nA,2024-01-02,1.5\n\n",
        "sku,date,qty\rA,2024-01-02,1.5\r",
    ],
    ids=ascii,
)
def test_the_usual_forms_are_understood(read, content):
    assert read(content) == ([("A", "2024-01-02", 1.5)], [])
    assert read(gzip.compress(content.encode(), mtime=0)) == ([("A", "2024-01-02", 1.5)], [])


def test_utf_16_is_understood(read):
    assert read((HEADER + "Café,2024-01-02,1\n").encode("utf-16")) == ([("Café", "2024-01-02", 1)], [])


def test_optional_columns_may_be_empty(read):
    rows, _ = read('promo,sku,date,qty,price,in_stock\nyes,A,2024-01-02,1,"2,5",0\n,A,2024-01-03,1,,\n')
    assert rows == [("A", "2024-01-02", 1, False, 2.5, True), ("A", "2024-01-03", 1, None, None, None)]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("A,2024-13-01,1", "date", "calendar"),
        ("A,2024/01/01,1", "date", "YYYY-MM-DD"),
        ("A,,1", "date", "missing"),
        ("A,2025-01-01,1", "date", "future"),
        ("A,1969-12-31,1", "date", "1970"),
        ("A,2024-01-01T13:00:00,1", "date", "time of day"),
        ("A,2024-01-01,-1", "quantity", "negative"),
        ("A,2024-01-01,many", "quantity", "not a number"),
        ("A,2024-01-01,", "quantity", "missing"),
        ("A,2024-01-01,nan", "quantity", "finite"),
        ("A,2024-01-01,inf", "quantity", "finite"),
        ('A,2024-01-01,"1,234"', "quantity", "decimal"),
        ('A,2024-01-01,"1,234.5"', "quantity", "thousands"),
        ("x" * 70 + ",2024-01-01,1", "product_sku", "70"),
        (" ,2024-01-01,1", "product_sku", "missing"),
        ("A\a,2024-01-01,1", "product_sku", "control"),
        ("A,2024-01-01,1,5", "", "4 values"),
        ("A,2024-01-01", "", "2 values"),
        ('"A"B,2024-01-01,1', "", "quotation"),
    ],
)
def test_a_bad_row_is_rejected_by_line_and_the_others_are_not(read, row, column, reason):
    rows, (rejection,) = read(f"{HEADER}A,2024-01-01,1\n{row}\nB,2024-01-01,1\n")
    assert [sku for sku, *_ in rows] == ["A", "B"]
    assert (rejection.line, rejection.column) == (3, column)
    assert reason in rejection.reason


def test_a_row_that_is_not_utf_8_is_rejected_by_line(read):
    rows, (rejection,) = read(HEADER.encode() + "Café,2024-01-01,1\nB,2024-01-01,1\n".encode("latin-1"))
    assert rows == [("B", "2024-01-01", 1)]
    assert (rejection.line, rejection.value) == (2, r"Caf\xe9")
    assert "UTF-8" in rejection.reason


def test_a_quotation_mark_that_never_closes_names_the_lines_it_swallowed(read):
    _, (rejection,) = read(HEADER + '"A,2024-01-01,1\nB,2024-01-01,1\n')
    assert "lines 2 to 3" in rejection.reason


def test_lines_are_counted_as_an_editor_does(read):
    _, rejections = read('sku,date,qty,note\nA,2024-01-01,1,"two\nlines"\n\nB,x,1,\n')
    assert [rejection.line for rejection in rejections] == [5]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n", "empty_file"),
        (b"sku,qty\nA,1\n", "missing_columns"),
        (b"A,2024-01-01,1\n", "missing_columns"),
        (b"sku,date,qty,QTY\nA,2024-01-01,1,2\n", "repeated_column"),
        (b"PK\x03\x04rest", "not_csv"),
        (bytes(range(256)), "not_csv"),
        (HEADER.encode() + b"x" * 2_000_000, "not_csv"),
        (gzip.compress(HEADER.encode(), mtime=0)[:-4], "damaged_file"),
        (gzip.compress(HEADER.encode(), mtime=0)[:5], "damaged_file"),
    ],
    ids=lambda value: ascii(value[:20]),
)
def test_what_is_no_file_of_sales_is_refused(read, content, code):
    with pytest.raises(InvalidInput) as refused:
        read(content)
    assert refused.value.code == code


def test_missing_columns_are_named_beside_those_found(read):
    with pytest.raises(InvalidInput, match=r"quantity \(or qty.*'sku', 'date', 'amount'"):
        read("sku,date,amount\nA,2024-01-01,1\n")

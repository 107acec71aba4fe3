"""Tables of HTML and of Excel's XML of 2003, as systems write them and call them .xls."""

import io
import json
import zipfile
from collections import Counter

import pytest

from services.errors import InvalidInput
from services.files import report
from tests.unit.services.files.sales_files import Sales

SOLD = [("00417", "2026-03-03", 2), ("00417", "2026-03-13", 5)]
PAGE = (
    "<html><head><style>td{x:1}</style></head><table><tr><td>Sales of March<table><tr><td>x</table></table>"
    "<table><tr><th colspan=2>Code<th>Day<th>Qty</tr><tr><td rowspan=2>00417<td>M &amp; L<td>2026-03-03<td>2&nbsp;"
    "<tr><td>S<br>M<td>2026-03-13</td><td><b>5</b></td></tr></table>"
)
_XML = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Till"><Table>{rows}</Table>'
    "</Worksheet></Workbook>"
)


def _row(*cells, row="", at=("", "", "", "")):
    places = zip(cells, at, strict=False)
    return f"<Row{row}>" + "".join(f'<Cell{place}><Data ss:Type="{kind}">{value}</Data></Cell>'
                                   for (kind, value), place in places) + "</Row>"  # fmt: skip


XML = _XML.format(
    rows=_row(("String", "SKU"), ("String", "Note"), ("String", "Date"), ("String", "Qty"))
    + _row(("String", "00417"), ("DateTime", "2026-03-03T00:00:00.000"), ("Number", "2"),
           at=(' ss:MergeDown="3"', ' ss:Index="3"', ""))
    + _row(("DateTime", "2026-03-13T10:30:00.000"), ("Number", "5"), row=' ss:Index="5"', at=(' ss:Index="3"', ""))
)  # fmt: skip


@pytest.mark.parametrize("content", [PAGE, XML], ids=["HTML", "XML"])
def test_a_table_of_markup_is_read_like_a_sheet(tmp_path, content):
    assert Sales(tmp_path, content).days == SOLD


def test_a_cell_that_says_to_go_over_a_number_of_thousands_of_digits_is_cut_short_as_any_other(tmp_path):
    assert Sales(tmp_path, PAGE.replace("<th>Qty", f"<th>Qty<th colspan={'9' * 5000}>")).days == SOLD


def test_of_several_tables_the_one_that_names_the_columns_is_read_and_named(tmp_path):
    assert "its table 'Table 3' was read" in report.in_words(Sales(tmp_path, PAGE).reading)[0]


def test_an_archive_may_hold_pages(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("report.xls", PAGE)
        archive.writestr("readme.txt", "exported")
    assert Sales(tmp_path, packed.getvalue()).days == SOLD


def test_a_page_in_its_own_encoding_is_read_in_it(tmp_path):
    page = PAGE.replace("<style>", "<meta charset=windows-1251><style>").replace("00417", "Чай")
    assert Sales(tmp_path, page.encode("cp1251")).days[0][0] == "Чай"


@pytest.mark.parametrize(
    "content",
    ["<!DOCTYPE html><html><form><input name=user></form></html>", _XML.format(rows=""), "<?xml version='1.0'?><a/>"],
)
def test_what_has_no_table_is_refused_with_what_to_do(tmp_path, content):
    with pytest.raises(InvalidInput, match="save it as XLSX"):
        Sales(tmp_path, content)


def test_entities_of_xml_are_refused(tmp_path):
    with pytest.raises(InvalidInput):
        Sales(tmp_path, XML.replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook'))


@pytest.mark.parametrize("rows", ['<Row ss:Index="x"/>', '<Row><Cell ss:Index="99999999"/></Row>', "<Row><Cell>"])
def test_a_damaged_sheet_is_refused(tmp_path, rows):
    with pytest.raises(InvalidInput):
        Sales(tmp_path, _XML.format(rows=rows))


ORDERS = {
    "orders": [
        {"name": "#1", "created_at": "2026-03-03T10:00:00Z", "cancelled_at": None, "tax_lines": [{"rate": 0.2}],
         "line_items": 2 * [{"name": "Mug", "sku": "00417", "quantity": 1}]},
        {"name": "#2", "created_at": "2026-03-05T10:00:00Z", "cancelled_at": "2026-03-06T10:00:00Z",
         "line_items": [{"name": "Mug", "sku": "00417", "quantity": 9}]},
        {"name": "#3", "created_at": "2026-03-13T10:00:00Z", "line_items": [{"sku": "00417", "quantity": 5}]},
    ]
}  # fmt: skip
LINES = '{"day": "2026-03-03", "sku": "00417", "qty": 2}\n{"day": "2026-03-13", "sku": "00417", "qty": 5.0}\n'
SPLIT = {"columns": ["day", "sku", "qty"], "data": [["2026-03-03", "00417", 2], ["2026-03-13", "00417", 5]]}


LISTS = [SPLIT["columns"], *SPLIT["data"]]
COLUMNS = {name: list(values) for name, *values in zip(*LISTS, strict=True)}


@pytest.mark.parametrize(
    "content",
    [ORDERS, LINES, SPLIT, LISTS, COLUMNS],
    ids=["orders of an interface", "lines", "split", "lists below one of headings", "a list for each column"],
)
def test_json_is_read_by_its_objects(tmp_path, content):
    sales = Sales(tmp_path, content if isinstance(content, str) else json.dumps(content))
    sold = Counter[tuple[str, str]]()
    for sku, day, units in sales.days:
        sold[sku, day] += units or 0
    assert sorted((*one, units) for one, units in sold.items() if units) == SOLD


@pytest.mark.parametrize("units", ["NaN", "-Infinity", "1e999", "1e12"])
def test_what_json_writes_for_no_number_is_rejected_and_said(tmp_path, units):
    sales = Sales(tmp_path, LINES.replace("5.0", units))
    assert sales.days == SOLD[:1]
    assert "not a finite number" in str(sales.rejections)


@pytest.mark.parametrize("content", ['{"a": 1}', '[{"a": 1', '[{"a": [[]]}, 3]'])
def test_json_that_holds_no_table_is_refused(tmp_path, content):
    with pytest.raises(InvalidInput):
        Sales(tmp_path, content)

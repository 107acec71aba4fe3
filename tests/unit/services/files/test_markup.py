"""Tables of HTML and of Excel's XML of 2003, as systems write them and call them .xls."""

import io
import zipfile

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

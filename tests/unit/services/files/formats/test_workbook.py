"""Workbooks, and such as are not what they say they are."""

import gzip
import io
import pickle
import zipfile
from datetime import UTC, date, datetime

import pytest
import xlsxwriter

from services.errors import InvalidInput
from services.files.fields import Overrules
from services.files.formats import shared_texts
from services.files.questions import Undecided
from tests.unit.services.files.sales_files import Sales


def workbook(*rows, **sheets):
    """The bytes of a workbook: its first sheet has these rows."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yy"}) as book:
        for name, content in {"Sales": rows, **sheets}.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(content):
                sheet.write_row(number, 0, row)
    return file.getvalue()


def changed(content, name, change):
    """A workbook of which one part is other than it was."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.namelist():
            data = before.read(member)
            after.writestr(member, change(data) if member == name else data)
    return file.getvalue()


EVENING = datetime(2024, 9, 2, 18, 30)  # noqa: DTZ001 - a workbook knows no zones
ROWS = (("SKU", "Date", "Qty"), ("A", date(2024, 9, 1), 5), (4006381333931, EVENING, 1.234))
DAYS = [("A", "2024-09-01", 5), ("4006381333931", "2024-09-02", 1.234)]


def test_numbers_and_days_of_a_workbook_leave_no_question(tmp_path):
    assert Sales(tmp_path, workbook(*ROWS)).days == DAYS


def test_titles_totals_and_texts_are_treated_as_in_any_file(tmp_path):
    rows = [("Sales by product",), (), *ROWS, ("B", "03.09.2024", "1.250,5"), ("Total", "", 1256.734)]
    sales = Sales(tmp_path, workbook(*rows))
    assert sales.days == [*DAYS, ("B", "2024-09-03", 1250.5)]
    assert sales.reading.tally.passed_over["totals"] == 1


def test_the_first_sheet_with_anything_in_it_is_read(tmp_path):
    assert Sales(tmp_path, workbook(Data=ROWS)).days == DAYS


def test_the_sheet_whose_headings_say_most_is_read(tmp_path):
    cover = [("Report of sales",), ("Made on", date(2024, 9, 9)), ("Product", "Remark"), ("A", "new")]
    sales = Sales(tmp_path, workbook(*cover, Data=ROWS))
    assert (sales.reading.records.sheet, sales.days) == ("Data", DAYS)


def test_which_of_several_sheets_with_the_same_headings_is_meant_is_asked(tmp_path):
    with pytest.raises(Undecided, match="October, November") as asked:
        Sales(tmp_path, workbook(*ROWS, October=ROWS, November=ROWS, Notes=[("x",)]))
    assert [choice.value for choice in asked.value.choices] == ["*", "@", "Sales", "October", "November"]


def test_a_question_keeps_its_code_where_a_worker_hands_it_on():
    asked = pickle.loads(pickle.dumps(Undecided("Which?", "several_sheets", ())))
    assert (str(asked), asked.code) == ("Which?", "several_sheets")


def test_all_sheets_with_the_same_headings_are_read_together(tmp_path):
    content = workbook(*ROWS, October=[("Sales in October",), *ROWS], Orders=[("Order", *ROWS[0]), (1, *ROWS[1])])
    assert Sales(tmp_path, content, Overrules(zone=UTC, sheet="*")).days == 2 * DAYS


@pytest.mark.parametrize("above", ["Branch: {}", "Store: {}", "Filiale: {}"])
def test_sheets_that_are_read_together_keep_the_store_above_each(tmp_path, above):
    content = workbook((above.format("North"),), *ROWS, October=[(above.format("South"),), *ROWS])
    skus = {sku for sku, _day, _units in Sales(tmp_path, content, Overrules(zone=UTC, sheet="*")).days}
    assert skus == {f"{sku}@{store}" for sku, _day, _units in DAYS for store in ("North", "South")}


def test_sheets_that_are_read_together_have_a_day_each_by_their_names_or_titles(tmp_path):
    rows = [("SKU", "Qty"), ("A", 5)]
    named = workbook(Sales=(), **{"2024-09-01": rows, "2024-09-02": rows})
    titled = workbook(("Business date: 2024-09-01",), *rows, October=[("Business date: 2024-10-02",), *rows])
    all_of_them = Overrules(zone=UTC, sheet="*")
    assert [day for _sku, day, _units in Sales(tmp_path, named, all_of_them).days] == ["2024-09-01", "2024-09-02"]
    assert [day for _sku, day, _units in Sales(tmp_path, titled, all_of_them).days] == ["2024-09-01", "2024-10-02"]


def test_cells_that_were_made_one_downwards_share_what_stands_in_them(tmp_path):
    sales = Sales(tmp_path, merged((0, 0, 1, 0, "SKU"), (0, 1, 0, 2, "Sales"), (2, 0, 3, 0, "A")))
    assert sales.days == [("A", "2024-09-01", 5), ("A", "2024-09-02", 6), ("B", "2024-09-02", 7)]


def test_a_sheet_may_begin_below_its_first_row(tmp_path):
    sales = Sales(tmp_path, merged((4, 0, 5, 0, "A"), above=[()] * 2))
    assert sales.days == [("A", "2024-09-01", 5), ("A", "2024-09-02", 6), ("B", "2024-09-02", 7)]


def merged(*ranges, above=()):
    """A workbook of two rows of headings, the upper one for groups of columns, with cells that were made one."""
    rows = (("", ""), ("SKU", "Date", "Qty"), ("", date(2024, 9, 1), 5), ("", date(2024, 9, 2), 6), ("B", EVENING, 7))
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yy"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([*above, *rows]):
            sheet.write_row(number, 0, row)
        for one in ranges:
            sheet.merge_range(*one)
    return file.getvalue()


@pytest.mark.parametrize("corner", ["Row Labels", "Zeilenbeschriftungen", "Étiquettes de lignes"])
def test_a_pivot_table_is_read(tmp_path, corner):
    days = (date(2024, 9, 1), date(2024, 9, 2))
    rows = [
        ("Sum of Qty", "Column Labels"),
        (corner, *days, "Total"),
        ("A", 5, 6, 11),
        ("B", "", 1, 1),
        ("Total", 5, 7),
    ]
    sales = Sales(tmp_path, workbook(*rows))
    assert sales.days == [("A", "2024-09-01", 5), ("A", "2024-09-02", 6), ("B", "2024-09-02", 1)]


def test_yes_and_no_of_a_workbook_are_understood(tmp_path):
    rows = [("SKU", "Date", "Qty", "Cancelled"), ("A", date(2024, 9, 1), 5, False), ("A", date(2024, 9, 1), 9, True)]
    assert Sales(tmp_path, workbook(*rows)).days == [("A", "2024-09-01", 5), ("A", "2024-09-01", None)]


@pytest.mark.parametrize("pack", [gzip.compress, lambda content: zipped(content)], ids=["gzip", "zip"])
def test_a_packed_workbook_is_read_too(tmp_path, pack):
    assert Sales(tmp_path, pack(workbook(*ROWS))).days == DAYS


def zipped(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("sales.xlsx", content)
    return file.getvalue()


def test_codes_that_a_spreadsheet_has_cut_are_refused(tmp_path):
    with pytest.raises(InvalidInput, match="lost digits"):
        Sales(tmp_path, workbook(ROWS[0], (40063813339310000, date(2024, 9, 1), 5)))


def test_a_formula_counts_as_what_it_came_to(tmp_path):
    assert Sales(tmp_path, workbook(*ROWS, ("B", date(2024, 9, 3), "=2+3"))).days[:2] == DAYS


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda sheet: sheet.replace(b'r="C3"', b'r="XFD1048576"'), "save it as CSV"),
        (lambda sheet: sheet[: len(sheet) // 2], "damaged|none of|no row|None of|names no|data already"),
        (
            lambda sheet: sheet.replace(b"<sheetData>", b"<sheetData>" + b" " * 50_000_000),
            "far too large|unpacks to more",
        ),
    ],
)
def test_a_workbook_that_would_fill_the_memory_or_is_broken_is_refused(tmp_path, monkeypatch, change, reason):
    monkeypatch.setattr("services.files.formats.containers.ALWAYS_ALLOWED", 1_000_000)
    with pytest.raises(InvalidInput, match=reason):
        Sales(tmp_path, changed(workbook(*ROWS), "xl/worksheets/sheet1.xml", change))


def test_a_part_that_is_larger_than_it_says_is_refused(tmp_path):
    content = bytearray(workbook(*ROWS))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    # The directory at the end of the archive has the size that readers believe.
    entry = content.rfind(b"xl/worksheets/sheet1.xml") - 46
    assert int.from_bytes(content[entry + 24 : entry + 28], "little") == size
    content[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    with pytest.raises(InvalidInput, match="more than it says"):
        Sales(tmp_path, bytes(content))


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0" + bytes(600), b"PK\x03\x04" + bytes(100)])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    with pytest.raises(InvalidInput):
        Sales(tmp_path, content)


def test_one_long_text_in_very_many_cells_is_refused_before_it_is_multiplied(tmp_path, monkeypatch):
    monkeypatch.setattr("services.files.formats.sheet_bounds.MOST_BYTES", 2_000_000)
    long = "x" * 30_000
    content = workbook(("SKU", "Date", "Qty", "Note"), *(("A", "2024-09-01", 5, long) for _ in range(100)))
    assert len(content) < 30_000
    with pytest.raises(InvalidInput, match="more text than a table") as refused:
        Sales(tmp_path, content)
    assert refused.value.code == "zip_bomb"
    few = workbook(("SKU", "Date", "Qty", "Note"), *(("A", "2024-09-01", 5, long) for _ in range(50)))
    assert len(Sales(tmp_path, few).days) == 50


@pytest.mark.parametrize("text", ["<si><t>a</t></si>", "<si/>", "<x:si><x:t>a</x:t></x:si>"])
def test_a_list_of_very_many_texts_is_refused_though_no_cell_has_them(tmp_path, monkeypatch, text):
    monkeypatch.setattr("services.files.formats.sheet_bounds.MOST_BYTES", 2_000_000)
    name, namespace = "xl/sharedStrings.xml", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    listed = f'<sst xmlns="{namespace}" xmlns:x="{namespace}">{text * 40_000}</sst>'
    whole = workbook(("SKU", "Date", "Qty"), ("A", "2024-09-01", 5))
    with pytest.raises(InvalidInput) as refused:
        Sales(tmp_path, changed(whole, name, lambda data: listed.encode()))
    assert refused.value.code == "zip_bomb"


@pytest.mark.parametrize("block", [1, 7, 4096])
def test_texts_are_measured_wherever_a_block_ends(tmp_path, monkeypatch, block):
    monkeypatch.setattr("services.files.formats.shared_texts._BLOCK", block)
    rows = [("SKU", "Date", "Qty"), ("ABC", "2024-09-01", 5), ("ABC", "2024-09-02", 5)]
    with zipfile.ZipFile(io.BytesIO(workbook(*rows))) as archive:
        sizes = list(shared_texts._sizes(archive, "xl/sharedStrings.xml"))
        places = [place for found in shared_texts._references(archive, "xl/worksheets/sheet1.xml") for place in found]
    # "SKU" stands behind the head of the list; each text has its tags.
    assert sizes[1:] == [
        len(f"<si><t>{text}</t></si>") - 5 for text in ("Date", "Qty", "ABC", "2024-09-01", "2024-09-02")
    ]
    assert places == [0, 1, 2, 3, 4, 3, 5]


FAR = [
    'r="xfd1048576"',
    'r = "XFD1048576"',
    'r="XFD1048576" x="/>"',
    'x=" r=\'A1\'" r="XFD1048576"',
    'r="A99999999999"',
    'r="ZZZZZZZ9"',
    f'r="XFD1048576"{" " * 2**20}',
]


def far(content):
    """A workbook with these rows below its own."""
    ends = b"</sheetData>"
    return changed(workbook(*ROWS), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(ends, content.encode() + ends))


@pytest.mark.parametrize(
    "row", ['r="4000000000"><c>', f'r="1048576">{"<c><v>1</v></c>" * 100}<c>'], ids=["far", "wide"]
)
def test_cells_that_do_not_say_where_they_stand_are_counted_as_they_are_read(tmp_path, row):
    assert len(Sales(tmp_path, far("<row><c><v>1</v></c></row>")).days) == len(DAYS)
    with pytest.raises(InvalidInput) as refused:
        Sales(tmp_path, far(f"<row {row}<v>1</v></c></row>"))
    assert refused.value.code == "sheet_too_large"


@pytest.mark.parametrize("place", FAR, ids=range(len(FAR)))
def test_a_cell_too_far_away_to_be_held_is_refused_however_its_place_is_written(tmp_path, place):
    with pytest.raises(InvalidInput):
        Sales(tmp_path, far(f"<row><c {place}><v>1</v></c></row>"))

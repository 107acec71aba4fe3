"""Workbooks of other kinds than XLSX, and such as are not what they say they are."""

import contextlib
import random
import struct
from datetime import date

import pytest

from services.errors import InvalidInput
from services.files import report
from tests.unit.services.files import old_kinds
from tests.unit.services.files.sales_files import Sales

ROWS = [("SKU", "Date", "Qty"), ("A", date(2024, 9, 1), 5.0), ("00417", date(2024, 9, 2), 1.25)]
DAYS = [("A", "2024-09-01", 5), ("00417", "2024-09-02", 1.25)]
KINDS = {"ods": old_kinds.open_document, "xlsb": old_kinds.binary, "xls": old_kinds.old}


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_of_any_kind_is_read(tmp_path, kind):
    sales = Sales(tmp_path, KINDS[kind](ROWS))
    assert (sales.days, report.of(sales.reading)["encoding"]) == (DAYS, kind.upper())


CODES = [("SKU", "Date", "Qty"), (old_kinds.Code(417), date(2024, 9, 1), 5.0), ("00418", date(2024, 9, 2), 1.25)]


@pytest.mark.parametrize("kind", [*KINDS, "xml"])
@pytest.mark.parametrize("above", [[], [("",) * 3, ("Sales", "", "")]], ids=["at the top", "below an empty row"])
def test_one_of_any_kind_has_the_codes_that_it_shows(tmp_path, kind, above):
    content = (KINDS | {"xml": old_kinds.xml})[kind]([*above, *CODES])
    assert Sales(tmp_path, content).days == [("00417", "2024-09-01", 5), ("00418", "2024-09-02", 1.25)]


FAR = {
    "ods": old_kinds.open_document(ROWS, ' table:number-rows-repeated="9000000"'),
    "xlsb": old_kinds.binary([*ROWS, *[("B", date(2024, 9, 2), 1.0)] * 2000], column=16_000),
    "xls": old_kinds.old([*ROWS, ("",) * 250 + ("x",)], begin=60_000),
}


@pytest.mark.parametrize("kind", FAR)
def test_one_whose_cells_lie_too_far_apart_to_be_held_is_refused(tmp_path, monkeypatch, kind):
    monkeypatch.setattr("services.files.formats.sheet_bounds.MOST_CELLS", 10_000_000)
    with pytest.raises(InvalidInput) as refused:
        Sales(tmp_path, FAR[kind])
    assert refused.value.code == "sheet_too_large"


@pytest.mark.parametrize("many", ['text:c="2000000000"', "text:c='900000000'", 'text:c="&#57;99"'])
def test_one_space_that_stands_for_very_many_is_refused_before_it_is_multiplied(tmp_path, many):
    assert Sales(tmp_path, old_kinds.open_document([*ROWS, ('<text:s text:c="9"/>', "", "")])).days == DAYS
    with pytest.raises(InvalidInput, match="more text than a table"):
        Sales(tmp_path, old_kinds.open_document([*ROWS, (f"a<text:s {many}/>b", "", "")]))


def shared(text, cells):
    """The records of a list of one shared text, cut in two, and the cells that hold it."""
    half = len(text) // 2
    begin = struct.pack("<IIHB", 1, 1, len(text), 0) + text[:half].encode()
    listed = struct.pack("<HH", 0xFC, len(begin)) + begin
    listed += struct.pack("<HH", 0x3C, len(text) - half + 1) + b"\0" + text[half:].encode()
    return listed + b"".join(struct.pack("<HHHHHI", 0xFD, 10, row, 5, 0, 0) for row in range(cells))


def test_one_long_text_in_very_many_cells_of_an_old_workbook_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("services.files.formats.sheet_bounds.MOST_BYTES", 3_000_000)
    assert Sales(tmp_path, old_kinds.old(ROWS, shared("x" * 10_000, 99))).days == DAYS
    with pytest.raises(InvalidInput, match="more text than a table"):
        Sales(tmp_path, old_kinds.old(ROWS, shared("x" * 10_000, 101)))


@pytest.mark.parametrize(
    "content",
    [old_kinds.old(ROWS, struct.pack("<HH", 0x2F, 4) + bytes(4)), old_kinds.compound({"EncryptedPackage": b"x"})],
    ids=["xls", "xlsx"],
)
def test_one_with_a_password_is_refused_with_what_to_do(tmp_path, content):
    with pytest.raises(InvalidInput, match="send it without") as refused:
        Sales(tmp_path, content)
    assert refused.value.code == "locked_file"


def test_another_document_of_office_is_refused(tmp_path):
    with pytest.raises(InvalidInput, match="no workbook"):
        Sales(tmp_path, old_kinds.compound({"WordDocument": b"x"}))


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_one_is_read_or_refused(tmp_path, kind):
    chosen, content = random.Random(3), KINDS[kind](ROWS)
    for _ in range(40):
        damaged = bytearray(content)
        for place in chosen.sample(range(len(content)), 4):
            damaged[place] = chosen.randrange(256)
        with contextlib.suppress(InvalidInput):
            Sales(tmp_path, bytes(damaged))

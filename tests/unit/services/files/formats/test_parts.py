"""Archives of several tables, and workbooks of several sheets, read as one."""

import io
import zipfile
from datetime import UTC, date

import pytest

from services.errors import InvalidInput
from services.files.fields import Overrules
from services.files.questions import Undecided
from services.files.report import warnings
from tests.unit.services.files.formats.test_workbook import workbook
from tests.unit.services.files.sales_files import Sales

EVERY, STORES = Overrules(zone=UTC, sheet="*"), Overrules(zone=UTC, sheet="@")
JANUARY = "Sales of January\nsku,date,qty\nA,2024-01-05,1\nTotal,,1\n"
FEBRUARY = "qty;sku;date;note\n2;B;05.02.2024;x\n"


def archive(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in files.items():
            into.writestr(name, content)
    return packed.getvalue()


MONTHS = {"jan.csv": JANUARY, "feb.csv": FEBRUARY, "__MACOSX/._jan.csv": b"\0"}


def test_which_of_several_files_is_meant_is_asked(tmp_path):
    with pytest.raises(Undecided, match="files of the archive") as asked:
        Sales(tmp_path, archive(MONTHS))
    assert [choice.value for choice in asked.value.choices] == ["*", "@", "jan.csv", "feb.csv"]


def test_all_of_them_are_read_together_each_in_its_own_writing(tmp_path):
    sales = Sales(tmp_path, archive(MONTHS), EVERY)
    assert sales.days == [("A", "2024-01-05", 1), ("B", "2024-02-05", 2)]


def test_each_of_them_is_a_store_where_that_is_said(tmp_path):
    sales = Sales(tmp_path, archive(MONTHS), STORES)
    assert [sku for sku, *_ in sales.days] == ["A@jan", "B@feb"]


def test_one_of_them_is_read_alone(tmp_path):
    assert Sales(tmp_path, archive(MONTHS), Overrules(zone=UTC, sheet="feb.csv")).days == [("B", "2024-02-05", 2)]


def test_files_that_are_no_such_table_are_named(tmp_path):
    files = {"sales.csv": JANUARY, "products.csv": "sku,name\nA,Mug\n", "manual.pdf": b"%PDF-1.7"}
    sales = Sales(tmp_path, archive(files))
    assert sales.days == [("A", "2024-01-05", 1)]
    assert any("products.csv, manual.pdf" in warning for warning in warnings(sales.reading))


def test_workbooks_within_an_archive_are_read_by_their_sheets(tmp_path):
    rows = (("sku", "date", "qty"), ("A", date(2024, 1, 5), 1))
    files = {"one.xlsx": workbook(*rows), "two.xlsx": workbook(*rows, More=rows)}
    assert Sales(tmp_path, archive(files), EVERY).days == 3 * [("A", "2024-01-05", 1)]


def test_days_as_columns_of_several_sheets_go_on(tmp_path):
    content = workbook(
        ("sku", date(2024, 1, 5), date(2024, 1, 6)),
        ("A", 1, 2),
        Next=[("sku", date(2024, 2, 5), date(2024, 2, 6)), ("A", 3, 4)],
    )
    days = [(day, units) for _, day, units in Sales(tmp_path, content, EVERY).days]
    assert days == [("2024-01-05", 1), ("2024-01-06", 2), ("2024-02-05", 3), ("2024-02-06", 4)]


def test_columns_of_one_name_stay_apart(tmp_path):
    rows = [("sku", "date", "qty", "note", "note"), ("A", date(2024, 1, 5), 1, "x", "y")]
    content = workbook(*rows, North=[("note", *rows[0]), ("z", *rows[1])])
    assert len(Sales(tmp_path, content, EVERY).days) == 2


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.csv": JANUARY, "b.xlsx": b"PK\x03\x04broken"}, "damaged_file"),
        ({"a.csv": JANUARY, "b.zip": archive({"c.csv": FEBRUARY, "d.csv": FEBRUARY})}, "many_in_archive"),
        ({"a.pdf": b"%PDF", "b.pdf": b"%PDF"}, "not_a_table"),
        ({f"{number}.csv": JANUARY for number in range(401)}, "many_in_archive"),
    ],
    ids=["damaged", "an archive", "no table", "too many"],
)
def test_nothing_of_an_archive_is_left_out_in_silence(tmp_path, files, code):
    with pytest.raises(InvalidInput) as refused:
        Sales(tmp_path, archive(files), EVERY)
    assert refused.value.code == code


def test_an_archive_that_grows_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("services.files.formats.containers.ALWAYS_ALLOWED", 1000)
    with pytest.raises(InvalidInput, match="far too large"):
        Sales(tmp_path, archive({"a.csv": JANUARY, "b.csv": JANUARY + 3_000_000 * "\n"}), EVERY)


def test_more_tables_than_can_be_looked_through_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("services.files.formats.parts.MOST_PARTS", 1)
    with pytest.raises(InvalidInput, match="holds 2 tables; at most 1") as refused:
        Sales(tmp_path, archive(MONTHS), EVERY)
    assert refused.value.code == "too_many_sheets"


def test_sheets_that_call_their_columns_otherwise_are_read_together(tmp_path):
    sheets = {"Feb": (("Date", "SKU", "Qty"), (date(2024, 2, 5), "A", 1))}
    content = workbook(("Day", "Item code", "Units sold"), (date(2024, 3, 5), "A", 2), **sheets)
    assert sorted(Sales(tmp_path, content, EVERY).days) == [("A", "2024-02-05", 1), ("A", "2024-03-05", 2)]


def test_the_numbers_of_days_are_those_of_each_sheet_s_month(tmp_path):
    grid = ("sku", *map(str, range(1, 6)))
    above = {"Next": (("March 2024",), grid, ("A", 0, 0, 0, 0, 2)), "April 2024": (grid, ("A", 3, 0, 0, 0, 0))}
    sales = Sales(tmp_path, workbook(("February 2024",), grid, ("A", 1, 0, 0, 0, 0), **above), EVERY)
    sold = {(day, units) for _, day, units in sales.days if units}
    assert sold == {("2024-02-01", 1), ("2024-03-05", 2), ("2024-04-01", 3)}


SHORT = "A,2024-02-05,1\n"
OVERLAP = "2024-02-05,A,1\n2024-02-05,B,2\n2024-02-05,C,1\n"


@pytest.mark.parametrize(
    "content",
    [
        archive({"a.csv": f"date,sku,qty\n2024-02-04,A,5\n{OVERLAP}", "b.csv": f"date,sku,qty\n{OVERLAP}"}),
        f"date,sku,qty\n2024-02-04,A,5\n{OVERLAP}date,sku,qty\n{OVERLAP}2024-02-06,A,1\n",
        archive({"a.csv": f"{JANUARY}{SHORT}", "b.csv": f"sku,date,qty\n{SHORT}A,2024-02-06,1\n"}),
    ],
    ids=["an archive", "a file", "one row with which one export ends and the next begins"],
)
def test_exports_that_tell_of_a_day_twice_are_refused(tmp_path, content):
    with pytest.raises(InvalidInput, match=r"1 day stands .* twice.*: 5 February 2024") as refused:
        Sales(tmp_path, content, EVERY)
    assert refused.value.code == "days_twice"


def test_what_two_tills_sold_on_a_day_adds_up(tmp_path):
    files = {"a.csv": f"date,sku,qty\n{OVERLAP}", "b.csv": f"date,sku,qty\n{OVERLAP.replace('B,2', 'B,3')}"}
    assert len(Sales(tmp_path, archive(files), EVERY).days) == 6


def test_a_sheet_of_returns_beside_that_of_sales_is_taken_off(tmp_path):
    files = {"sales.csv": "sku,date,qty\nA,2024-01-05,5\n", "returns.csv": "sku,date,qty\nA,2024-01-07,2\n"}
    assert Sales(tmp_path, archive(files), EVERY).days == [("A", "2024-01-05", 5), ("A", "2024-01-07", -2)]


@pytest.mark.parametrize(("name", "units"), [("retouren_maerz.csv", -2), ("sales-and-returns.csv", 2)])
def test_a_file_that_is_called_returns_holds_them(tmp_path, name, units):
    sales = Sales(tmp_path, "sku,date,qty\nA,2024-01-05,2\n", Overrules(zone=UTC, file_name=name))
    assert sales.days == [("A", "2024-01-05", units)]


def test_a_marketplace_s_list_of_what_came_back_is_known_by_the_name_of_its_day(tmp_path):
    lines = "return-date\tsku\tquantity\tstatus\n2026-03-14\tMUG\t2\tUnit returned to inventory\n"
    assert Sales(tmp_path, lines).days == [("MUG", "2026-03-14", -2)]

"""Each of many files as shops have them is read rightly, in whatever it comes."""

import gzip
from collections import defaultdict
from datetime import date, timedelta

import pytest

from services.errors import InvalidInput
from services.files.options import FileOptions
from services.sales.sales_frame import SalesFile
from tests.unit.services.files.sales_files import TODAY, Sales
from tests.unit.services.files.shop_files import (
    abroad,
    around,
    beside,
    blocks,
    countries,
    enterprise,
    kinds,
    kinds_abroad,
    ledgers,
    marks,
    more_systems,
    pivots,
    reports,
    spreadsheets,
    stock_moves,
    stores_and_days,
    strangers,
    sums,
    taken_back,
    tills,
    unseen,
    web_shops,
    weeks_and_refunds,
    wholesale,
    write_offs,
)
from tests.unit.services.files.shop_files.wrappings import as_workbook, with_zip

SYSTEMS = abroad.FILES | tills.FILES | web_shops.FILES | enterprise.FILES | ledgers.FILES | more_systems.FILES
TABLES = SYSTEMS | spreadsheets.FILES | pivots.FILES
BY_HAND = (
    taken_back.FILES
    | spreadsheets.TEXTS
    | around.FILES
    | blocks.FILES
    | beside.FILES
    | marks.FILES
    | kinds.FILES
    | kinds_abroad.FILES
    | reports.FILES
    | write_offs.FILES
    | stock_moves.FILES
    | weeks_and_refunds.FILES
    | sums.FILES
    | stores_and_days.FILES
    | wholesale.FILES
)
ALL = TABLES | strangers.FILES | unseen.FILES | BY_HAND
KEPT = {name: wanted for name, (_, wanted) in ALL.items() if isinstance(wanted, dict)}


def days(folder, content):
    """By product the units of days of March 2026, or why the file is refused."""
    sold = defaultdict(lambda: defaultdict(float))
    try:
        sales = Sales(folder, content)
    except InvalidInput as refused:
        return refused.code
    place = {name: number - 1 for number, name in enumerate(sales.reading.columns)}
    for row in sales.rows:
        sku, first, units, span = (row[place[name]] for name in ("product_sku", "date", "quantity", "span"))
        for ahead in range(span) if units is not None else ():
            sold[sku][date.fromisoformat(first) + timedelta(days=ahead)] += units / span
    return {sku: dict(filter(None, map(_in_march, by_day.items()))) for sku, by_day in sold.items()}


def _in_march(sale):
    day, units = sale
    return (day.day, round(units, 6)) if (day.year, day.month) == (2026, 3) else units and sale


@pytest.mark.parametrize("name", ALL)
def test_a_file_is_read_for_what_it_says(tmp_path, name):
    text, wanted = ALL[name]
    assert days(tmp_path, text.encode()) == wanted


@pytest.mark.parametrize("name", countries.FILES)
def test_a_file_of_another_country_is_read_in_its_old_encoding_and_in_the_new_one(tmp_path, name):
    text, codec, wanted = countries.FILES[name]
    assert days(tmp_path, text.encode(codec)) == days(tmp_path, text.encode()) == wanted


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("wrap", [gzip.compress, with_zip, as_workbook], ids=["gzip", "zip", "workbook"])
def test_what_it_comes_in_changes_nothing(tmp_path, name, wrap):
    text, wanted = TABLES[name]
    assert days(tmp_path, wrap(text.encode())) == wanted


@pytest.mark.parametrize("name", KEPT)
def test_the_evaluation_learns_from_the_same(tmp_path, name):
    (tmp_path / "sales.csv").write_bytes(ALL[name][0].encode())
    frame = SalesFile(tmp_path / "sales.csv", FileOptions(timezone="UTC").overrules(), TODAY).frame
    sold = frame.groupby("product_sku", observed=True)["quantity"].sum().to_dict()
    assert sold == pytest.approx({sku: sum(by_day.values()) for sku, by_day in KEPT[name].items()})


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["Unix", "Windows", "Mac"])
def test_how_its_text_is_kept_changes_nothing(tmp_path, codec, ends):
    for text, wanted in tills.FILES.values():
        assert days(tmp_path, text.replace("\n", ends).encode(codec)) == wanted


def test_of_days_that_come_again_the_sender_is_told(tmp_path):
    told = stores_and_days.FILES["days again that nothing tells apart"][0]
    assert any("Several columns are of 02.03.2026" in note for note in Sales(tmp_path, told).reading.understood.notes)


def test_of_a_few_units_that_may_be_sums_the_sender_is_told(tmp_path):
    told = Sales(tmp_path, "Item,Date,Qty\nBakery,2026-03-02,70\nA,2026-03-02,30\nB,2026-03-02,40\n").reading.understood
    assert any("Bakery have as much as the rows beside them" in note for note in told.notes)


def test_a_store_in_a_merged_cell_is_above_all_of_its_days(tmp_path):
    text, wanted = stores_and_days.FILES["stores above days"]
    assert days(tmp_path, as_workbook(text.encode())) == wanted

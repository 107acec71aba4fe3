import gzip
import io
from datetime import timedelta

import pytest
from pydantic import ValidationError

from services.catalogue import product_service
from services.errors import InvalidInput, NotFound
from services.files import tables, uploads
from services.files.tables import Asked
from services.sales.day_history import HistoryQuery
from services.stock import stock_files, stock_history
from services.stock.stock_history import StockRow
from utils import clock


def counted(on_hand, day="2024-01-01", sku="A"):
    return StockRow(product_sku=sku, date=day, on_hand=on_hand)


def recorded(*rows):
    return stock_history.record_levels(rows)


def imported(text):
    file = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    return stock_files.import_levels(file, asked=Asked(creates=True))


def levels_of(sku="A", **period):
    items = stock_history.history(HistoryQuery(sku, **period), 100, None).items
    return [(level.day.day, level.on_hand) for level in items]


def test_levels_are_kept_by_day_and_their_product_created(database):
    counts = recorded(counted(4), counted(-2, "2024-01-02"), counted(1, sku="B"))
    assert counts == {"received": 3, "recorded": 3, "duplicates": 0, "products_created": 2, "advice_pending": False}
    assert levels_of() == [(1, 4), (2, -2)]
    assert product_service.get_product("A").on_hand == -2


def test_of_two_rows_for_one_day_the_last_counts(database):
    assert recorded(counted(4), counted(5, sku=" A "))["duplicates"] == 1
    assert levels_of() == [(1, 5)]


@pytest.mark.parametrize("heading", ["Bin", "Lagerplatz", "LOrt", "Numéro de lot", "Warehouse"])
def test_what_lies_in_several_places_is_the_stock_together(database, heading):
    report = imported(f"sku,{heading},date,qty\nA,1,2024-01-01,5\nA,2,2024-01-01,7\nA,2,2024-01-01,8\n")
    assert (levels_of(), report["recorded"], report["duplicates"]) == ([(1, 13)], 1, 1)


def test_stock_by_stores_adds_up_where_the_shop_has_one_product_for_all_of_them(database):
    imported("sku,date,qty\nA,2024-01-01,1\n")
    stock_files.import_levels(io.BytesIO(b"sku,Location,date,qty\nA,Main,2024-01-02,12\nA,Outlet,2024-01-02,3\n"))
    assert levels_of() == [(1, 1), (2, 15)]


@pytest.mark.parametrize("columns", ["Whse", "Whse,Bin"])
def test_stock_by_warehouses_is_that_of_their_products_where_the_shop_sells_from_each(database, columns):
    imported("sku,date,qty\nA@01,2024-01-01,1\nA@02,2024-01-01,1\n")
    places = ("01,B3", "02,B1") if "," in columns else ("01", "02")
    imported(f"sku,{columns},date,qty\nA,{places[0]},2024-01-02,12\nA,{places[1]},2024-01-02,3\n")
    assert (levels_of("A@01"), levels_of("A@02")) == ([(1, 1), (2, 12)], [(1, 1), (2, 3)])


def test_batches_of_one_bin_are_the_stock_together(database):
    imported("sku,Bin,Lot/Serial Number,date,qty\nA,B1,L1,2024-01-01,4\nA,B1,L2,2024-01-01,3\n")
    assert levels_of() == [(1, 7)]


def test_several_counts_of_a_product_that_nothing_tells_apart_are_told(database):
    (warning,) = imported("sku,date,qty\nA,2024-01-01,4\nA,2024-01-01,9\nB,2024-01-01,3\n")["warnings"]
    assert "1 product stands in several rows ('A')" in warning
    assert imported("sku,date,qty\nA,2024-01-01,4\nA,2024-01-01,4\n")["warnings"] == []


def test_a_refusal_of_unknown_codes_says_which_column_they_were_read_from(database):
    with pytest.raises(InvalidInput, match=r"`product_sku` = 'Artikel'.* Not read: 'EDV'.*mapping"):
        stock_files.import_levels(io.BytesIO(b"Artikel;EDV;Bestand\nx;A;4\n"))


@pytest.mark.parametrize("title", ["Bestandsliste per 31.01.2024", "Stock on hand, 31 January 2024"])
def test_stock_is_of_the_day_above_the_headings_where_no_column_says_it(database, title):
    report = imported(f"{title};\nSKU;Bestand\nA;12\n")
    assert levels_of() == [(31, 12)]
    assert any("above the headings" in sentence for sentence in report["in_words"])


def test_stock_is_of_today_where_the_lines_above_name_several_days_or_one_to_come(database):
    for title in ("01.01.2024 - 31.01.2024", "Next count: 2999-01-31"):
        imported(f"{title};\nSKU;Bestand\nA;12\n")
    assert product_service.get_product("A").on_hand == 12
    assert levels_of(last=clock.today() - timedelta(days=1)) == []


@pytest.mark.parametrize("beside", ["Mindestbestand", "Max stock", "Stock minimum"])
def test_the_stock_that_should_be_there_is_not_what_is_there(database, beside):
    imported(f"SKU;Datum;{beside};Gesamtbestand\nA;01.01.2024;5;12\n")
    assert levels_of() == [(1, 12)]


def test_the_same_levels_again_change_nothing(database):
    for _ in range(2):
        recorded(counted(4), counted(5, "2024-01-02"))
    assert levels_of() == [(1, 4), (2, 5)]


def test_levels_can_be_asked_for_by_period(database):
    recorded(*(counted(day, f"2024-01-0{day}") for day in range(1, 6)))
    assert levels_of(first=counted(0, "2024-01-02").date, last=counted(0, "2024-01-03").date) == [(2, 2), (3, 3)]


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_a_file_is_read_in_the_usual_forms(database, compress):
    report = imported(compress(b"SKU;Datum;Bestand\nA;01.01.2024;1,5\nA;02.01.2024;-3\n"))
    assert (report["rows_read"], report["recorded"], report["rejected"]) == (2, 2, 0)
    assert levels_of() == [(1, 1.5), (2, -3)]


def test_rows_that_cannot_be_read_are_named_and_the_others_are_kept(database):
    report = imported("sku,date,stock\nA,yesterday,1\nA,2024-01-01,2\nA,2024-01-02,much\n")
    assert [(row["line"], row["column"]) for row in report["rejected_rows"]] == [(2, "date"), (4, "on_hand")]
    assert levels_of() == [(1, 2)]


def test_a_file_leaves_nothing_behind(database):
    with pytest.raises(InvalidInput, match="on_hand"):
        imported("sku,date\nA,2024-01-01\n")
    imported("sku,date,stock\nA,2024-01-01,2\n")
    assert list(uploads.upload_path("00000000-0000-0000-0000-000000000000").parent.iterdir()) == []


def test_a_file_that_is_too_long_is_refused(database):
    with pytest.raises(InvalidInput, match="in parts"):
        imported("sku,date,stock\n" + "A,2024-01-01,2\n" * (tables.MOST_ROWS + 1))
    with pytest.raises(NotFound, match="no product"):
        levels_of()


@pytest.mark.parametrize("fault", [{"on_hand": "4"}, {"on_hand": float("nan")}, {"date": "2999-01-01"}, {"more": 1}])
def test_a_faulty_row_is_refused(fault):
    with pytest.raises(ValidationError):
        StockRow(**({"product_sku": "A", "date": "2024-01-01", "on_hand": 1} | fault))


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b" \n"])
def test_empty_lines_without_end_are_refused(database, end):
    packed = gzip.compress(b"product_sku,date,on_hand\n" + 5_000_000 * end)
    with pytest.raises(InvalidInput, match="empty lines"):
        stock_files.import_levels(io.BytesIO(packed))

"""What files of sales are read as, whatever wrote them."""

import gzip
import io
import zipfile
from datetime import date, timedelta
from pathlib import PurePath
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from services.errors import InvalidInput
from services.files import report
from services.files.fields import Overrules
from tests.unit.services.files.sales_files import TODAY, Sales

HEADER = "product_sku,date,quantity\n"


@pytest.fixture
def read(tmp_path):
    return lambda content, **options: Sales(tmp_path, content, **options)


def zipped(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sales.csv", content)
        archive.writestr("__MACOSX/._sales.csv", b"\0")
    return file.getvalue()


def open_document():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office/>")
    return file.getvalue()


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
        "sep=|\nsku|date|qty\nA|2024-01-02|1.5\n",
    ],
    ids=ascii,
)
@pytest.mark.parametrize("packed", [bytes, gzip.compress, zipped], ids=["plain", "gzip", "zip"])
def test_the_usual_forms_are_understood(read, content, packed):
    assert read(packed(content.encode())).rows == [("A", "2024-01-02", 1.5, 1)]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_letters_with_marks_survive_every_encoding(read, codec):
    sales = read("Code;Datum;Menge\nGemüse-Öl;02.01.2024;1,5\n".encode(codec))
    assert sales.rows == [("Gemüse-Öl", "2024-01-02", 1.5, 1)]


def test_an_encoding_that_was_guessed_is_said(read):
    sales = read("Code;Datum;Menge\nÖl;02.01.2024;1\n".encode("cp1252"))
    assert "Windows-1252" in report.in_words(sales.reading)[0]


def test_optional_columns_may_be_empty_and_unreadable_cells_of_them_cost_only_the_cell(read):
    sales = read('promo,sku,date,qty,price,in_stock\nyes,A,2024-01-02,1,"2,5",0\n,A,2024-01-03,1,much,\n')
    assert sales.rows == [("A", "2024-01-02", 1, False, 2.5, True, 1), ("A", "2024-01-03", 1, None, None, None, 1)]
    assert sales.reading.tally.cells_lost == {"price": 1}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("A,2024-13-01,1", "date", "calendar"),
        ("A,soon,1", "date", "YYYY-MM-DD"),
        ("A,,1", "date", "missing"),
        ("A,2027-01-01,1", "date", "future"),
        ("A,1969-12-31,1", "date", "1970"),
        ("A,2024-01-01,many", "quantity", "not a number"),
        ("A,2024-01-01,", "quantity", "missing"),
        ("A,2024-01-01,nan", "quantity", "not a number"),
        ("A,2024-01-01,1e300", "quantity", "finite"),
        ("A,2024-01-01,$5.00", "quantity", "money"),
        ("A,2024-01-01,5 %", "quantity", "percentage"),
        ("x" * 70 + ",2024-01-01,1", "product_sku", "70"),
        (" ,2024-01-01,1", "product_sku", "missing"),
        ("A\a,2024-01-01,1", "product_sku", "control"),
        ("A\0B,2024-01-01,1", "", "zero bytes"),
        ("4.00638E+12,2024-01-01,1", "product_sku", "cut"),
        ("A,2024-01-01,1,5", "", "4 values"),
        ('"A"B,2024-01-01,1', "", "quotation"),
    ],
)
def test_a_bad_row_is_rejected_by_line_and_the_others_are_not(read, row, column, reason):
    sales = read(f"{HEADER}A,2024-01-01,1\n{row}\nB,2024-01-01,1\n")
    (rejection,) = sales.rejections
    assert [sku for sku, *_ in sales.rows] == ["A", "B"]
    assert (rejection.line, rejection.column) == (3, column)
    assert reason in rejection.reason


BELOW = "".join(f"C{number},2024-01-01,1\n" for number in range(9))


@pytest.mark.parametrize(
    "below",
    [BELOW, f'"D",2024-01-01,1\n{BELOW}', f'{BELOW}D",2024-01-01,1\n'],
    ids=["the end", "the next mark that opens", "a sign of inches"],
)
def test_a_quotation_mark_that_never_closes_costs_the_row_in_which_it_stands(read, below):
    sales = read(f'{HEADER}B,2024-01-01,1\n"A,2024-01-01,1\n{below}')
    (rejection,) = sales.rejections
    assert rejection.line == 3
    assert "no end" in rejection.reason
    assert len(sales.rows) == 1 + len(below.splitlines())


def test_a_cell_of_several_lines_that_is_wrongly_quoted_costs_all_of_its_row(read):
    sales = read('sku,date,qty,note\nA,2024-01-01,1,"two\nlines "here", no more"\nB,2024-01-01,1,\n')
    (rejection,) = sales.rejections
    assert "lines 2 to 3" in rejection.reason
    assert [sku for sku, *_ in sales.rows] == ["B"]


def test_lines_are_counted_as_an_editor_does(read):
    sales = read('sku,date,qty,note\nA,2024-01-01,1,"two\nlines"\n\nB,x,1,\n')
    assert [rejection.line for rejection in sales.rejections] == [5]


def test_what_a_template_leaves_empty_is_no_row(read):
    sales = read(b"sku,name,date,qty,price\nA,Tea,,,\nB,Cup,2024-01-02,3,\nC,Pot,,4,\n")
    assert [row[0] for row in sales.rows] == ["B"]
    # Who fills in a part of a row has forgotten the rest.
    assert [rejection.line for rejection in sales.rejections] == [4]
    assert sales.reading.tally.passed_over["unfilled"] == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n", "empty_file"),
        (b"sku,qty\nA,1\n", "missing_columns"),
        (b"sku,date,amount\nA,2024-01-01,1\n", "missing_columns"),
        (b"A;2024-01-01;1\nB;2024-01-02;1\n", "no_headings"),
        (b"sku,date,qty,QTY\nA,2024-01-01,1,2\n", "repeated_column"),
        (b"Date,Code,Units,Date\n2024-01-01,A,1,2024-01-02\n", "repeated_column"),
        (b"sku,date,qty\n", "no_rows"),
        (b"sku,name,date,qty,price\nA,Tea,,,\nB,Cup,,,\n", "not_filled_in"),
        (b"sku,date,qty\nA,x,1\n", "all_rows_rejected"),
        (b"sku,date,sales\nA,2024-01-01,$5.00\nA,2024-01-02,$7.50\n", "money_for_units"),
        (b"sku,date,sales\nA,2024-01-01,5.00\nA,2024-01-02,7.50\n", "money_for_units"),
        (b"sku;date;qty\nA;2024-01-01;1.234\nA;2024-01-02;987\n", "undecided_decimal"),
        (b'sku,date,qty\nA,2024-01-01,"1,234"\n', "undecided_decimal"),
        (b"sku,date,qty\nA,03/04/2024,1\nA,05/06/2024,1\n", "undecided_date_order"),
        (b"sku,date,qty\nA,13/04/2024,1\nA,05/16/2024,1\n", "undecided_date_order"),
        (b"sku,Jan,Feb\nA,1,2\n", "missing_year"),
        (b"PAR1rest", "not_a_table"),
        (gzip.compress(gzip.compress(HEADER.encode(), mtime=0), mtime=0), "not_a_table"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "damaged_file"),
        pytest.param(open_document(), "damaged_file", id="an OpenDocument file"),
        (bytes(range(256)), "not_a_table"),
        (HEADER.encode() + b"x" * 2_000_000, "not_a_table"),
        (gzip.compress(HEADER.encode(), mtime=0)[:-4], "damaged_file"),
        (gzip.compress(HEADER.encode(), mtime=0)[:5], "damaged_file"),
    ],
    ids=lambda value: ascii(value[:30]),
)
def test_what_cannot_be_read_is_refused_as_a_whole(read, content, code):
    with pytest.raises(InvalidInput) as refused:
        read(content)
    assert refused.value.code == code


def test_missing_columns_are_named_beside_those_found(read):
    with pytest.raises(InvalidInput, match=r"quantity.*'sku', 'date', 'amount'"):
        read("sku,date,amount\nA,2024-01-01,1\n")


@pytest.mark.parametrize(("decimal", "units"), [(",", 1234), (".", 1.234)])
def test_the_sender_can_answer_what_the_decimal_sign_is(read, decimal, units):
    sales = read("sku;date;qty\nA;2024-01-01;1.234\n", overrules=Overrules(decimal=decimal))
    assert sales.days == [("A", "2024-01-01", units)]


@pytest.mark.parametrize(("order", "day"), [("dmy", "2024-04-03"), ("mdy", "2024-03-04")])
def test_the_sender_can_answer_what_the_order_of_days_is(read, order, day):
    assert read("sku,date,qty\nA,03/04/2024,1\n", overrules=Overrules(date_order=order)).days == [("A", day, 1)]


@pytest.mark.parametrize(
    ("quantities", "understood"),
    [
        (("1.234", "12,5"), [1234, 12.5]),
        (("1,234", "12.5"), [1234, 12.5]),
        (("1.234.567", "1.234"), [1234567, 1234]),
        (("1 234", "5,5"), [1234, 5.5]),
        (("1\u202f234", "7"), [1234, 7]),
        (("1'234", "1'234.5"), [1234, 1234.5]),
        (("5-", "(6)", "\u22127", "-8", "1", "2"), [-5, -6, -7, -8, 1, 2]),
        (("5 pcs", "6 Stk", "7 pz."), [5, 6, 7]),
        (("0,500", "1,250"), [0.5, 1.25]),
    ],
)
def test_all_numbers_of_a_column_decide_how_each_is_read(read, quantities, understood):
    rows = "".join(f"A\t2024-01-{day:02}\t{text}\n" for day, text in enumerate(quantities, 1))
    assert [units for _, _, units in read("sku\tdate\tqty\n" + rows).days] == understood


def test_another_column_tells_the_decimal_sign_too(read):
    assert read("Code;Datum;Menge;Umsatz\nA;01.02.2024;1.234;2.468,90\n").days == [("A", "2024-02-01", 1234)]


def test_prices_may_be_in_any_currency_and_sign(read):
    sales = read("sku;date;qty;price\nA;2024-01-01;1;12,50 €\nA;2024-01-02;1;$12.50\nA;2024-01-03;1;1.234,50\n")
    assert [row[3] for row in sales.rows] == [12.5, 12.5, 1234.5]


def test_a_unit_other_than_that_of_the_column_is_not_counted_as_one(read):
    sales = read("sku,date,qty\nA,2024-01-01,5 kg\nA,2024-01-02,3 kg\nA,2024-01-03,500 g\n")
    assert [units for *_, units in sales.days] == [5, 3]
    assert "grams" in sales.rejections[0].reason


@pytest.mark.parametrize(
    ("days", "understood"),
    [
        (("09/01/2024", "09/13/2024"), ["2024-09-01", "2024-09-13"]),
        (("01/09/2024", "13/09/2024"), ["2024-09-01", "2024-09-13"]),
        (("01.09.24", "02.09.24"), ["2024-09-01", "2024-09-02"]),
        (("2024/9/1", "2024.9.2"), ["2024-09-01", "2024-09-02"]),
        (("12/11/2026", "11/10/2026"), ["2026-11-12", "2026-10-11"]),
        (("9/6/2024 6:29:00", "9/7/2024 18:01:00"), ["2024-09-06", "2024-09-07"]),
        (("1 Sep 2024", "September 2, 2024"), ["2024-09-01", "2024-09-02"]),
        (("1er septembre 2024", "2 de septiembre de 2024"), ["2024-09-01", "2024-09-02"]),
        (("So 1. September 2024", "02-Sep-24"), ["2024-09-01", "2024-09-02"]),
        (("45536", "45537"), ["2024-09-01", "2024-09-02"]),
        (("20240901", "20240902"), ["2024-09-01", "2024-09-02"]),
        (("Sep 1, 2024 9:01:10 PM PDT", "Sep 2, 2024 1:00:00 AM PDT"), ["2024-09-02", "2024-09-02"]),
    ],
)
def test_all_days_of_a_file_decide_how_each_is_read(read, days, understood):
    rows = "".join(f"A\t{text}\t1\n" for text in days)
    assert [day for _, day, _ in read("sku\tdate\tqty\n" + rows).days] == understood


@pytest.mark.parametrize("heading", ["Datum", "Fecha", "Data"])
def test_headings_of_a_country_that_puts_the_day_first_are_enough(read, heading):
    assert read(f"Code,{heading},Qty\nA,03/09/2024,1\n").days == [("A", "2024-09-03", 1)]


@pytest.mark.parametrize(("zone", "day"), [("UTC", "2024-09-01"), ("Pacific/Auckland", "2024-09-02")])
def test_a_time_with_a_zone_is_on_the_day_of_the_shop(read, zone, day):
    sales = read(HEADER + "A,2024-09-01T22:30:00+02:00,1\n", overrules=Overrules(zone=ZoneInfo(zone)))
    assert sales.days == [("A", day, 1)]


def test_a_midnight_of_another_zone_is_warned_of(read):
    warnings = report.of(read(HEADER + "A,2024-09-01T00:00:00+02:00,1\n").reading)["warnings"]
    assert "SHOP_TIMEZONE" in warnings[0]


@pytest.mark.parametrize(
    ("column", "text", "first", "days"),
    [
        ("week", "2024-W36", "2024-09-02", 7),
        ("Woche", "KW 36/2024", "2024-09-02", 7),
        ("week", "2024-36", "2024-09-02", 7),
        ("week ending", "2024-09-08", "2024-09-02", 7),
        ("week starting", "2024-09-01", "2024-09-01", 7),
        ("month", "2024-02", "2024-02-01", 29),
        ("Monat", "Februar 2024", "2024-02-01", 29),
        ("mes", "02/2024", "2024-02-01", 29),
    ],
)
def test_weeks_and_months_say_which_days_they_stand_for(read, column, text, first, days):
    assert read(f"sku\t{column}\tqty\nA\t{text}\t70\n").rows == [("A", first, 70, days)]


def test_a_year_and_its_week_in_two_columns_are_one_date(read):
    assert read("Jahr;KW;Artikel;Menge\n2024;36;A1;70\n").rows == [("A1", "2024-09-02", 70, 7)]


@pytest.mark.parametrize(
    ("headings", "days"),
    [
        ("2024-09-01,2024-09-02", ["2024-09-01", "2024-09-02"]),
        ("01.09.2024,02.09.2024", ["2024-09-01", "2024-09-02"]),
        ("Jul 2024,Aug 2024", ["2024-07-01", "2024-08-01"]),
        ("2024-W36,2024-W37", ["2024-09-02", "2024-09-09"]),
    ],
)
def test_days_may_be_columns(read, headings, days):
    sales = read(f"sku,{headings},Total\nA,5,6,11\nB,,0,0\nTotal,5,6,11\n")
    assert sales.days == [("A", days[0], 5), ("A", days[1], 6), ("B", days[1], 0)]


def test_titles_totals_empty_rows_and_repeated_headings_are_passed_over_and_counted(read):
    sales = read(
        "Report;;\nFrom 01.02.2024;;\n;;\nCode;Datum;Menge\nA;01.02.2024;5;\n;;\n\nCode;Datum;Menge\n"
        "A;02.02.2024;6\nGesamt;02.02.2024;11\nTotal;;11\n;;11\nPrinted by Ann;;\n"
    )
    assert sales.days == [("A", "2024-02-01", 5), ("A", "2024-02-02", 6)]
    assert sales.reading.tally.passed_over == {
        "above": 3, "empty": 2, "repeated_headings": 1, "totals": 3, "notes": 1,
    }  # fmt: skip


def test_a_product_may_be_called_like_a_total(read):
    assert read(HEADER + "Total Clean,2024-01-01,5\n").days == [("Total Clean", "2024-01-01", 5)]


def test_a_store_makes_a_product_of_its_own(read):
    sales = read("date,store,item,sales\n2024-01-01,1,KG-7,13\n2024-01-01,2,KG-7,11\n2024-01-01,,KG-7,2\n")
    assert [sku for sku, *_ in sales.days] == ["KG-7@1", "KG-7@2", "KG-7"]


@pytest.mark.parametrize("status", ["cancelled", "Storniert", "annulé", "Refunded", "void", "Entwurf", "wc-cancelled"])
def test_an_order_that_was_cancelled_empties_its_day(read, status):
    sales = read(f"sku,date,qty,status\nA,2024-01-01,5,completed\nB,2024-01-01,6,{status}\n")
    assert sales.days == [("A", "2024-01-01", 5), ("B", "2024-01-01", None)]


def test_the_second_line_of_an_order_says_what_its_first_does(read):
    sales = read(
        "Order,Status,Date,SKU,Qty\n1,paid,2024-01-01,A,1\n1,,,B,2\n2,refunded,2024-01-02,A,3\n2,,,B,4\n,,,C,5\n"
    )
    assert [units for *_, units in sales.days] == [1, 2, None, None, None]
    assert [day for _, day, _ in sales.days] == ["2024-01-01"] * 2 + ["2024-01-02"] * 3


def test_a_line_of_the_kind_return_is_below_zero_however_it_is_written(read):
    sales = read("sku,date,qty,type\nA,2024-01-01,5,Sale\nA,2024-01-01,2,Refund\nA,2024-01-01,-1,Return\n")
    assert [units for *_, units in sales.days] == [5, -2, -1]
    assert sales.reading.tally.returns == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("Date,Item,Quantity,Product\n2024-01-01,LS-1,2,Blue shirt\n2024-01-01,LS-2,2,Red shirt\n", "LS-1"),
        ("Date,Item,Quantity,Product\n2024-01-01,Blue shirt,2,LS-1\n2024-01-01,Red shirt,2,LS-2\n", "LS-1"),
        ("Date,Item,Qty,SKU\n2024-01-01,Blue Pot,2,SQ-1\n", "SQ-1"),
        ("Date,Item,Qty,SKU\n2024-01-01,Blue Pot,2,\n", "Blue Pot"),
    ],
)
def test_the_column_of_codes_is_told_from_that_of_titles_by_what_stands_in_it(read, content, code):
    assert read(content).days[0][0] == code


def test_units_are_preferred_to_money_of_the_same_name(read):
    assert read("sku,date,sales,units_sold\nA,2024-01-01,$20.00,4\n").days == [("A", "2024-01-01", 4)]


@pytest.mark.parametrize(
    "headings",
    [
        "Artikelnummer;Verkaufsdatum;Verkaufte Menge", "Réf. produit;Date de vente;Quantité (pcs)",
        "Código;Fecha;Cantidad", "Codice articolo;Data vendita;Quantità", "Artikelcode;Verkoopdatum;Aantal",
        "ITEM NO.;Order Date;Qty Sold", "ArtNr;Belegdatum;Stueckzahl", "Stock-Code;Transaction Date;Units [pcs]",
    ],
)  # fmt: skip
def test_headings_in_six_languages_are_understood(read, headings):
    assert read(f"{headings}\nA1;13.09.2024;5\n").days == [("A1", "2024-09-13", 5)]


def test_the_sender_can_say_which_column_is_what(read):
    mapping = (("product_sku", "What"), ("date", "When"), ("quantity", "How many"))
    sales = read("When,What,How many\n2024-01-01,A,5\n", overrules=Overrules(mapping=mapping))
    assert sales.days == [("A", "2024-01-01", 5)]
    with pytest.raises(InvalidInput, match="no column 'Why'"):
        read(HEADER + "A,2024-01-01,5\n", overrules=Overrules(mapping=(("product_sku", "Why"),)))


def test_codes_that_differ_by_case_are_two_products_and_warned_of(read):
    warnings = report.of(read(HEADER + "abc,2024-01-01,5\nABC,2024-01-01,6\n").reading)["warnings"]
    assert "ABC, abc" in warnings[0]


def test_invisible_characters_are_no_part_of_a_code(read):
    sales = read(HEADER + "Z\u200b1,2024-01-01,5\n\u00a0Z1\u00a0,2024-01-02,6\nZ1\ufeff,2024-01-03,7\n")
    assert {sku for sku, *_ in sales.days} == {"Z1"}
    assert "Invisible" in report.of(sales.reading)["warnings"][0]


def test_a_day_ten_times_the_usual_and_a_store_without_a_day_are_warned_of(read):
    days = [TODAY - timedelta(days=ago) for ago in range(1, 30)]
    rows = [f"A,{day},{store},{400 if day == days[5] else 10}" for day in days for store in ("North", "South")]
    warnings = report.of(read("sku,date,store,qty\n" + "\n".join(rows[:-1])).reading)["warnings"]
    assert str(days[5]) in warnings[0]
    assert f"South has no sale on 1 of 29 days, such as {days[-1]}" in warnings[1]


def test_a_file_of_other_columns_than_a_thousand_is_still_read(read):
    headings = ",".join(f"extra {number}" for number in range(1000))
    sales = read(f"sku,date,qty,{headings}\nA,2024-01-01,5,{'x,' * 999}x\n")
    assert sales.days == [("A", "2024-01-01", 5)]


def test_more_codes_than_any_shop_has_are_refused(read, monkeypatch):
    monkeypatch.setattr("services.files.rows.tally.MOST_CODES", 100)
    with pytest.raises(InvalidInput, match="different product codes"):
        read(HEADER + "".join(f"N{number},2024-01-01,1\n" for number in range(101)))


def test_a_packed_file_that_grows_without_end_is_refused(read, monkeypatch):
    monkeypatch.setattr("services.files.formats.containers.ALWAYS_ALLOWED", 1000)
    content = gzip.compress(HEADER.encode() + b"A,2024-01-01,1\n" * 1_000_000)
    with pytest.raises(InvalidInput, match="far too large"):
        read(content)


def test_which_of_several_files_of_an_archive_is_meant_is_asked(read):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.csv", HEADER)
        archive.writestr("b.csv", HEADER)
    with pytest.raises(InvalidInput, match="2 files of the archive have the same headings"):
        read(file.getvalue())


def test_tomorrow_elsewhere_is_today_where_the_shop_is(read):
    sales = read(HEADER + "A,2026-11-27T01:00:00+10:00,1\n", today=date(2026, 11, 26))
    assert sales.days == [("A", "2026-11-26", 1)]


def test_a_ledger_that_takes_off_what_is_sold_is_seen(read):
    rows = "".join(f"A,2024-01-0{day},-3\n" for day in range(1, 7))
    sales = read(HEADER + rows)
    assert {units for _, _, units in sales.days} == {3}
    assert "All rows are below zero and were taken for sales" in report.warnings(sales.reading)[0]
    assert report.warnings(read(HEADER + rows + "A,2024-01-07,50\n").reading) == []


def test_codes_with_and_without_zeros_in_front_are_told(tmp_path):
    sales = Sales(tmp_path, "date,sku,qty\n2026-03-03,00417,2\n2026-03-13,417,5\n")
    [warning] = report.warnings(sales.reading)
    assert "00417, 417" in warning


def test_days_of_the_islamic_calendar_are_refused_as_such(tmp_path):
    with pytest.raises(InvalidInput, match="Islamic"):
        Sales(tmp_path, "date,sku,qty\n1447/09/12,A,2\n")


def test_what_could_not_be_read_is_told_once(tmp_path):
    sales = Sales(tmp_path, "date,sku,qty,price\n2026-03-03,A,2,much\n2026-03-04,A,2,1.5\n")
    assert len(report.warnings(sales.reading)) == 1


def test_a_row_that_does_not_keep_to_columns_of_fixed_width_is_rejected(tmp_path):
    days = [f"2026-03-{day:02}  A        2" for day in range(1, 32)]
    lines = ["DATE        SKU    QTY", *days, *days, "*" * 22]
    sales = Sales(tmp_path, "\n".join([*lines, "2026-04-01  A  1234567"]))
    assert ([one.line for one in sales.rejections], len(sales.rows)) == ([64, 65], 62)


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("Tagesumsatz_02.03.2026.csv", ["2026-03-02"]),
        ("売上_20260302.csv", ["2026-03-02"]),
        ("sales-2026-02.csv", ["2026-02-01"]),
        ("sales_2026-03-02_2026-03-08.csv", ["2026-03-02"]),
    ],
)
def test_the_name_of_a_file_may_say_its_day_and_that_is_told(read, name, days):
    sales = read("sku,qty\nA,3\n", overrules=Overrules(zone=ZoneInfo("UTC"), file_name=name))
    assert [day for _sku, day, _units in sales.days] == days
    assert PurePath(name).stem in report.warnings(sales.reading)[0]


@pytest.mark.parametrize(
    "name", ["sales_export_2026-03-02.csv", "sales until 2026-03-02.csv", "2026-03-02 2026-03-05.csv"]
)
def test_the_day_on_which_a_file_was_made_is_not_that_of_its_sales(read, name):
    with pytest.raises(InvalidInput, match="no column for `date`"):
        read("sku,qty\nA,3\n", overrules=Overrules(file_name=name))


def test_what_is_not_read_is_said(tmp_path):
    sales = Sales(tmp_path, "date,sku,qty,Colour of it,empty,Status\n2026-03-02,A,2,red,,paid\n")
    assert "Not read: 'Colour of it'." in report.in_words(sales.reading)


def test_states_that_count_are_named_for_one_of_them_may_be_unknown(tmp_path):
    rows = "A,2026-03-01,5,Paid\nA,2026-03-02,4,Cancelled\nA,2026-03-03,7,Zruinovano\nA,2026-03-04,1,\n"
    said = report.in_words(Sales(tmp_path, f"sku,date,qty,status\n{rows}").reading)
    assert "Lines in these states count: 'Paid', 'Zruinovano'." in said
    assert "Lines of orders that do not count: 1 cancelled." in said


@pytest.mark.parametrize("before", ["Auftrag", "Angebot", "Lieferschein"])
def test_documents_that_do_not_count_are_not_said_to(read, before):
    rows = f"{before};28.02.2026;T1;12\nRechnung;02.03.2026;T1;12\nRechnung;13.03.2026;T2;7\n"
    sales = read(f"Belegart;Datum;Artikelnr;Menge\n{rows}")
    assert [units for _, _, units in sales.days] == [12, 7]
    assert report.warnings(sales.reading) == []


PACKED = {
    "by the heading": "Date,SKU,Qty (cases)\n2026-03-02,A,5\n",
    "by the unit": "Date,SKU,Qty,UOM\n2026-03-02,A,5,CS\n",
    "by the number": "Date,SKU,Qty\n2026-03-02,A,5 cs\n",
}


@pytest.mark.parametrize("name", PACKED)
def test_packs_that_hold_nobody_knows_how_many_are_told(tmp_path, name):
    assert "counted_in_packs" in [finding.code for finding in report.findings(Sales(tmp_path, PACKED[name]).reading)]


def test_prices_of_dozens_are_no_prices_of_units(tmp_path):
    dozens, pieces = Sales(tmp_path, "Date,SKU,Qty,UOM,Price\n2026-03-02,A,5,DZ,6\n2026-03-03,A,5,EA,0.60\n").rows
    assert 6 not in dozens
    assert 0.6 in pieces


NUMBERS = {
    "weeks": (["Woche", 202610, 202611], [("A", "2026-03-02", 7), ("A", "2026-03-09", 14)]),
    "months": (["Monat", 202602, 202603], [("A", "2026-02-01", 7), ("A", "2026-03-01", 14)]),
    "days": (["Datum", 20260302, 20260313], [("A", "2026-03-02", 7), ("A", "2026-03-13", 14)]),
    "days since 1900, with the time of day": (
        ["Datum", 46083.75, 46094.25],
        [("A", "2026-03-02", 7), ("A", "2026-03-13", 14)],
    ),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_days_of_a_workbook_may_be_numbers(tmp_path, name):
    (heading, first, second), wanted = NUMBERS[name]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate([[heading, "Artikel", "Menge"], [first, "A", 7], [second, "A", 14]]):
            sheet.write_row(line, 0, row)
    assert Sales(tmp_path, file.getvalue()).days == wanted

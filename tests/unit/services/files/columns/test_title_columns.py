"""Which column of sales holds what products are called."""

import json

import pytest

from services.files.headings.headings import RANKS
from services.files.options import FileOptions
from services.sales.sales_frame import SalesFile
from tests.unit.services.files.sales_files import TODAY, Sales

ROWS = "4001;Brot;3;2,5;01.03.2026\n4002;Käse;1;9,0;01.03.2026\n4001;Brot;2;2,5;02.03.2026\n"


def column(sales):
    """The heading of the column of names, and what it says of each product."""
    positions = sales.reading.understood.positions
    if "name" not in positions:
        return None
    code, name = (sales.reading.columns.index(field) - 1 for field in ("product_sku", "name"))
    return sales.reading.head.headings[positions["name"]], {row[code]: row[name] for row in sales.rows}


def said(heading):
    return FileOptions(timezone="UTC", mapping=json.dumps({"name": heading})).overrules()


@pytest.mark.parametrize(
    "headings",
    [
        "EAN;Bezeichnung;Menge;Preis;Datum",
        "SKU;Product name;Quantity;Price;Date",
        "SKU;Name;Quantity;Price;Date",
        "Réf;Libellé;Quantité;Prix;Date",
        "Código;Descripción;Cantidad;Precio;Fecha",
        "Codice;Descrizione;Quantità;Prezzo;Data",
        "Artikelcode;Omschrijving;Aantal;Prijs;Datum",
    ],
)
def test_names_of_products_are_found_in_six_languages(tmp_path, headings):
    found = column(Sales(tmp_path, f"{headings}\n{ROWS}"))
    assert found == (headings.split(";")[1], {"4001": "Brot", "4002": "Käse"})


PEOPLE = ("Ann", "Bob", "Cem", "Dee")
CUSTOMERS = "".join(f"{100 + at // 2};4{at % 5};{PEOPLE[at % 4]};1;2026-03-0{1 + at % 9}\n" for at in range(40))
OTHERS = "Name,Customer name,Kunde,Cashier,Kassierer,Store name,Payment method,Title,Description"


@pytest.mark.parametrize("heading", OTHERS.split(","))
def test_whoever_buys_sells_or_pays_is_no_product(tmp_path, heading):
    assert column(Sales(tmp_path, f"order;sku;{heading};qty;date\n{CUSTOMERS}")) is None


def test_one_day_with_a_customer_for_each_line_proves_no_names(tmp_path):
    rows = "1;A1;Ann;1;2026-03-01\n2;A2;Bob;1;2026-03-01\n"
    assert column(Sales(tmp_path, f"order;sku;Name;qty;date\n{rows}")) is None
    assert column(Sales(tmp_path, f"order;sku;Item name;qty;date\n{rows}")) is not None


def test_one_store_or_till_for_all_products_is_no_name(tmp_path):
    rows = "".join(f"A{number};Main Street;1;2026-03-01\n" for number in range(9))
    assert column(Sales(tmp_path, f"sku;Name;qty;date\n{rows}")) is None


def test_names_that_serve_as_codes_are_not_names_as_well(tmp_path):
    rows = "Brown bread,Ann,1,2026-03-01\nGreen tea,Bob,2,2026-03-01\n"
    assert column(Sales(tmp_path, f"Item,Name,Qty,Date\n{rows}")) is None
    assert column(Sales(tmp_path, "Product name,Qty,Date\nBrown bread,1,2026-03-01\n")) is None


def test_labels_are_code_and_name(tmp_path):
    text = "Order Reference,Order Date,Product,Ordered Quantity\nS1,2026-03-01,[CH-1] Chair,2\n"
    assert column(Sales(tmp_path, text)) == ("Product", {"CH-1": "Chair"})


def test_the_sender_says_which_column_it_is_or_that_there_is_none(tmp_path):
    text = "sku,Kürzel,Bezeichnung,qty,date\nA1,Br,Brot,1,2026-03-01\n"
    assert column(Sales(tmp_path, text))[0] == "Bezeichnung"
    assert column(Sales(tmp_path, text, said("Kürzel"))) == ("Kürzel", {"A1": "Br"})
    assert column(Sales(tmp_path, text, said(""))) is None


def test_a_name_is_one_line_in_visible_characters_as_long_as_can_be_kept(tmp_path):
    rows = ('A1," Tea\x07  green\nof spring"', f"A2,{'x' * 300}", "A3,")
    text = "sku,Product name,qty,date\n" + "".join(f"{row},1,2026-03-01\n" for row in rows)
    assert column(Sales(tmp_path, text))[1] == {"A1": "Tea green", "A2": "x" * 200, "A3": None}


def test_the_evaluation_takes_no_names(tmp_path):
    (tmp_path / "sales.csv").write_text(f"EAN;Bezeichnung;Menge;Preis;Datum\n{ROWS}")
    sales = SalesFile(tmp_path / "sales.csv", FileOptions(timezone="UTC").overrules(), TODAY)
    assert "name" not in sales.frame
    assert "name" not in sales.reading.understood.positions


def _names(field):
    ranks = RANKS[field]
    pairs = ((first, second) for one in ranks.joined for first in one.firsts for second in one.seconds)
    return {*ranks.sure, *ranks.others, *(name for a, b in pairs for name in (a + b, b + a))}


def test_no_name_of_products_is_what_a_row_as_a_whole_has():
    others = ("store", "status", "cancelled", "order", "movement", "returned", "supplier")
    assert not [name for name in _names("product_name") for field in others if RANKS[field].of(name) is not None]


def test_two_columns_of_names_refuse_no_file(tmp_path):
    text = "sku,Bezeichnung,Bezeichnung,qty,date\nA1,Brot,Backwaren,1,2026-03-01\nB1,Tee,Getränke,1,2026-03-01\n"
    assert column(Sales(tmp_path, text)) == ("Bezeichnung", {"A1": "Brot", "B1": "Tee"})

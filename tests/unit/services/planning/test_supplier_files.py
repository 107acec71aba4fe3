"""Suppliers, and what they ask for products, as files."""

import io

import pytest

from services.catalogue import product_service, suppliers
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier
from services.files.writing import workbook_writer
from services.planning import product_supplier_files, product_suppliers, supplier_files, supplier_service

GERMAN = (
    "Lieferant;Bestelltage;Bestellschluss;Liefertage;Betriebsferien;Lieferzeit;Mindestbestellwert;Währung;E-Mail\r\n"
    "Mühle & Söhne;Di, Fr;11:00;Mi;24.12.2026 - 06.01.2027;2;1.250,50;EUR;bestellung@muehle.example\r\n"
)


def sent(text, bring_in=supplier_files.import_suppliers):
    return bring_in(io.BytesIO(text.encode()))


def known():
    return {own.name: own for own in suppliers.all_suppliers()}


def offers(sku="A"):
    return {own.supplier.name: own.terms for own in product_suppliers.list_of(sku)}


@pytest.fixture
def mill(product):
    for sku in "AB":
        product(sku, supplier="Mill", inherited=["lead_time_days"])
    return supplier_service.create_supplier(NewSupplier(name="Mill", lead_time_days=3))


def test_a_list_as_a_german_spreadsheet_has_it(database):
    report = sent(GERMAN)
    own = known()["Mühle & Söhne"]
    assert (report["inserted"], report["rejected_rows"]) == (1, [])
    assert (own.order_days, own.cut_off, own.delivery_days) == (["tue", "fri"], "11:00", ["wed"])
    assert own.closed == [{"from": "2026-12-24", "to": "2027-01-06"}]
    assert (own.lead_time_days, float(own.min_order_value), own.currency) == (2, 1250.5, "EUR")
    assert own.email == "bestellung@muehle.example"


def test_what_a_supplier_says_its_products_inherit(mill):
    report = sent("name,lead_time_days\nMill,9\n")
    assert (report["updated"], product_service.get_product("A").lead_time_days) == (1, 9)


def test_an_empty_cell_leaves_what_is_there(mill):
    report = sent("name,lead_time_days,email\nMill,,orders@mill.example\n")
    own = known()["Mill"]
    assert (own.lead_time_days, own.email) == (3, "orders@mill.example")
    assert "Empty cells leave what is there: 1 of them." in report["in_words"]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("order_days", "whenever"),
        ("cut_off", "25:00"),
        ("closed", "2027-01-06 to 2026-12-24"),
        ("currency", "Euro"),
        ("email", "nobody"),
        ("lead_time_days", "2.5"),
    ],
)
def test_what_cannot_be_is_refused_with_its_column_and_the_rest_is_taken(database, column, cell):
    report = sent(f"name,{column}\nMill,{cell}\nBakery,\n")
    (rejected,) = report["rejected_rows"]
    assert (rejected["line"], rejected["column"]) == (2, column)
    assert known().keys() == {"Bakery"}


def test_of_two_rows_of_a_supplier_the_second_is_refused(database):
    report = sent("name,lead_time_days\nMill,2\nMill,3\n")
    assert [row["line"] for row in report["rejected_rows"]] == [3]
    assert known()["Mill"].lead_time_days == 2


def test_prices_of_a_supplier_with_breaks(mill):
    text = "SKU;Lieferant;Lieferantenartikelnummer;EK;Staffelpreise;VE\nA;Mill;00417;1,25;100: 1,10;6\n"
    assert sent(text, product_supplier_files.import_offers)["inserted"] == 1
    terms = offers()["Mill"]
    assert (terms.code, float(terms.unit_cost), terms.pack_size, terms.priority) == ("00417", 1.25, 6, 1)
    assert terms.price_breaks == [{"quantity": 100, "unit_cost": 1.1}]


def test_breaks_are_checked_with_the_cost_that_is_known(mill):
    product_suppliers.put("A", mill.id, ProductSupplierTerms(unit_cost=1))
    text = "sku,supplier,price_breaks\nA,Mill,100: 0.9\nB,Mill,100: 0.9\n"
    report = sent(text, product_supplier_files.import_offers)
    assert (report["updated"], [row["line"] for row in report["rejected_rows"]]) == (1, [3])
    assert offers()["Mill"].price_breaks == [{"quantity": 100, "unit_cost": 0.9}]


@pytest.mark.parametrize(("row", "column"), [("AA,Mill,1", "product_sku"), ("A,Mil,1", "supplier")])
def test_who_and_what_is_not_known_is_refused(mill, row, column):
    report = sent(f"sku,supplier,unit_cost\n{row}\nB,Mill,1\n", product_supplier_files.import_offers)
    assert [(own["line"], own["column"]) for own in report["rejected_rows"]] == [(2, column)]
    assert offers() == {}


def test_times_and_days_that_a_spreadsheet_has_made_its_own(database):
    columns = ("name", "cut_off", "lead_time_days")
    book = workbook_writer.write(columns, [["Mill", 11 / 24, 2]])
    supplier_files.import_suppliers(book)
    assert known()["Mill"].cut_off == "11:00"

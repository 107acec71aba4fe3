"""An import of sales calls products by their names, and leaves those that somebody has given."""

from services.catalogue import product_service
from services.catalogue.product_fields import NewProduct
from services.catalogue.product_service import ProductFilter
from services.catalogue.term_fields import InheritedTerms
from services.files.options import FileOptions
from services.planning import catalogue_service, category_service
from services.sales import sales_service
from services.sales.sales_service import SaleRow

HEADINGS = "EAN;Bezeichnung;Menge;Preis;Datum\n"
FILE = (HEADINGS + "4001;Brot;3;2,5;01.03.2026\n4002;Käse;1;9,0;01.03.2026\n4001;Brot;2;2,5;02.03.2026\n").encode()


def names():
    return {product.sku: product.name for product in product_service.all_products(ProductFilter())}


def test_new_products_are_called_as_the_till_calls_them(taken_in):
    report = taken_in(FILE)
    assert names() == {"4001": "Brot", "4002": "Käse"}
    assert (report["products_created"], report["names_given"], report["columns"]["name"]) == (2, 2, "Bezeichnung")


def test_a_name_that_somebody_has_given_stays(taken_in):
    sales_service.record_sales([SaleRow(product_sku="4001", date="2026-02-01", quantity=1)])
    catalogue_service.create_product(NewProduct(sku="4002", name="Gouda"))
    assert taken_in(FILE)["names_given"] == 1
    assert names() == {"4001": "Brot", "4002": "Gouda"}
    taken_in(FILE.replace(b"Brot", b"Toast"))
    assert names()["4001"] == "Brot"


def test_of_several_names_of_a_product_the_most_frequent_counts_and_the_first_of_as_many(taken_in):
    rows = [("A1", "Tee"), *[("A1", "Tea")] * 3, *[("B1", "Milk"), ("B1", "Mylk")] * 2]
    content = "sku,product name,date,qty\n" + "".join(f"{sku},{name},2026-03-01,1\n" for sku, name in rows)
    taken_in(content.encode())
    assert names() == {"A1": "Tea", "B1": "Milk"}


def test_weeks_count_as_often_as_they_are_told(taken_in):
    rows = [("Tea", "2026-03-02"), ("Tea", "2026-03-09"), ("Tee", "2026-03-16")]
    content = "sku,product name,week starting,qty\n" + "".join(f"A1,{name},{day},7\n" for name, day in rows)
    assert taken_in(content.encode())["totals_spread"] == 3
    assert names() == {"A1": "Tea"}


def test_a_dry_run_tells_of_names_and_gives_none(taken_in):
    sales_service.record_sales([SaleRow(product_sku="4001", date="2026-02-01", quantity=1)])
    assert taken_in(FILE, dry_run=True)["names_given"] == 2
    assert names() == {"4001": ""}


def test_the_sender_says_where_names_are_or_that_there_are_none(taken_in):
    taken_in(FILE, options=FileOptions(mapping='{"name": ""}'))
    assert names() == {"4001": "", "4002": ""}
    taken_in(FILE.replace(b"Bezeichnung", b"K1"), options=FileOptions(mapping='{"name": "K1"}'))
    assert names() == {"4001": "Brot", "4002": "Käse"}


def test_a_name_that_is_the_code_is_none(taken_in):
    taken_in(b"sku,product name,date,qty\nA1,A1,2026-03-01,1\nB1,Milk,2026-03-01,1\n")
    assert names() == {"A1": "", "B1": "Milk"}


def test_lines_of_cancelled_orders_name_nothing(taken_in):
    taken_in(b"sku,product name,date,qty,status\nA1,Tea,2026-03-01,1,paid\nB1,Milk,2026-03-01,1,cancelled\n")
    assert names() == {"A1": "Tea"}


def test_rows_of_a_program_are_counted_as_ever(database):
    assert "names_given" not in sales_service.record_sales([SaleRow(product_sku="A", date="2026-02-01", quantity=1)])


def test_categories_are_taken_from_sales_where_nobody_has_said_any_and_bring_their_terms(taken_in):
    category_service.update_category("Tea", InheritedTerms(lead_time_days=9))
    catalogue_service.create_product(NewProduct(sku="B1", category="Dairy"))
    rows = "".join(f"{sku},{category},2026-03-01,1\n" for sku, category in (("A1", "Tea"), ("B1", "Milk"), ("C1", "")))
    report = taken_in(f"sku,category,date,qty\n{rows}".encode())
    products = {product.sku: product for product in product_service.all_products(ProductFilter())}
    assert {sku: product.category for sku, product in products.items()} == {"A1": "Tea", "B1": "Dairy", "C1": ""}
    assert (report["categories_given"], products["A1"].lead_time_days) == (1, 9)

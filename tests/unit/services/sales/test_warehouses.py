"""Sales by warehouse make products of their own, but in a shop that has recorded the same goods without."""

import io
from datetime import date

import pytest

from services.catalogue import product_service
from services.catalogue.product_fields import NewProduct
from services.catalogue.product_service import ProductFilter
from services.files import uploads
from services.files.options import FileOptions
from services.imports import kinds, previews
from services.planning import catalogue_service
from services.sales import sales_service
from services.sales.day_history import HistoryQuery
from services.sales.sales_service import SaleRow

FILE = b"Posting Date;Item No.;Whse;Quantity\n" + b"".join(
    b"2026-03-%02d;%s;%s;%d\n" % (day, item, whse, units)
    for day in (1, 2, 3)
    for item, whse, units in ((b"A", b"01", 3), (b"A", b"02", 2), (b"B", b"01", 7))
)


def skus():
    return {product.sku for product in product_service.all_products(ProductFilter())}


def sold(sku):
    return [sale.quantity for sale in sales_service.history(HistoryQuery(sku, date(2026, 3, 1)), 9, None).items]


def shown_as():
    with uploads.received(io.BytesIO(FILE)) as upload_id:
        seen = previews.of_upload(upload_id, kinds.find("sales"), FileOptions())
        return {column.heading: column.field for column in seen.columns}["Whse"]


def notes(report):
    return [text for text in report["warnings"] if "'Whse'" in text]


@pytest.mark.parametrize("listed", [True, False], ids=["listed", "unknown"])
def test_goods_that_were_never_sold_are_told_apart_by_their_warehouses(taken_in, listed):
    if listed:
        catalogue_service.create_product(NewProduct(sku="A", name="Ale"))
    assert shown_as() == "store"
    assert notes(taken_in(FILE)) == []
    assert skus() - {"A"} == {"A@01", "A@02", "B@01"}


def test_goods_recorded_without_warehouses_go_on_adding_up_until_somebody_asks_for_places(taken_in):
    sales_service.record_sales([SaleRow(product_sku=sku, date="2026-02-01", quantity=1) for sku in ("A", "B")])
    assert shown_as() == ""
    (note,) = notes(taken_in(FILE))
    assert note.startswith("Sales by 'Whse' add up: these products have sales without it.")
    assert (skus(), sold("A")) == ({"A", "B"}, [5, 5, 5])
    taken_in(FILE, options=FileOptions(mapping='{"store": "Whse"}'))
    assert skus() == {"A", "B", "A@01", "A@02", "B@01"}
    assert (notes(taken_in(FILE)), sold("A@01")) == ([], [3, 3, 3])

"""What a list gives as a file, sent back as it came, changes nothing: CSV in every dialect, and XLSX."""

import io

import pytest

from services.catalogue.product_service import ProductFilter
from services.files import dialects, workbook_writer
from services.files.spreadsheet import csv_text
from services.orders import order_entry, purchase_orders, receipt_list, receipts
from services.orders.order_record import CameInItem, OrderItem
from services.orders.purchase_orders import OrderFilter
from services.orders.receipt_list import ReceiptFilter
from services.planning import product_files
from services.stock import stock_files, stock_history
from services.stock.stock_history import StockRow
from tests.unit.services.imports.test_files_undone import everything
from tests.unit.services.order_desk import Desk, day

# As codes and names are: leading zeros, 13 digits, what looks like a formula, a date or a number with a comma.
CODES = (
    "00417",
    "4006381333931",
    "=A1",
    "-5",
    "+49",
    "@B",
    "'=q",
    "1-2",
    "12,5",
    "1.250",
    "Ä;ö",
    "a,=b",
    "1E5",
    "TRUE",
)
LANGUAGES = ("en-GB", "de-DE", "fr-FR", "es-ES", "it-IT", "nl-NL", "pt-BR", "sv", "en-ZA")

IMPORTS = {
    "products": product_files.import_products,
    "stock": stock_files.import_levels,
    "orders": order_entry.import_orders,
    "receipts": receipts.import_receipts,
}
EXPORTS = {
    "products": lambda: (product_files.COLUMNS, product_files.rows(ProductFilter())),
    "stock": lambda: (stock_files.COLUMNS, stock_files.rows(ProductFilter())),
    "orders": lambda: (OrderItem.COLUMNS, OrderItem.rows(purchase_orders.all_orders(OrderFilter()))),
    "receipts": lambda: (CameInItem.COLUMNS, CameInItem.rows(receipt_list.all_receipts(ReceiptFilter()))),
}


@pytest.fixture
def desk(user_ids, product):
    own = Desk(user_ids[0])
    for place, code in enumerate(CODES):
        product(
            code,
            name=f"=Name {code}",
            on_hand=None,
            unit_cost=1.25 * place,
            unit_price=0.125,
            supplier="Müller; & Söhne",
        )
        order = own.order(f"0{place}", sku=code, quantity=1.25 + 1000 * place)
        # Of three parts, whose sum is not what is written of it: 0.30000000000000004.
        for part in (0.1, 0.1, 0.1):
            own.receive(order, part, received_on=day(-4))
    rows = [StockRow(product_sku=code, date=day(-2), on_hand=-1.25 * place) for place, code in enumerate(CODES[:-1])]
    stock_history.record_levels(rows)
    return own


def as_csv(language):
    def written(columns, rows):
        dialect = dialects.of(language)
        return io.BytesIO((dialect.mark + csv_text([columns, *rows], dialect)).encode())

    return written


WAYS = [pytest.param(as_csv(one), id=one) for one in LANGUAGES] + [pytest.param(workbook_writer.write, id="xlsx")]


@pytest.mark.parametrize("write", WAYS)
@pytest.mark.parametrize("kind", IMPORTS)
def test_sent_back_as_it_came_it_changes_nothing(desk, kind, write):
    before = everything()
    report = IMPORTS[kind](write(*EXPORTS[kind]()), desk.actor)
    assert (report["rejected_rows"], everything()) == ([], before)
    assert report["unchanged"] == len(CODES) - (kind == "stock")


@pytest.mark.parametrize("kind", IMPORTS)
def test_without_rows_the_headings_are_there(database, kind):
    columns, rows = EXPORTS[kind]()
    assert workbook_writer.write(columns, rows).read(2) == b"PK"

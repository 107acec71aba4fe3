"""What a list gives as a file, sent back as it came, changes nothing: CSV in every dialect, and XLSX."""

import io

import pytest

from services.catalogue.product_service import ProductFilter
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier, SupplierTerms
from services.files.writing import dialects, workbook_writer
from services.files.writing.spreadsheet import csv_text
from services.orders.entry import order_entry, purchase_orders, receipt_list, receipts
from services.orders.entry.purchase_orders import OrderFilter
from services.orders.entry.receipt_list import ReceiptFilter
from services.orders.lines.order_record import CameInItem, OrderItem
from services.planning import product_files, product_supplier_files, product_suppliers, supplier_files, supplier_service
from services.planning.product_suppliers import OfferFilter
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
    'say "hi"',
    "=1+1",
    "x" * 64,
)
LANGUAGES = ("en-GB", "de-DE", "fr-FR", "es-ES", "it-IT", "nl-NL", "pt-BR", "sv", "en-ZA")

IMPORTS = {
    "products": product_files.import_products,
    "suppliers": supplier_files.import_suppliers,
    "product_suppliers": product_supplier_files.import_offers,
    "stock": stock_files.import_levels,
    "orders": order_entry.import_orders,
    "receipts": receipts.import_receipts,
}
EXPORTS = {
    "products": lambda: (product_files.COLUMNS, product_files.rows(ProductFilter())),
    "suppliers": lambda: (supplier_files.COLUMNS, supplier_files.rows()),
    "product_suppliers": lambda: (product_supplier_files.COLUMNS, product_supplier_files.rows(OfferFilter())),
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
            category='"Tea", coffee',
            launch_on=day(3),
            ends_on=day(30),
            replaces=CODES[place - 1] if place else "",
            like={"product_sku": CODES[place - 1], "percent": 0.1 + 0.2}
            if place
            else {"category": "Tea", "percent": 80.0},
        )
        order = own.order(f"0{place}", sku=code, quantity=1.25 + 1000 * place)
        # Of three parts, whose sum is not what is written of it: 0.30000000000000004.
        for part in (0.1, 0.1, 0.1):
            own.receive(order, part, received_on=day(-4))
    rows = [StockRow(product_sku=code, date=day(-2), on_hand=-1.25 * place) for place, code in enumerate(CODES[:-1])]
    stock_history.record_levels(rows)
    _suppliers()
    return own


def _suppliers():
    """One of each code, with all terms and with none."""
    terms = SupplierTerms(
        min_order_value="1250.125",
        order_days=["tue", "fri"],
        delivery_days=["sun", "mon"],
        cut_off="09:30",
        closed=[{"from": "2026-12-24", "to": "2027-01-06"}, {"from": "2026-08-01", "to": "2026-08-01"}],
        order_cost="1.25",
        currency="USD",
        exchange_rate=1.125,
        min_order_weight=0.1 + 0.2,
        email="orders@mill.example",
        lead_time_days=3,
        service_level=0.95,
    ).model_dump(exclude_unset=True)
    breaks = [{"quantity": 100, "unit_cost": "1.125"}, {"quantity": 1000, "unit_cost": "1.05"}]
    offer = ProductSupplierTerms(code="00417", unit_cost="1.25", price_breaks=breaks, priority=2)
    for place, name in enumerate(CODES):
        new = NewSupplier(name=f"{name} & Co", **terms if place % 2 else {})
        own = supplier_service.create_supplier(new)
        product_suppliers.put(name, own.id, offer if place % 2 else ProductSupplierTerms())


def as_csv(language):
    def written(columns, rows):
        dialect = dialects.of(language)
        return io.BytesIO((dialect.mark + csv_text([columns, *rows], dialect)).encode())

    return written


WAYS = {one: as_csv(one) for one in LANGUAGES} | {"xlsx": workbook_writer.write}


@pytest.mark.parametrize("kind", IMPORTS)
def test_sent_back_as_it_came_it_changes_nothing(desk, kind):
    before = everything()
    # In turns: what changes nothing leaves the shop to the next.
    for way, write in WAYS.items():
        report = IMPORTS[kind](write(*EXPORTS[kind]()), desk.actor)
        assert (way, report["rejected_rows"], everything()) == (way, [], before)
        assert (way, report["unchanged"]) == (way, len(CODES) - (kind == "stock"))


@pytest.mark.parametrize("kind", IMPORTS)
def test_without_rows_the_headings_are_there(database, kind):
    columns, rows = EXPORTS[kind]()
    assert workbook_writer.write(columns, rows).read(2) == b"PK"

"""Files to fill in: the products of the shop, or what is on its way, with columns for what is to be told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.catalogue import product_service
from services.catalogue.product_service import ProductFilter
from services.orders.entry import purchase_orders
from services.orders.entry.purchase_orders import OrderFilter
from services.orders.history import order_undo, receipt_undo
from services.orders.lines.order_lines import OPEN
from services.planning import product_files, product_supplier_files, supplier_files
from services.planning.product_suppliers import OfferFilter
from services.sales import import_journal
from services.stock import stock_files

EVERYTHING = ProductFilter()


@dataclass(frozen=True)
class Template:
    """rows -- by columns; what is to be filled in is empty, and left so it says nothing"""

    columns: tuple[str, ...]
    rows: Callable[[], Iterable[list[Any]]]


def _products(*empty: str) -> Callable[[], Iterable[list[Any]]]:
    def rows() -> Iterable[list[Any]]:
        products = product_service.all_products(EVERYTHING)
        return ([product.sku, product.name, *(None for _ in empty)] for product in products)

    return rows


def _orders() -> Iterable[list[Any]]:
    products = product_service.all_products(EVERYTHING)
    return ([None, product.sku, product.name, product.supplier, None, None, None] for product in products)


def _receipts() -> Iterable[list[Any]]:
    lines = purchase_orders.all_orders(OrderFilter(OPEN))
    return (
        [line.order.number, line.product.sku, line.product.name, line.order.supplier, line.outstanding, None, None]
        for line in lines
    )


TEMPLATES: Mapping[str, Template] = {
    import_journal.KIND: Template(
        ("product_sku", "name", "date", "quantity", "price"), _products("date", "quantity", "price")
    ),
    product_files.KIND: Template(product_files.COLUMNS, lambda: product_files.rows(EVERYTHING)),
    supplier_files.KIND: Template(supplier_files.COLUMNS, supplier_files.rows),
    product_supplier_files.KIND: Template(
        product_supplier_files.COLUMNS, lambda: product_supplier_files.rows(OfferFilter())
    ),
    stock_files.KIND: Template(("product_sku", "name", "date", "on_hand"), _products("date", "on_hand")),
    order_undo.KIND: Template(
        ("number", "product_sku", "name", "supplier", "quantity", "ordered_on", "expected_on"), _orders
    ),
    receipt_undo.KIND: Template(
        ("number", "product_sku", "name", "supplier", "outstanding", "quantity", "received_on"), _receipts
    ),
}

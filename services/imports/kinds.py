"""The kinds of files a shop brings in: what is read from them, and what is done with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from services.access.signed_in import SignedIn
from services.errors import NotFound
from services.files.fields import Form
from services.files.tables import Asked
from services.jobs import jobs
from services.journal import imported
from services.orders.entry import order_entry, receipts
from services.orders.history import order_undo, receipt_undo
from services.orders.lines import order_fields
from services.planning import product_files, product_supplier_files, supplier_files
from services.sales import import_journal, sales_form
from services.stock import stock_files
from utils.language import _

Import = Callable[[IO[bytes], SignedIn | None, Asked], dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """form -- what is read from a row; bring_in -- while the sender waits, None: a task of a worker does

    task -- the name of its tasks; path -- the way into the API
    """

    name: str
    form: Callable[[date], Form]
    bring_in: Import | None
    task: str
    path: str


def _kind(name: str, form: Callable[[date], Form], bring_in: Import, path: str) -> Kind:
    return Kind(name, form, bring_in, imported.task_name(name), path)


_KINDS = (
    Kind(import_journal.KIND, sales_form.form, None, jobs.IMPORT_SALES, "/sales/import"),
    _kind(product_files.KIND, product_files.form, product_files.import_products, "/products/import"),
    _kind(supplier_files.KIND, supplier_files.form, supplier_files.import_suppliers, "/suppliers/import"),
    _kind(
        product_supplier_files.KIND,
        product_supplier_files.form,
        product_supplier_files.import_offers,
        "/product-suppliers/import",
    ),
    _kind(stock_files.KIND, stock_files.form, stock_files.import_levels, "/stock/import"),
    _kind(order_undo.KIND, order_fields.order_form, order_entry.import_orders, "/purchase-orders/import"),
    _kind(receipt_undo.KIND, order_fields.receipt_form, receipts.import_receipts, "/receipts/import"),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _KINDS}


def find(name: str) -> Kind:
    """Raises NotFound."""
    if name not in KINDS:
        raise NotFound(
            _("There are no files of {name!r}; there are {kinds}.", name=name, kinds=", ".join(KINDS)), "unknown_kind"
        )
    return KINDS[name]

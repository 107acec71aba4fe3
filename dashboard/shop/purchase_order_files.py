"""Lines of purchase orders as a file, for a supplier or a spreadsheet."""

from functools import partial

from dash import html
from dash.development.base_component import Component
from flask import Blueprint, Response, request

from dashboard.kit import downloads
from dashboard.kit.sessions import guarded
from dashboard.kit.urls import PREFIX
from services.access.locations import Concern
from services.orders.entry import purchase_orders
from services.orders.entry.purchase_orders import OrderFilter
from services.orders.lines.order_record import OrderItem

FOLDER = "purchase-order-files"
PATH = f"{FOLDER}/purchase-orders"

files = Blueprint("purchase_order_files", __name__, url_prefix=PREFIX + FOLDER)


@files.get("/purchase-orders.csv")
@files.get("/purchase-orders.xlsx")
@partial(guarded, concern=Concern.OWN)
def lines() -> Response:
    """The lines of purchase orders that ?number=, ?supplier= and ?status= leave, as docs/order-files.md has them."""
    status, supplier, number = (request.args.get(name) for name in ("status", "supplier", "number"))
    rows = OrderItem.rows(purchase_orders.all_orders(OrderFilter(status, supplier=supplier, number=number)))
    return downloads.table(OrderItem.COLUMNS, rows)


def links(number: str) -> Component:
    """One order as a file."""
    as_csv, as_workbook = downloads.links(PATH, number, {"number": number})
    return html.Span([" · ", as_csv, " · ", as_workbook], className="no-print")

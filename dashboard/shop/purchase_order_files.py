"""Lines of purchase orders as a file, for a supplier or a spreadsheet."""

from dash import html
from dash.development.base_component import Component
from flask import Blueprint, Response, request

from dashboard.kit import downloads
from dashboard.kit.sessions import guarded
from dashboard.kit.urls import PREFIX, href
from services.orders import purchase_orders
from services.orders.order_record import OrderItem
from services.orders.purchase_orders import OrderFilter

FOLDER = "purchase-order-files"
PATH = f"{FOLDER}/purchase-orders.csv"

files = Blueprint("purchase_order_files", __name__, url_prefix=PREFIX + FOLDER)


@files.get("/purchase-orders.csv")
@guarded
def lines() -> Response:
    """The lines of purchase orders that ?number=, ?supplier= and ?status= leave, as docs/order-files.md has them."""
    wanted = {name: request.args.get(name) for name in ("status", "supplier", "number")}
    rows = OrderItem.rows(purchase_orders.all_orders(OrderFilter(**wanted)))
    return downloads.csv_file("purchase-orders.csv", OrderItem.COLUMNS, rows)


def link(number: str) -> Component:
    """One order as a file."""
    label = {"aria-label": f"{number} as CSV"}
    return html.A("CSV", href=href(PATH, number=number), download=f"{number}.csv", **label)

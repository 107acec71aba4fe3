"""Orders as wholes, by how far they are; `/purchase-orders` has their lines, and the steps of each."""

from typing import Literal

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas, table_answers
from routes.access import of_products
from routes.blueprints import APIBlueprint
from routes.description import also_answers
from routes.table_answers import TableQuery
from services.orders.lines import order_list
from services.orders.lines.order_list import OrderFilter
from services.orders.lines.order_record import ListedOrder
from services.orders.lines.order_states import State

order_list_bp = APIBlueprint("order_list", __name__, url_prefix="/orders", abp_tags=[Tag(name="Stock and orders")])


class OrderListQuery(schemas.ListQuery, TableQuery):
    state: State | None = Field(None, description="How far they are.")
    kind: Literal["purchase", "transfer"] | None = Field(
        None, description="From a supplier, or from a place of one's own."
    )
    supplier: str | None = Field(None, max_length=100, description="Exactly this supplier, of a line at least.")
    product_sku: str | None = Field(None, max_length=64, description="Exactly this product, of a line at least.")
    overdue: bool | None = Field(None, description="Whether a line should have come before today.")


class ListedOrders(BaseModel):
    items: list[ListedOrder]
    next_cursor: str | None


@order_list_bp.get("", summary="Orders and transfers as wholes, the newest first", responses={200: ListedOrders})
@also_answers(*table_answers.FILES)
@of_products
def list_whole_orders(query: OrderListQuery) -> Response:
    """JSON, page by page; or all of them as a file. `GET /purchase-orders/<number>.json` is one of them."""
    states = (query.state,) if query.state else None
    filters = OrderFilter(states, query.supplier, query.kind, query.product_sku, query.overdue)
    if file := query.file:
        return table_answers.table(
            file, "orders", ListedOrder.COLUMNS, ListedOrder.rows(order_list.every_order(filters))
        )
    return answers.listing(order_list.list_orders(filters, query.limit, query.cursor), ListedOrder.of)

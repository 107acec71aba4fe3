from flask import Response, jsonify
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import current_user, of_products, requires
from routes.blueprints import APIBlueprint
from routes.description import adds_up
from services.orders.entry import own_orders, transfer_orders
from services.orders.entry.transfer_orders import TransferLine
from services.orders.history import order_views
from services.orders.lines.order_record import OrderDocument
from services.replenishment.lists import transfer_service
from services.replenishment.lists.transfer_record import TransferItem

transfer_bp = APIBlueprint("transfers", __name__, url_prefix="/transfers", abp_tags=[Tag(name="Stock and orders")])


class TransferPage(BaseModel):
    items: list[TransferItem]
    next_cursor: str | None


class TransferBody(schemas.Body):
    lines: list[TransferLine] = Field(description="All are entered, or none.", min_length=1, max_length=1000)
    draft: bool = Field(False, description="Nothing leaves yet: drafts until they are sent.")


class TransferOrders(BaseModel):
    orders: list[OrderDocument] = Field(description="One for each place that gives and each that gets.")


@transfer_bp.get(
    "",
    summary="What to carry from shop to shop before ordering, most money first",
    responses={200: TransferPage},
)
@of_products
def list_transfers(query: schemas.ListQuery) -> Response:
    return answers.listing(transfer_service.list_transfers(query.limit, query.cursor), TransferItem.of)


@transfer_bp.post("", summary="Move goods from one place to another, as orders", responses={200: TransferOrders})
@requires("planner")
@of_products
@adds_up
def create_transfers(body: TransferBody) -> Response:
    """What is sent leaves the stock of the place that gives, and counts as on its way; the steps are those of
    `/purchase-orders/<number>`, receipts those of its lines."""
    with own_orders.of_transfer(body.lines):
        made = transfer_orders.begin(body.lines, current_user(), body.draft)
    return jsonify(orders=[OrderDocument.of(order_views.view(order.number)) for order in made])

"""Orders as wholes, and the steps from a draft to the end of one."""

from typing import Any

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from routes import schemas
from routes.access import current_user, requires
from services.catalogue.product_fields import Text
from services.orders import order_sending, order_views, order_work, purchase_orders
from services.orders.order_fields import LONGEST_NUMBER, Confirmation, OrderChanges
from services.orders.order_record import OrderDocument
from services.orders.order_steps import Doing

order_step_bp = APIBlueprint(
    "order_steps", __name__, url_prefix="/purchase-orders", abp_tags=[Tag(name="Stock and orders")]
)


class NumberPath(BaseModel):
    number: str = Field(min_length=1, max_length=LONGEST_NUMBER, description="The order's number.")


class ConfirmationBody(schemas.Body, Confirmation):
    pass


class Reason(schemas.Body):
    reason: Text = Field("", max_length=500, description="Kept with the step.")


@order_step_bp.get(
    "/<sku:number>", summary="An order with its lines and what was done to it", responses={200: OrderDocument}
)
def get_whole_order(path: NumberPath) -> Response:
    """A path of digits alone is the id of a line; `GET /purchase-orders/<number>.json` is the order, whatever its
    number."""
    return _order(path)


@order_step_bp.get("/<sku:number>.json", summary="The same, for any number", responses={200: OrderDocument})
def get_order_document(path: NumberPath) -> Response:
    return _order(path)


@order_step_bp.patch("/<sku:number>", summary="Change some of its lines", responses={200: OrderDocument})
@requires("planner")
def change_lines(path: NumberPath, body: OrderChanges) -> Response:
    """Before and after it is sent; lines that are not named stay as they are. What was approved has to be approved anew
    when a quantity changes."""
    return _changed(path, body)


@order_step_bp.patch("/<sku:number>.json", summary="The same, for any number", responses={200: OrderDocument})
@requires("planner")
def change_order_document(path: NumberPath, body: OrderChanges) -> Response:
    return _changed(path, body)


@order_step_bp.post("/<sku:number>/approve", summary="Let a draft be sent", responses={200: OrderDocument})
@requires("planner")
def approve(path: NumberPath) -> Response:
    """Above ORDER_APPROVAL_LIMIT by somebody else than who has put quantities into it."""
    order_work.approve(path.number, current_user())
    return _order(path)


@order_step_bp.post(
    "/<sku:number>/send", summary="Order it: from now on it is on its way", responses={200: OrderDocument}
)
@requires("planner")
def send(path: NumberPath) -> Response:
    order_sending.send(path.number, current_user())
    return _order(path)


@order_step_bp.post(
    "/<sku:number>/confirm",
    summary="The supplier has confirmed it, and says when it comes",
    responses={200: OrderDocument},
)
@requires("planner")
def confirm(path: NumberPath, body: ConfirmationBody) -> Response:
    order_work.confirm(path.number, body, Doing("confirm", current_user()))
    return _order(path)


@order_step_bp.post("/<sku:number>/close", summary="No more of it will come", responses={200: OrderDocument})
@requires("planner")
def close(path: NumberPath, body: Reason) -> Response:
    order_work.close(path.number, current_user(), body.reason)
    return _order(path)


@order_step_bp.post("/<sku:number>/cancel", summary="Nothing of it will come", responses={200: OrderDocument})
@requires("planner")
def cancel(path: NumberPath, body: Reason) -> Response:
    order_work.cancel(path.number, current_user(), body.reason)
    return _order(path)


def _changed(path: NumberPath, body: OrderChanges) -> Response:
    purchase_orders.change_lines(path.number, body, current_user())
    return _order(path)


def _order(path: NumberPath) -> Response:
    shown: dict[str, Any] = OrderDocument.of(order_views.view(path.number))
    return jsonify(shown)

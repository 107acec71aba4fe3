"""Orders as wholes, and the steps from a draft to the end of one."""

from typing import Any

from flask import Response, jsonify
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import schemas
from routes.access import current_user, of_products, requires
from routes.blueprints import APIBlueprint
from routes.idempotency import shown_once
from services.catalogue.product_fields import Text
from services.orders.entry import order_work, own_orders, purchase_orders
from services.orders.history import order_views
from services.orders.history.order_steps import Doing
from services.orders.lines.order_fields import LONGEST_NUMBER, Confirmation, OrderChanges
from services.orders.lines.order_record import OrderDocument
from services.orders.sending import order_sending, step_undo
from services.orders.sending.order_sending import Wanted
from services.records import Instant
from utils import clock

order_step_bp = APIBlueprint(
    "order_steps", __name__, url_prefix="/purchase-orders", abp_tags=[Tag(name="Stock and orders")]
)


class NumberPath(BaseModel):
    number: str = Field(min_length=1, max_length=LONGEST_NUMBER, description="The order's number.")


class ConfirmationBody(schemas.Body, Confirmation):
    pass


class SendBody(schemas.Body):
    mail: bool = Field(True, description="false: it is sent by other means.")
    again: bool = Field(False, description="Mail once more what was sent already.")


class SentOrder(OrderDocument):
    link: str | None = Field(description="Path of the supplier's page; null: there is none.")
    link_expires_at: Instant | None


class UndoneStep(BaseModel):
    order: OrderDocument | None = Field(description="null: it was undone as a whole, and is no more.")


class Reason(schemas.Body):
    reason: Text = Field("", max_length=500, description="Kept with the step.")


# Of two paths with one place for a name, a description may hold one: that of a line's id.
@order_step_bp.get("/<sku:number>", doc_ui=False)
@of_products
def get_whole_order(path: NumberPath) -> Response:
    return _order(path)


@order_step_bp.get(
    "/<sku:number>.json", summary="An order with its lines and what was done to it", responses={200: OrderDocument}
)
@of_products
def get_order_document(path: NumberPath) -> Response:
    """Without `.json`, too, where its number is not of digits alone."""
    return _order(path)


@order_step_bp.patch("/<sku:number>", doc_ui=False)
@requires("planner")
@of_products
def change_order_lines(path: NumberPath, body: OrderChanges) -> Response:
    return _changed(path, body)


@order_step_bp.patch("/<sku:number>.json", summary="Change some of its lines", responses={200: OrderDocument})
@requires("planner")
@of_products
def change_order_document(path: NumberPath, body: OrderChanges) -> Response:
    """Before and after it is sent; lines that are not named stay as they are. What was approved has to be approved anew
    when a quantity changes. Without `.json`, too, where its number is not of digits alone."""
    return _changed(path, body)


@order_step_bp.post("/<sku:number>/approve", summary="Let a draft be sent", responses={200: OrderDocument})
@requires("planner")
@of_products
def approve_order(path: NumberPath) -> Response:
    """Above ORDER_APPROVAL_LIMIT by somebody else than who has put quantities into it."""
    with own_orders.of_order(path.number):
        order_work.approve(path.number, current_user())
    return _order(path)


@order_step_bp.post("/<sku:number>/send", summary="Order it, and mail it to its supplier", responses={200: SentOrder})
@shown_once
@requires("planner")
@of_products
def send_order(path: NumberPath, body: SendBody) -> Response:
    """Mailed where its supplier has an `email`: as PDF and workbook, once; without a mail server it is refused then.
    The answer has the link by which the supplier confirms it, for who passes it on by other means; it is shown here
    only."""
    with own_orders.of_order(path.number):
        link = order_sending.send(path.number, current_user(), Wanted(body.mail, body.again))
    shown = OrderDocument.of(order_views.view(path.number))
    return jsonify(shown | {"link": link and link.path, "link_expires_at": link and clock.rfc3339(link.expires_at)})


@order_step_bp.post(
    "/<sku:number>/confirm",
    summary="The supplier has confirmed it, and says when it comes",
    responses={200: OrderDocument},
)
@requires("planner")
@of_products
def confirm_order(path: NumberPath, body: ConfirmationBody) -> Response:
    with own_orders.of_order(path.number):
        order_work.confirm(path.number, body, Doing("confirm", current_user()))
    return _order(path)


@order_step_bp.post("/<sku:number>/close", summary="No more of it will come", responses={200: OrderDocument})
@requires("planner")
@of_products
def close_order(path: NumberPath, body: Reason) -> Response:
    with own_orders.of_order(path.number):
        order_work.close(path.number, current_user(), body.reason)
    return _order(path)


@order_step_bp.post("/<sku:number>/cancel", summary="Nothing of it will come", responses={200: OrderDocument})
@requires("planner")
@of_products
def cancel_order(path: NumberPath, body: Reason) -> Response:
    with own_orders.of_order(path.number):
        order_work.cancel(path.number, current_user(), body.reason)
    return _order(path)


@order_step_bp.post("/<sku:number>/undo", summary="Take its last step back", responses={200: UndoneStep})
@requires("planner")
@of_products
def undo_order_step(path: NumberPath) -> Response:
    """A receipt, a change, a step, or the order itself, as long as nothing rests on it."""
    with own_orders.of_undo(path.number):
        is_there = step_undo.undo(path.number, current_user())
    return jsonify(order=OrderDocument.of(order_views.view(path.number)) if is_there else None)


def _changed(path: NumberPath, body: OrderChanges) -> Response:
    with own_orders.of_order(path.number):
        purchase_orders.change_lines(path.number, body, current_user())
    return _order(path)


def _order(path: NumberPath) -> Response:
    shown: dict[str, Any] = OrderDocument.of(order_views.view(path.number))
    return jsonify(shown)

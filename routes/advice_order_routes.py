import datetime
from typing import Annotated, Any

from flask import Response, jsonify
from flask_openapi3 import Tag
from pydantic import BaseModel, Field, model_validator

from routes import schemas
from routes.access import current_user, of_products, requires
from routes.blueprints import APIBlueprint
from services.catalogue.product_fields import Sku
from services.errors import Fault, InvalidInput
from services.orders.entry import advice_orders, own_orders
from services.orders.entry.advice_orders import AdviceOrder
from services.orders.lines import order_fields
from services.orders.lines.order_numbers import PREFIX
from services.orders.lines.order_record import OrderItem
from services.records import Money, Record
from services.replenishment.lists.advice_lines import Choice

BUDGET_NEEDS_KEY = (
    "With a budget send the header Idempotency-Key, new for each budget you want to spend: "
    "the same request once more would spend it once more."
)

advice_order_bp = APIBlueprint(
    "advice_orders", __name__, url_prefix="/purchase-orders", abp_tags=[Tag(name="Stock and orders")]
)


class KeyHeader(BaseModel):
    key: str | None = Field(
        None, alias="Idempotency-Key", description="A name of your own for this order; needed with a budget."
    )


class AdviceOrderBody(schemas.Body):
    """What to order of the list of `GET /reorder`: all of it, or what fits everything that is given."""

    product_skus: list[Sku] | None = Field(None, max_length=50_000, description="Only these of its products.")
    supplier: str | None = Field(None, max_length=100, description="Exactly this supplier.")
    category: str | None = Field(None, max_length=100, description="Exactly this category.")
    location: str | None = Field(None, max_length=100, description="Exactly this location.")
    budget: float | None = Field(None, ge=0, le=1e15, description="Money there is: a good order it pays for.")
    number_prefix: str = Field(
        PREFIX,
        min_length=1,
        max_length=24,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$",
        description="What the order numbers begin with; the day, the supplier and a counter follow.",
    )
    draft: bool = Field(
        False, description="Nothing is ordered yet: drafts. Above ORDER_APPROVAL_LIMIT an order is one anyway."
    )

    quantities: dict[Sku, Annotated[int, Field(ge=1, le=order_fields.MOST_UNITS)]] = Field(
        {}, max_length=50_000, description="By code: units in place of what is advised. A budget does not change them."
    )

    @model_validator(mode="before")
    @classmethod
    def _no_body_is_an_empty_one(cls, body: Any) -> Any:
        # Elsewhere it is. What was forgotten here would cost money.
        if body is None:
            raise ValueError("say what to order; {} orders everything on the list")
        return body

    def to_order(self) -> AdviceOrder:
        skus = None if self.product_skus is None else frozenset(self.product_skus)
        choice = Choice(supplier=self.supplier, category=self.category, location=self.location)
        return AdviceOrder(choice, self.budget, skus, self.number_prefix, draft=self.draft, quantities=self.quantities)


class SupplierOrderItem(Record):
    number: str = Field(examples=["PO-2026-11-21-MILL-SONS-1"])
    supplier: str
    state: str = Field(description="sent: it counts as on its way from now on. draft: not before it is sent.")
    ordered_on: datetime.date
    expected_on: datetime.date = Field(description="When the last of it should come.")
    units: int
    cost: Money = Field(description="Of the lines whose cost is known.")
    without_cost: int = Field(description="Lines whose cost is not known.")
    remark: str | None = Field(description="Says so where it stays below the supplier's minimum.")
    items: list[OrderItem] = Field(validation_alias="lines")


class LeftOut(Record):
    product_sku: str
    name: str
    reason: str


class AdviceOrderTotals(Record):
    orders: int
    lines: int
    units: int
    cost: Money
    without_cost: int


class AdviceOrders(Record):
    orders: list[SupplierOrderItem] = Field(description="One for each supplier, the dearest first.")
    totals: AdviceOrderTotals
    left_out: list[LeftOut] = Field(description="What was asked for, or is advised, and not ordered, and why.")


@advice_order_bp.post(
    "/from-advice", summary="Order what is advised today, one order for each supplier", responses={200: AdviceOrders}
)
@requires("planner")
@of_products
def order_from_advice(header: KeyHeader, body: AdviceOrderBody) -> Response:
    """The quantities are those of `GET /reorder`, suppliers' minimums and all. What is ordered counts as arriving from
    now on and the advice is worked out anew: without a budget, the same request again finds nothing left to order. A
    budget would be spent again on what is left, so it needs an `Idempotency-Key`: repeated with the same key, the
    request gets the first answer and orders nothing."""
    if body.budget is not None and header.key is None:
        raise InvalidInput(BUDGET_NEEDS_KEY, "idempotency_key_missing", (Fault("/budget", BUDGET_NEEDS_KEY),))
    with own_orders.of_advice(body.to_order()) as wanted:
        ordered = advice_orders.order(wanted, current_user())
    return jsonify(AdviceOrders.of(ordered))

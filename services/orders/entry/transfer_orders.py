"""Transfers as orders: goods that one of the shop's places sends to another instead of a supplier."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy.orm import Session

from app.models import Product, PurchaseOrder
from app.models.order import OrderKind
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.catalogue.product_fields import Sku
from services.errors import Fault, InvalidInput
from services.orders.entry import beginning, order_work
from services.orders.entry.purchase_orders import check_days
from services.orders.history import order_steps
from services.orders.history.order_steps import Doing
from services.orders.lines import order_heads, order_numbers, same_item, whole_units
from services.orders.lines.order_fields import ExpectedDay, Quantity
from services.orders.lines.order_heads import WholeOrder
from services.orders.lines.order_lines import DRAFT, Line
from services.replenishment.renewal import advice_refresh
from services.sku import AT
from utils import clock
from utils.language import _

PREFIX = "TR"
USUAL_DAYS = 1


class TransferLine(BaseModel):
    """Units of a product that go from the stock of one place to that of another."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source_sku: Sku = Field(description="The product in the place that gives.")
    target_sku: Sku = Field(description="The product in the place that gets.")
    quantity: Quantity = Field(description="Units.")
    expected_on: ExpectedDay | None = Field(None, description="Usual: tomorrow.")

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Self:
        if self.source_sku == self.target_sku:
            raise ValueError(_("a transfer goes to another product than it comes from"))
        return self


def begin(lines: Sequence[TransferLine], actor: SignedIn, draft: bool = False) -> list[WholeOrder]:
    """One order for each place that gives and each that gets, all or none; sent at once, unless they are drafts.

    Raises InvalidInput for unknown products, for two items in one line, and for one product twice in an order.
    """
    with advice_refresh.change() as made:
        session = made.session
        products = product_service.held_by_sku(
            session, {sku for own in lines for sku in (own.source_sku, own.target_sku)}
        )
        _refuse_unknown(lines, products)
        for place, line in enumerate(lines):
            same_item.check(place, products[line.source_sku], products[line.target_sku])
        whole_units.check(session, [(products[own.source_sku], own.quantity) for own in lines])
        numbers = []
        for route, own in _by_route(lines, products).items():
            number = _number(session, route)
            entered = _enter(session, number, own, products)
            order_heads.head_of(session, number, OrderKind.TRANSFER)
            beginning.begin(session, entered, Doing(beginning.DRAFT, actor))
            if not draft:
                _send(session, number, actor)
            numbers.append(number)
        made.touches({product.id for product in products.values()})
        session.flush()
        found = order_heads.find_all(session, numbers)
    return found


def _send(session: Session, number: str, actor: SignedIn) -> None:
    order = order_heads.find(session, number)
    with order_steps.noted(session, order.head, order.rows, Doing("send", actor)):
        order_work.place(session, order, actor)


def place_of(product: Product) -> str:
    """Where a product is: its location, or what stands behind the @ of its code."""
    return product.location or product.sku.rpartition(AT)[2]


def _refuse_unknown(lines: Sequence[TransferLine], products: Mapping[str, Product]) -> None:
    for place, line in enumerate(lines):
        for name in ("source_sku", "target_sku"):
            if getattr(line, name) not in products:
                message = _("There is no product {sku!r}.", sku=getattr(line, name))
                raise InvalidInput(message, "product_not_found", (Fault(f"/lines/{place}/{name}", message),))


def _by_route(
    lines: Sequence[TransferLine], products: Mapping[str, Product]
) -> dict[tuple[str, str], list[TransferLine]]:
    routes = defaultdict(list)
    for line in lines:
        routes[place_of(products[line.source_sku]), place_of(products[line.target_sku])].append(line)
    return dict(routes)


def _number(session: Session, route: tuple[str, str]) -> str:
    """Names the place that gets; free of others."""
    return order_numbers.free(session, [route[1]], PREFIX)[route[1]]


def _enter(session: Session, number: str, lines: Sequence[TransferLine], products: Mapping[str, Product]) -> list[Line]:
    entered: dict[int, Line] = {}
    for line in lines:
        source, target = products[line.source_sku], products[line.target_sku]
        if target.id in entered:
            message = _("{sku} is in this transfer twice; put all of it into one line.", sku=target.sku)
            raise InvalidInput(message, "transfer_twice", (Fault("/lines", message),))
        order = _order(number, line, source, target)
        session.add(order)
        entered[target.id] = Line(order, target)
    session.flush()
    return list(entered.values())


def _order(number: str, line: TransferLine, source: Product, target: Product) -> PurchaseOrder:
    today: date = clock.today()
    expected_on = line.expected_on or today + timedelta(days=USUAL_DAYS)
    check_days(today, expected_on)
    return PurchaseOrder(
        number=number,
        product_id=target.id,
        source_id=source.id,
        quantity=line.quantity,
        status=DRAFT,
        ordered_on=today,
        expected_on=expected_on,
        supplier="",
        received=0.0,
        created_at=clock.now(),
    )

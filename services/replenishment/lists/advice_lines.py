"""Lines of an order list: the stored advice, with what a buyer wants to see beside it."""

import json
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import OrderAdvice, Product
from app.models.order_advice import AdviceKind
from services.replenishment.advice import shop_words
from services.replenishment.advice.advising import Advised
from services.replenishment.lists import transfer_service
from services.replenishment.lists.transfer_service import Transfer
from services.replenishment.supply import offers

# A room that is smaller by this share is rounding.
ROUNDING = 1e-5


class Line(NamedTuple):
    """One product of the list, by the columns of Product and OrderAdvice; money is None where unknown.

    arriving -- what comes in time by itself; transfers -- what other places could give before it is ordered
    room -- see `OrderAdvice`
    price_breaks -- as JSON: of a long list hardly any are asked for
    """

    product_id: int
    sku: str
    name: str
    supplier: str
    category: str
    location: str
    on_hand: float | None
    pack_size: int
    min_order: int
    unit_cost: float | None
    kind: str
    quantity: int
    needed: float
    expected_demand: float
    order_by: date | None
    stock_out_date: date | None
    days_of_cover: float | None
    cost: float | None
    money_at_risk: float
    excess_units: float
    excess_value: float | None
    as_of: date
    said: str
    arriving: float = 0.0
    for_kits: float = 0.0
    arrives_on: date | None = None
    next_arrival_on: date | None = None
    will_expire: float = 0.0
    order_waste: float = 0.0
    price_breaks: str | None = None
    room: float | None = None
    unit_weight: float | None = None
    unit_volume: float | None = None
    holding_cost: float | None = None
    display_stock: float = 0.0
    backorders: bool = False
    transfers: Sequence[Transfer] = ()

    @property
    def reason(self) -> str:
        """Why, with its remarks, in the shop's language."""
        return shop_words.reason(self.said)

    @property
    def safety_stock(self) -> float:
        """What is needed beyond expected demand."""
        return self.needed - self.expected_demand

    @property
    def missing(self) -> float | None:
        """Units before packs and minimums: expected demand + safety stock - on hand - arriving; None: unknown."""
        return None if self.on_hand is None else max(0.0, self.needed - self.on_hand - self.arriving)

    @property
    def mark(self) -> int:
        """A number that is another one as soon as the quantity, or a figure it rests on, is another one."""
        figures = (self.quantity, self.needed, self.days_of_cover, self.money_at_risk, self.supplier)
        return zlib.crc32(repr(figures).encode())

    @property
    def breaks(self) -> Sequence[Sequence[float]]:
        return json.loads(self.price_breaks or "null") or ()

    def cost_of(self, quantity: int) -> float | None:
        """What so many cost, with price breaks; None: unknown."""
        each = offers.price(self.unit_cost, self.breaks, quantity)
        return None if each is None else quantity * each

    def within(self, money: float) -> int:
        """The most whole packs, of those advised, that so much money buys, at what they cost in that number."""
        tiers = [(0.0, self.unit_cost or 0.0), *self.breaks]
        packs = (int((money / each + 1e-9) // self.pack_size) * self.pack_size for _, each in tiers)
        bought = (min(self.quantity, units) for units in packs)
        return max((units for units, (least, _) in zip(bought, tiers, strict=True) if units >= least), default=0)

    @property
    def daily(self) -> float | None:
        """Expected demand of a day until the next arrival; None: unknown.

        What is lost before goods can come is not in expected demand: then all that is there is sold by that time, and
        the rest of it is that of the days from this arrival to the next.
        """
        if self.next_arrival_on is None or self.arrives_on is None or self.next_arrival_on <= self.arrives_on:
            return None
        asked = self.expected_demand / (self.next_arrival_on - self.as_of).days
        return asked if self.backorders else max(asked, self.short / (self.next_arrival_on - self.arrives_on).days)

    @property
    def free(self) -> float:
        """Units there or on their way in time that can be sold."""
        return max(0.0, (self.on_hand or 0.0) + self.arriving - self.display_stock)

    @property
    def short(self) -> float:
        """Units expected to be missing without an order, before the next one would come."""
        return max(0.0, self.expected_demand - self.free)

    @property
    def most(self) -> float:
        """Units up to which its order may be raised."""
        return math.inf if self.room is None else max(self.quantity, self.room * (1 + ROUNDING))

    def waiting(self, remark: str) -> "Line":
        """Not ordered yet, and why."""
        return self._replace(kind=AdviceKind.ENOUGH, quantity=0, cost=self.cost_of(0), said=f"{self.said} {remark}")

    def changed(self, quantity: int, share_at_risk: float, remark: str) -> "Line":
        """An order of another quantity, which covers this share of what is at risk, and why."""
        return self._replace(
            kind=AdviceKind.ORDER,
            quantity=quantity,
            cost=self.cost_of(quantity),
            money_at_risk=self.money_at_risk * share_at_risk,
            said=f"{self.said} {remark}",
        )

    def helped(self, transfers: Sequence[Transfer]) -> "Line":
        """The same order, and what other places could give first."""
        remarks = " ".join(transfer.advice(self.quantity) for transfer in transfers)
        return self._replace(said=f"{self.said} {remarks}", transfers=tuple(transfers))


# Of whom it is advised to be ordered; before that was stored, of the usual one.
SUPPLIER: sa.ColumnElement[Any] = sa.func.coalesce(OrderAdvice.supplier, Product.supplier)


@dataclass(frozen=True)
class Choice:
    """Which lines are wanted: of this kind, and exactly of this supplier, category and location, where given."""

    kind: str = AdviceKind.ORDER
    supplier: str | None = None
    category: str | None = None
    location: str | None = None

    def among(self, lines: Sequence[Line]) -> list[Line]:
        """Those of them that it holds. Mostly all of a kind are wanted, and no line of a long list is asked more."""
        own = [line for line in lines if line.kind == self.kind]
        is_part = (self.supplier, self.category, self.location) != (None, None, None)
        return [line for line in own if self.fits(line)] if is_part else own

    def fits(self, own: Line | Product) -> bool:
        """Whether it is of the supplier, category and location, whatever its advice."""
        wanted = ((self.supplier, own.supplier), (self.category, own.category), (self.location, own.location))
        return all(given is None or given == of_it for given, of_it in wanted)

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """The same, for a query."""
        given = {"supplier": self.supplier, "category": self.category, "location": self.location}
        columns = {"supplier": SUPPLIER, "category": Product.category, "location": Product.location}
        own = [columns[name] == value for name, value in given.items() if value is not None]
        return [OrderAdvice.kind == self.kind, *own]


# As plain numbers: a decimal for each of many thousand rows takes longer than the query.
_OTHERWISE = {
    "product_id": Product.id,
    "on_hand": sa.func.coalesce(OrderAdvice.on_hand, Product.on_hand),
    "supplier": SUPPLIER,
    "unit_cost": sa.func.coalesce(OrderAdvice.unit_cost, sa.cast(Product.unit_cost, sa.Double)),
    "pack_size": sa.func.coalesce(OrderAdvice.pack_size, Product.pack_size),
    "min_order": sa.func.coalesce(OrderAdvice.min_order, Product.min_order),
    "price_breaks": sa.cast(OrderAdvice.price_breaks, sa.Text),
}
STORED = Line._fields[:-1]
_COLUMNS = [
    _OTHERWISE[name] if name in _OTHERWISE else getattr(Product if hasattr(Product, name) else OrderAdvice, name)
    for name in STORED
]


def read(session: Session, *conditions: sa.ColumnElement[bool]) -> list[Line]:
    """The lines under these conditions, in no particular order."""
    query = sa.select(*_COLUMNS).join(OrderAdvice, OrderAdvice.product_id == Product.id).where(*conditions)
    return [Line(*row) for row in session.execute(query)]


def line(product: Product, advised: Advised) -> Line:
    """The line of an advice that is not stored, or not so."""
    own = {name: getattr(advised if hasattr(advised, name) else product, name) for name in STORED}
    return Line(**own | {"price_breaks": json.dumps(advised.price_breaks)})


def with_transfers(session: Session, lines: Sequence[Line]) -> list[Line]:
    """The lines; those of products that another place could help with say so."""
    found = transfer_service.to(session, [(line.product_id, line.sku, line.location) for line in lines])
    if not found:
        return list(lines)
    return [line.helped(found[line.product_id]) if line.product_id in found else line for line in lines]


def ranked(lines: Sequence[Line]) -> list[Line]:
    """Most money first: at risk, and where nothing is, tied up in what is too much."""
    return sorted(lines, key=lambda line: (-line.money_at_risk, -(line.excess_value or 0.0), line.product_id))

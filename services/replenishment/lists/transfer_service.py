"""Before anything is bought: what one place has too much of, and another needs."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.db.expressions import among
from app.models import OrderAdvice, Product
from app.models.order_advice import AdviceKind
from services.paging import Page, position
from services.replenishment.advice import order_case
from services.replenishment.advice.brought import CARRIED_DAYS
from services.replenishment.advice.shop_words import in_shops_language
from services.replenishment.lists.transfer_record import SuggestedTransfer
from services.replenishment.supply import stock_now, targets
from services.replenishment.supply.targets import Expiring
from services.sku import AT, item_of, may_be_elsewhere
from utils.language import _

# More than this are found sooner by looking at all.
ITEMS_AT_ONCE = 1000
YEAR_DAYS = 365
# Less than this is rounding of the arithmetic, not a missing unit.
ROUNDING = 1e-6


class Place(NamedTuple):
    """An item in one place, with the advice on it: units needed until the order after the next arrives, those that
    arrive in time for them, and besides those that are lost before an order can come (see `OrderAdvice`).

    could_use, besides -- `short` and `besides` of the advice
    """

    product_id: int
    sku: str
    product_name: str
    location: str
    on_hand: float
    kind: str
    needed: float
    arriving: float
    lost: float
    could_use: int | None
    besides: int | None
    quantity: int
    money_at_risk: float
    stock_out_date: date | None
    yearly_demand: float
    shelf_life_days: int | None
    pack_size: int
    min_order: int
    room: float | None
    unit_cost: float | None
    unit_price: float | None

    def sold_in_time(self, expiring: Expiring) -> int:
        """Whole units of another place's goods, by their last day, that are asked for here before it, after what is
        here already and on its way; it takes a day to bring them."""
        daily = self.yearly_demand / YEAR_DAYS
        left = max(0.0, self.on_hand - daily * CARRIED_DAYS) + self.arriving
        sold = 0.0
        for last_day, units in sorted(expiring):
            sold = min(sold + units, max(sold, daily * (last_day + 1 - CARRIED_DAYS) - left))
        return math.floor(sold + ROUNDING)

    @property
    def item(self) -> str:
        """What is sold here, as it is named in every place."""
        return item_of(self.sku, self.location)

    @property
    def name(self) -> str:
        """Of the place: its location, or what stands behind the @ of its code."""
        return self.location or self.sku.rpartition(AT)[2]

    @property
    def spare(self) -> int:
        """Whole units it can give away and still reach its own service level."""
        return 0 if self.kind == AdviceKind.ORDER else max(0, math.floor(self.on_hand - self.needed))

    @property
    def missing(self) -> int:
        """Whole units it would have to order, before packs and minimums; those too that these are too large for."""
        units = self.needed - self.on_hand - self.arriving
        if self.kind == AdviceKind.ENOUGH:
            return max(0, math.floor(min(units, units if self.room is None else self.room) + ROUNDING))
        return max(0, min(self.quantity, math.ceil(units))) if self.kind == AdviceKind.ORDER else 0

    @property
    def short(self) -> int:
        """Whole units that it could use tomorrow; of advice from before that was worked out, what it would have to
        order, and what is lost until that comes."""
        if self.could_use is not None:
            return self.could_use
        return self.missing + math.floor(self.lost + ROUNDING)

    def left_to_order(self, unmet: int) -> int:
        """Of the units missing, those that are still to be ordered once all but so many are brought that could be."""
        return min(unmet + (self.besides or 0), self.missing)

    @property
    def at_risk(self) -> float:
        """Money that these would save."""
        return self.money_at_risk + self.lost * order_case.worth(self.unit_cost, self.unit_price)


@dataclass(frozen=True, slots=True)
class Transfer:
    """Units of an item to carry from one place to another; left -- what the other still has to order after that."""

    item: str
    source: Place
    target: Place
    quantity: int
    left: int

    @property
    def to_order(self) -> int:
        """The same in whole packs, and no less than the smallest order; nothing where that is too large."""
        packs = math.ceil(max(self.left, self.target.min_order) / self.target.pack_size)
        return packs * self.target.pack_size if self.left and self.target.quantity else 0

    @property
    def is_left_known(self) -> bool:
        """Whether that is how many will be advised."""
        return self.target.could_use is None or self.target.besides is not None

    @property
    def spares_none(self) -> bool:
        """Whether as much is ordered all the same, and nothing is lost until that comes."""
        return self.to_order >= self.target.quantity > 0 and self.target.lost + ROUNDING < 1

    @property
    def money_at_risk(self) -> float:
        """The share of the target's money at risk that these units save."""
        return self.target.at_risk * min(1.0, self.quantity / max(1, self.target.short))

    @property
    def reason(self) -> str:
        """One sentence with all the figures."""
        others = _(" the other {left}", left=self.to_order) if self.to_order and self.is_left_known else ""
        return _(
            "{name} misses {missing}; {source} has {on_hand} on hand and needs {needed}: move"
            " {quantity} before ordering{others}.",
            name=self.target.name,
            missing=self.target.short,
            source=self.source.name,
            on_hand=self.source.on_hand,
            needed=float(f"{self.source.needed:.3g}"),
            quantity=self.quantity,
            others=others,
        )

    @in_shops_language()
    def advice(self, ordered: int) -> str:
        """The same as a remark on an order of so many of the target; of one that was raised for the whole order to its
        supplier, or is for several cycles at once, nobody knows how many are left to order then."""
        if self.to_order and (ordered > self.target.quantity or not self.is_left_known):
            then = _(" before ordering")
        elif self.to_order:
            then = _(" before ordering the other {left}", left=self.to_order)
        else:
            then = _(" instead of ordering")
        return _(
            "{name} has {spare} more than it needs: move {quantity}{then}.",
            name=self.source.name,
            spare=self.source.spare,
            quantity=self.quantity,
            then=then,
        )


def list_transfers(limit: int, cursor: str | None) -> Page[Transfer]:
    """All suggestions, most money at risk first."""
    first = position(cursor, 1, int)[0] if cursor else 0
    with snapshot() as session:
        transfers = suggestions(session)
    return Page.of(transfers[first : first + limit + 1], limit, lambda _: [first + limit])


def suggestions(session: Session, items: Collection[str] | None = None) -> list[Transfer]:
    """What to carry where, of these items or all, most money at risk first; no unit is promised twice."""
    by_item = defaultdict(list)
    for place in _places(session, items):
        own = place.item
        if items is None or own in items:
            by_item[own].append(place)
    expiring = _expiring(session, [place for places in by_item.values() if len(places) > 1 for place in places])
    found = [transfer for own, places in by_item.items() for transfer in _between(own, places, expiring)]
    return sorted(found, key=lambda transfer: (-transfer.money_at_risk, transfer.target.sku))


def to(session: Session, targets: Collection[tuple[int, str, str]]) -> dict[int, list[Transfer]]:
    """What could be carried to these products (id, code, location), by id; nothing is read if none is in a place."""
    placed = [target for target in targets if may_be_elsewhere(*target[1:])]
    if not placed:
        return {}
    items = {item_of(sku, location) for _, sku, location in placed}
    wanted = {product_id for product_id, _, _ in placed}
    found = defaultdict(list)
    for transfer in suggestions(session, items if len(items) <= ITEMS_AT_ONCE else None):
        if transfer.target.product_id in wanted:
            found[transfer.target.product_id].append(transfer)
    return dict(found)


def explained(session: Session, product: Product, advice: dict[str, Any]) -> dict[str, Any]:
    """The advice on a product (see `advice_service.document`) with what other places could give before an order."""
    found = to(session, [(product.id, product.sku, product.location)]).get(product.id, [])
    reason = " ".join([advice["reason"], *(transfer.advice(advice["quantity"]) for transfer in found)])
    return advice | {"reason": reason, "transfers": [SuggestedTransfer.of(transfer) for transfer in found]}


def _places(session: Session, items: Collection[str] | None) -> Sequence[Place]:
    """The places that can give, or that miss something."""
    too_few = sa.and_(
        OrderAdvice.kind == AdviceKind.ENOUGH, OrderAdvice.needed - _ON_HAND - OrderAdvice.arriving + ROUNDING >= 1
    )
    is_lost = sa.and_(OrderAdvice.kind == AdviceKind.ENOUGH, OrderAdvice.lost + ROUNDING >= 1)
    counts = sa.or_(
        OrderAdvice.kind == AdviceKind.ORDER,
        OrderAdvice.short > 0,
        too_few,
        is_lost,
        OrderAdvice.needed + 1 <= _ON_HAND,
    )
    query = sa.select(*_COLUMNS).join(OrderAdvice, OrderAdvice.product_id == Product.id).where(counts)
    if items is None:
        query = query.where(sa.or_(Product.sku.contains(AT), Product.location != ""))
    else:
        query = query.where(_begins_with(items))
    return [Place(*row) for row in session.execute(query.order_by(Product.sku))]


def _begins_with(items: Collection[str]) -> sa.ColumnElement[bool]:
    """Whether a code begins with one of these. Compared by length: the database reads each code a few times only."""
    by_length = defaultdict(list)
    for item in items:
        by_length[len(item)].append(item)
    return sa.or_(*(sa.func.substr(Product.sku, 1, size).in_(own) for size, own in by_length.items()))


_ON_HAND = sa.func.coalesce(OrderAdvice.on_hand, Product.on_hand)
# Those of the supplier that is advised.
_PACKS = {
    "pack_size": sa.func.coalesce(OrderAdvice.pack_size, Product.pack_size),
    "min_order": sa.func.coalesce(OrderAdvice.min_order, Product.min_order),
}
_MONEY = {
    "unit_cost": sa.func.coalesce(OrderAdvice.unit_cost, sa.cast(Product.unit_cost, sa.Double)),
    "unit_price": sa.cast(Product.unit_price, sa.Double),
}
_OWN = {"product_id": Product.id, "product_name": Product.name, "on_hand": _ON_HAND}
_BROUGHT = {"could_use": OrderAdvice.short, "besides": OrderAdvice.besides}
_OTHERWISE = _OWN | _BROUGHT | _PACKS | _MONEY
_COLUMNS = [
    _OTHERWISE[name] if name in _OTHERWISE else getattr(Product if hasattr(Product, name) else OrderAdvice, name)
    for name in Place._fields
]


def _expiring(session: Session, places: Sequence[Place]) -> dict[int, Expiring]:
    """What is on hand by its last day, in the places that could give some of what does not keep, by id."""
    givers = [place.product_id for place in places if place.shelf_life_days is not None and place.spare]
    if not givers:
        return {}
    products = session.scalars(sa.select(Product).where(among(Product.id, givers))).all()
    return targets.expiring(session, products, stock_now.read(session, products))


def _between(item: str, places: Sequence[Place], expiring: Mapping[int, Expiring]) -> list[Transfer]:
    """Those with the most money at risk are served first, each from whoever has the most to give; of what does not
    keep, no more than is sold in time. Nothing is carried where that spares no order and no loss."""
    spare = {place.product_id: own for place in places if (own := place.spare)}
    lacking = [(place, own) for place in places if (own := place.short)] if spare else []
    givers = [place for place in places if place.product_id in spare]
    found: list[Transfer] = []
    for target, missing in sorted(lacking, key=lambda one: -one[0].at_risk):
        part: list[Transfer] = []
        for source in sorted(givers, key=lambda place: spare[place.product_id], reverse=True):
            quantity = min(missing, spare[source.product_id])
            if source.product_id in expiring:
                quantity = min(quantity, target.sold_in_time(expiring[source.product_id]))
            if quantity > 0:
                missing -= quantity
                # What is lost before an order comes is met first.
                part.append(Transfer(item, source, target, quantity, target.left_to_order(missing)))
            # Of a long list this is most of the work: nobody is asked for what is not missing.
            if not missing:
                break
        if part and part[-1].spares_none:
            continue
        for transfer in part:
            spare[transfer.source.product_id] -= transfer.quantity
        found += part
        givers = [place for place in givers if spare[place.product_id]]
    return found

"""What the stock of a product is to be, and when what is there expires."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.db.expressions import among
from app.models import Product, PurchaseOrder, Receipt
from services.replenishment.supply import carried_lots
from services.replenishment.supply.stock_now import OnHand
from utils import clock

Expiring = tuple[tuple[int, float], ...]
Carried = tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """min_stock -- planned to be left when the next order comes; max_stock -- most that an order fills up to
    display_stock -- always stays on the shelf; stocked_from -- units a year from which any are kept
    expiring -- units on hand by their last day, counted from today
    carried -- of those on their way from another place the day they come, their last day, and how many they are
    """

    fill_rate: bool = False
    min_stock: float = 0.0
    max_stock: float = math.inf
    display_stock: float = 0.0
    stocked_from: float = 0.0
    shelf_life_days: float = math.inf
    expiring: Expiring = ()
    carried: Carried = ()

    @classmethod
    def of(cls, product: Product, expiring: Expiring, carried: Carried = ()) -> "Targets":
        return cls(
            fill_rate=product.target == "fill_rate",
            min_stock=product.min_stock,
            max_stock=math.inf if product.max_stock is None else product.max_stock,
            display_stock=product.display_stock,
            stocked_from=product.stocked_from or 0.0,
            shelf_life_days=math.inf if product.shelf_life_days is None else product.shelf_life_days,
            expiring=expiring,
            carried=carried,
        )

    @property
    def keeps_any(self) -> bool:
        """Whether a planner has stated a stock that is kept, whatever is sold."""
        return self.min_stock > 0 or self.display_stock > 0

    def keeping_nothing(self) -> "Targets":
        return replace(self, min_stock=0.0, display_stock=0.0)


NO_TARGETS = Targets()


def expiring(session: Session, products: Sequence[Product], stocks: Mapping[int, OnHand]) -> dict[int, Expiring]:
    """What is on hand of those that expire, by id: the oldest is sold first, so it is what came in last.

    What no receipt within the shelf life explains is taken to be as fresh as if it came today; what another place has
    sent is as old as it was there, and where nobody has noted that, as what had last come in there.
    """
    lives = {product.id: product.shelf_life_days for product in products if product.shelf_life_days is not None}
    if not lives:
        return {}
    today = clock.today()
    came = sa.func.coalesce(_came_to_the_sender(), Receipt.received_on).label("came")
    received = (
        sa.select(PurchaseOrder.product_id, came, sa.func.sum(Receipt.quantity))
        .join(Receipt, Receipt.order_id == PurchaseOrder.id)
        .where(among(PurchaseOrder.product_id, lives), PurchaseOrder.lots.is_(None))
        .where(Receipt.received_on > today - timedelta(days=max(lives.values())), Receipt.received_on <= today)
        .group_by(PurchaseOrder.product_id, came)
        .order_by(came.desc())
    )
    batches = defaultdict(list)
    for product_id, day, quantity in session.execute(received):
        batches[product_id].append(((today - day).days, float(quantity)))
    for product_id, last_day, units in _carried(session, lives):
        batches[product_id].append((lives[product_id] - 1 - (last_day - today).days, units))
    return {key: _batches(stocks[key].units or 0.0, life, sorted(batches[key])) for key, life in lives.items()}


def _carried(session: Session, lives: Mapping[int, int]) -> Iterator[tuple[int, date, float]]:
    """What came in from other places, by product and last day, as it was noted when it left."""
    lines = sa.select(PurchaseOrder.product_id, PurchaseOrder.lots, PurchaseOrder.received)
    noted = PurchaseOrder.lots.is_not(None), PurchaseOrder.received > 0
    for product_id, lots, received in session.execute(lines.where(among(PurchaseOrder.product_id, lives), *noted)):
        for last_day, units in carried_lots.came(lots, received):
            yield product_id, last_day, units


def _came_to_the_sender() -> sa.ScalarSelect[date]:
    """The day on which goods had last come in where a transfer comes from, before it left; NULL of any other order."""
    earlier, receipt = aliased(PurchaseOrder), aliased(Receipt)
    return (
        sa.select(sa.func.max(receipt.received_on))
        .join(earlier, receipt.order_id == earlier.id)
        .where(earlier.product_id == PurchaseOrder.source_id, receipt.received_on <= PurchaseOrder.ordered_on)
        .correlate(PurchaseOrder)
        .scalar_subquery()
    )


def by_last_day(own: Sequence[Targets], arriving: np.ndarray) -> np.ndarray | None:
    """Units by their last day, of those on hand and of those that arrive, (products, days); None: nothing expires."""
    if all(math.isinf(one.shelf_life_days) for one in own):
        return None
    out = np.zeros(arriving.shape)
    days = arriving.shape[1]
    for row, one in enumerate(own):
        if math.isfinite(one.shelf_life_days):
            last = int(one.shelf_life_days) - 1
            out[row, last:] += arriving[row, : max(0, days - last)]
            for day, units in one.expiring:
                if day < days:
                    out[row, day] += units
            for comes, day, units in one.carried:
                if comes + last < days:
                    out[row, comes + last] -= units
                if max(comes, day) < days:
                    out[row, max(comes, day)] += units
    return out


def _batches(on_hand: float, life: int, batches: Sequence[tuple[int, float]]) -> Expiring:
    """batches -- what came in, by age in days, the youngest first"""
    left, found = max(0.0, on_hand), []
    for age, quantity in batches:
        units = min(left, quantity)
        if age < life and units > 0:
            found.append((life - 1 - age, units))
            left -= units
    return (*found, (life - 1, left)) if left > 0 else tuple(found)

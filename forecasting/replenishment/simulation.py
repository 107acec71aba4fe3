"""A stock run day by day: what is ordered comes, is sold, the oldest first, or expires, and what is not there is lost.

Whoever says what to order sees only what a shop sees in the morning; all that try the same trade meet the same demand.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Trade:
    """What happens to many products whatever is ordered, on the days that are run.

    asked -- units asked for, float (products, days)
    orders -- whether an order can be placed, bool (products, days)
    arrives -- the day, counted like these, in whose morning an order of a day is there, int (products, days); of each
               of several suppliers, (suppliers, products, days)
    shelf_days -- for which goods can be sold from their arrival on, (products,); inf: for ever
    waits -- customers come back for what is not there, bool (products,); else it is lost
    """

    asked: np.ndarray
    orders: np.ndarray
    arrives: np.ndarray
    shelf_days: np.ndarray
    waits: np.ndarray

    @property
    def days(self) -> int:
        return int(self.asked.shape[1])

    def cycles(self) -> np.ndarray:
        """The order cycle of each day, from one possible arrival to the next, int (products, days); 0: before any."""
        products, days = self.asked.shape
        begins = np.zeros((products, days), dtype=int)
        row, day = np.nonzero(self.orders & (self.arrives < days))
        begins[row, self.arrives[row, day]] = 1
        return np.cumsum(begins, axis=1)


@dataclass(slots=True)
class Shelf:
    """What a shop sees in the morning of a day.

    by_age -- units on hand by age in days, (products, ages); what keeps for ever stands in the last column
    coming -- units that arrive on each day from this one, (products, days); owed -- to customers who wait, (products,)
    """

    by_age: np.ndarray
    coming: np.ndarray
    owed: np.ndarray

    @property
    def on_hand(self) -> np.ndarray:
        """Units, (products,); negative: customers wait for them."""
        return np.asarray(self.by_age.sum(axis=1) - self.owed)

    @property
    def position(self) -> np.ndarray:
        """On hand and on its way, (products,)."""
        return np.asarray(self.on_hand + self.coming.sum(axis=1))

    def by_last_day(self, shelf_days: np.ndarray, days: int) -> np.ndarray:
        """Units of which each day from this one is the last to be sold on, (products, days)."""
        last = np.zeros((len(self.by_age), days))
        for row in np.flatnonzero(np.isfinite(shelf_days)):
            life = int(shelf_days[row])
            ages = np.flatnonzero(self.by_age[row])
            in_sight = ages[life - 1 - ages < days]
            last[row, life - 1 - in_sight] += self.by_age[row, in_sight]
            fresh = self.coming[row, : max(0, days - life + 1)]
            last[row, life - 1 : life - 1 + len(fresh)] += fresh
        return last


# What to order on a day, (products,), in units; of several suppliers of each, (suppliers, products). Where no order can
# be placed it is not listened to.
Buyer = Callable[[int, Shelf], np.ndarray]


@dataclass(frozen=True, slots=True)
class Course:
    """What happened, (products, days) each, in units: not met from the shelf, of it lost, thrown away, on the shelf in
    the evening, ordered."""

    short: np.ndarray
    lost: np.ndarray
    wasted: np.ndarray
    stock: np.ndarray
    ordered: np.ndarray


def run(trade: Trade, buy: Buyer, opening: np.ndarray, under_way: np.ndarray | None = None) -> Course:
    """opening -- units on the shelf in the first morning, (products,); under_way -- what comes by orders from before,
    (products, days); None: nothing"""
    products, days = trade.asked.shape
    short, lost, wasted, stock, ordered = np.zeros((5, products, days))
    finite, rows = np.isfinite(trade.shelf_days), np.arange(products)
    lives = np.where(finite, trade.shelf_days, 1).astype(int)
    # What keeps for ever has no age: it stands where the oldest do.
    fresh = np.where(finite, 0, lives.max(initial=1) - 1)
    by_age = np.zeros((products, int(lives.max(initial=1))))
    by_age[rows, fresh] = opening
    coming = np.zeros((products, max(days, int(trade.arrives.max(initial=0)) + 1)))
    if under_way is not None:
        coming[:, :days] += under_way
    shelf = Shelf(by_age, coming, np.zeros(products))
    for day in range(days):
        shelf.coming = coming[:, day:]
        may_order = trade.orders[:, day]
        if may_order.any():
            wanted = np.where(may_order, buy(day, shelf), 0.0).reshape(-1, products)
            ordered[:, day] = wanted.sum(axis=0)
            for units, arrives in zip(wanted, trade.arrives[..., day].reshape(-1, products), strict=True):
                coming[rows, arrives] += units
        by_age[rows, fresh] += coming[:, day]
        coming[:, day] = 0.0
        unmet = sell(by_age, trade.asked[:, day] + shelf.owed)
        short[:, day] = np.minimum(unmet, trade.asked[:, day])
        shelf.owed = np.where(trade.waits, unmet, 0.0)
        lost[:, day] = np.where(trade.waits, 0.0, unmet)
        wasted[:, day] = np.where(finite, by_age[rows, lives - 1], 0.0)
        by_age[finite, lives[finite] - 1] = 0.0
        stock[:, day] = by_age.sum(axis=1)
        by_age[finite, 1:], by_age[finite, 0] = by_age[finite, :-1].copy(), 0.0
    return Course(short, lost, wasted, stock, ordered)


def sell(by_age: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Take what is asked for off the shelf, the oldest first; what is missing, (products,)."""
    left = asked.copy()
    for age in range(by_age.shape[1] - 1, -1, -1):
        taken = np.minimum(by_age[:, age], left)
        by_age[:, age] -= taken
        left -= taken
    return left

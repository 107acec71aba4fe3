"""How products are bought, and what is there of them."""

from dataclasses import dataclass, replace

import numpy as np

from forecasting.replenishment.goals import Goals


@dataclass(frozen=True, slots=True)
class Terms:
    """How products are bought, (products,) each.

    service_level -- wanted chance of no stock-out until the order after this one arrives
    lead_days, lead_sd_days -- from order to arrival; review_days -- between two orders
    pack_size, min_order -- orders are multiples of the one, and at least the other
    backorders -- whether customers wait for what is not there
    goals -- what the stock is to be besides; None: nothing
    """

    service_level: np.ndarray
    lead_days: np.ndarray
    lead_sd_days: np.ndarray
    review_days: np.ndarray
    pack_size: np.ndarray
    min_order: np.ndarray
    backorders: np.ndarray
    goals: Goals | None = None

    @property
    def protected_days(self) -> np.ndarray:
        """Days until the next order arrives: who may order at any time does so tomorrow at the earliest."""
        return self.lead_days + np.maximum(self.review_days, 1.0)

    @property
    def arrival_day(self) -> np.ndarray:
        """The day on which an order placed now comes, counted from today, int (products,)."""
        return np.ceil(np.round(self.lead_days, 6)).astype(int)


@dataclass(frozen=True, slots=True)
class Stock:
    """on_hand -- units, (products,); negative: customers wait for them
    arriving -- units that come in on each day from today, (products, days)
    expiring -- of these and those on hand, units of which each day is the last, the same shape; None: none expire
    taken_over -- units of what a product takes the place of, that are sold first once it is, on each path,
                  (products, PATHS); None: there are none
    taken_from -- the day from which they are there for it, counted from today, int (products,); None: today
    """

    on_hand: np.ndarray
    arriving: np.ndarray
    expiring: np.ndarray | None = None
    taken_over: np.ndarray | None = None
    taken_from: np.ndarray | None = None

    @property
    def expected_over(self) -> np.ndarray:
        """Of what is taken over, so much is expected, on the day from which it is there, (products, days)."""
        over = np.zeros_like(self.arriving, dtype=float)
        if self.taken_over is None:
            return over
        since = np.zeros(len(over), dtype=int) if self.taken_from is None else self.taken_from
        rows = np.flatnonzero(since < over.shape[1])
        over[rows, since[rows]] = self.taken_over.mean(axis=1, dtype=float)[rows]
        return over

    @property
    def coming(self) -> np.ndarray:
        """All that is expected to come in on each day from today, (products, days)."""
        return self.arriving if self.taken_over is None else self.arriving + self.expected_over

    def without(self, units: np.ndarray, days: np.ndarray, last_days: np.ndarray) -> "Stock":
        """The same without so many units that come on these days, and expire on those; (products,) each."""
        arriving, rows = self.arriving.copy(), np.flatnonzero(units)
        arriving[rows, days[rows]] -= units[rows]
        if self.expiring is None:
            return replace(self, arriving=arriving)
        expiring = self.expiring.copy()
        rows = rows[last_days[rows] < expiring.shape[1]]
        expiring[rows, last_days[rows].astype(int)] -= units[rows]
        return replace(self, arriving=arriving, expiring=expiring)

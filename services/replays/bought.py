"""What was ordered in a replay, and what it cost beside what one of each product usually does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from services.replenishment.advice.order_case import Case
from services.replenishment.supply import offers


@dataclass(frozen=True, slots=True)
class Bought:
    """By the day on which it was ordered, (products, days) each.

    orders -- how many were placed; ordering -- what placing them cost
    dearer -- what the goods cost above the usual price of the product's first supplier; negative: so much less
    """

    orders: np.ndarray
    ordering: np.ndarray
    dearer: np.ndarray

    @classmethod
    def nothing(cls, products: int, days: int) -> "Bought":
        return cls(*np.zeros((3, products, days)))

    @classmethod
    def of_first(cls, ordered: np.ndarray, cases: Sequence[Case]) -> "Bought":
        """ordered -- units, (products, days), all of each product's one case"""
        found = cls.nothing(*ordered.shape)
        for row, day in zip(*np.nonzero(ordered), strict=True):
            found.add((row, day), ordered[row, day], cases[row], cases[row])
        return found

    @classmethod
    def really(cls, orders: np.ndarray, cases: Sequence[Case]) -> "Bought":
        """orders -- how many the shop placed, (products, days): of whom and for what is not asked"""
        each = np.array([case.offer.order_share for case in cases])[:, None]
        return cls(orders, orders * each, np.zeros(orders.shape))

    def add(self, place: tuple[int, int], units: float, case: Case, usual: Case) -> None:
        """So many more of a product on a day, of the offer of a case; usual -- of its first supplier. Where a cost is
        unknown, nothing is dearer."""
        self.orders[place] += 1
        self.ordering[place] += case.offer.order_share
        paid = offers.price(case.unit_cost, case.offer.breaks, units)
        if paid is not None and usual.unit_cost is not None:
            self.dearer[place] += units * (paid - usual.unit_cost)

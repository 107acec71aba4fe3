"""Rules of thumb that shops order by, to be run beside the advice (Silver, Pyke and Thomas, "Inventory and Production
Management in Supply Chains", 2017, ch. 6 and 7). Each is a `simulation.Buyer`: units before packs."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from forecasting.replenishment.simulation import Shelf

WEEK = 7
# From how many days before a rule learns how much is sold, and how much weeks differ.
RECENT_DAYS = 28
SPREAD_DAYS = 91


@dataclass(frozen=True, slots=True)
class Past:
    """sold -- units asked for, (products, days), those before the first that is run included; opens -- which that is"""

    sold: np.ndarray
    opens: int

    def recent(self, day: int, days: int) -> np.ndarray:
        """The days before a day that is run, (products, days)."""
        end = self.opens + day
        return self.sold[:, max(0, end - days) : end]

    def daily(self, day: int, days: int) -> np.ndarray:
        """Sold a day of late, (products,)."""
        return np.asarray(self.recent(day, days).mean(axis=1))


@dataclass(frozen=True, slots=True)
class MinMax:
    """Whenever no more than `least` is there or on its way, fill up to `most`: (s, S) with periodic review."""

    least: np.ndarray
    most: np.ndarray

    def __call__(self, day: int, shelf: Shelf) -> np.ndarray:
        position = shelf.position
        return np.where(position <= self.least, self.most - position, 0.0)


@dataclass(frozen=True, slots=True)
class CoverDays:
    """Fill up to what lasts for so many days, (products,), at what was sold a day in the last four weeks."""

    past: Past
    days: np.ndarray

    def __call__(self, day: int, shelf: Shelf) -> np.ndarray:
        return self.past.daily(day, RECENT_DAYS) * self.days - shelf.position


@dataclass(frozen=True, slots=True)
class SeasonalNaive:
    """Expect the last week again, for so many days, with a safety stock from how weeks differed.

    level -- wanted chance of no stock-out; days -- that an order has to last for: (products,) each
    """

    past: Past
    level: np.ndarray
    days: np.ndarray

    def __call__(self, day: int, shelf: Shelf) -> np.ndarray:
        recent = self.past.recent(day, SPREAD_DAYS)
        weeks, rest = np.divmod(np.ceil(self.days).astype(int), WEEK)
        last = np.pad(np.cumsum(recent[:, -WEEK:], axis=1), ((0, 0), (1, 0)))
        expected = weeks * last[:, -1] + last[np.arange(len(last)), rest]
        spread = (recent[:, WEEK:] - recent[:, :-WEEK]).std(axis=1)
        return expected + ndtri(self.level) * spread * np.sqrt(self.days) - shelf.position

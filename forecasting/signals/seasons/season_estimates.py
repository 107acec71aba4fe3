"""Ways to see a season in few sales, and how well each foretells a year from the others."""

from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
from scipy.special import gammaln, softmax

from forecasting.signals.seasons.orders_by_year import MONTHS, PARTS, Years

# A season is a span in which more or less is sold than beside it: of so many parts, of which brief ones begin with any
# and others with every second; each of the two levels is pulled to the usual one by so many orders.
SPANS, BRIEF, BEGUN_EVERY, PULL_OF_LEVELS = (1, 2, 3, 4, 6, 8, 12, 16, 20, 24), 4, 2, 0.4
# That of others is seen in sums of so many parts to either side, and pulled to none by so many orders in each.
NEAR_OF_OTHERS, PULL_OF_OTHERS = 1, 4.0
# Years that have less in common than so many orders in the same parts foretell nothing of each other.
FEWEST_TESTED = 4.0
# No part sells less than the first or more than the second times the usual.
LEAST, MOST = 0.02, 30.0


class Estimate(Protocol):
    """A way to see what the parts of a year sell beside an even one."""

    def of(self, orders: np.ndarray, expected: np.ndarray) -> np.ndarray:
        """From what was sold and expected in each part, (products, PARTS) each."""


@dataclass(frozen=True, slots=True)
class Judged:
    """gain -- how much likelier it makes each year when it is learnt from the others, as a logarithm, (products,)
    of_parts -- what it says after all years, (products, PARTS)"""

    gain: np.ndarray
    of_parts: np.ndarray

    def select(self, rows: np.ndarray) -> "Judged":
        return Judged(self.gain[rows], self.of_parts[rows])


def judged(estimate: Estimate, years: Years) -> Judged:
    """Where a year is known in part, how many orders are expected in it follows from what its known parts sell."""
    first = estimate.of(years.orders.sum(axis=1), years.expected(np.ones((1, 1, PARTS))).sum(axis=1))
    expected = years.expected(first[:, None])
    orders, usual = years.orders.sum(axis=1), expected.sum(axis=1)
    sides = [estimate.of(orders - years.orders[:, k], usual - expected[:, k]) for k in range(expected.shape[1])]
    gain = years.gain(np.stack(sides, axis=1))
    return Judged(np.where(years.tested < FEWEST_TESTED, -np.inf, gain), estimate.of(orders, usual))


@dataclass(frozen=True, slots=True)
class Span:
    """One span of more or less than beside it, averaged over all that it may be."""

    def of(self, orders: np.ndarray, expected: np.ndarray) -> np.ndarray:
        inside = _spans()
        sums = [one @ inside.T for one in (orders, expected)]
        rest = [one.sum(axis=1, keepdims=True) - own for one, own in zip((orders, expected), sums, strict=True)]
        likely = softmax(_likely(*sums) + _likely(*rest), axis=1)
        within, beside = ((PULL_OF_LEVELS + one[0]) / (PULL_OF_LEVELS + one[1]) for one in (sums, rest))
        factors = (likely * beside).sum(axis=1, keepdims=True) + (likely * (within - beside)) @ inside
        return np.clip(factors, LEAST, MOST)


def _likely(orders: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Logarithm of the chance of so many orders at a level that is hardly known."""
    shape = PULL_OF_LEVELS + orders
    return np.asarray(gammaln(shape) - shape * np.log(PULL_OF_LEVELS + expected))


@cache
def _spans() -> np.ndarray:
    """Which parts each span covers, (spans, PARTS)."""
    since = (np.arange(PARTS) - np.arange(PARTS)[:, None]) % PARTS
    every = [since[:: 1 if length <= BRIEF else BEGUN_EVERY] < length for length in SPANS]
    return np.concatenate(every).astype(float)


@dataclass(frozen=True, slots=True)
class Pulled:
    """together -- parts whose sums are looked at, (PARTS, PARTS); pull -- to the usual, in orders of each sum
    groups -- of products: it is the season of the others in a group that theirs are pulled to; None: to none"""

    together: np.ndarray
    pull: float
    groups: np.ndarray | None = None

    def of(self, orders: np.ndarray, expected: np.ndarray) -> np.ndarray:
        usual = np.ones(orders.shape)
        if self.groups is not None:
            members = np.eye(self.groups.max(initial=0) + 1)[self.groups]
            others, of_others = (members @ (members.T @ one) - one for one in (orders, expected))
            usual = Pulled(near(NEAR_OF_OTHERS), PULL_OF_OTHERS).of(others, of_others)
        factors = (self.pull * usual + orders @ self.together) / (self.pull + expected @ self.together)
        return np.clip(factors, LEAST, MOST)


@cache
def near(parts: int) -> np.ndarray:
    """Each part with so many to either side, round the year's end, (PARTS, PARTS)."""
    away = np.abs(np.subtract.outer(np.arange(PARTS), np.arange(PARTS)))
    return np.asarray(np.minimum(away, PARTS - away) <= parts, dtype=float)


@cache
def in_months() -> np.ndarray:
    """Each part with the others of its month, (PARTS, PARTS)."""
    month = np.arange(PARTS) * MONTHS // PARTS
    return np.asarray(month[:, None] == month, dtype=float)

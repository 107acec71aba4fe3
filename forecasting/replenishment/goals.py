"""What a stock is to be: served how often, or how much; at least and at most so large; sold before it expires."""

from dataclasses import dataclass, fields

import numpy as np

from forecasting.replenishment import demand
from forecasting.replenishment.courses import Courses
from forecasting.replenishment.endings import Sales

# A unit is found to the two-hundredth of the largest number of them.
HALVINGS = 30
# A difference smaller than this share is one of the arithmetic.
ROUNDING = 1e-3


@dataclass(frozen=True, slots=True)
class Goals:
    """Besides the service level, (products,) each.

    fill_rate -- bool: the level is the share of demand to be met from the shelf, not the chance of no stock-out
    display -- units that always stay on the shelf; least -- that are planned to be left when the next order comes
    most -- that an order may bring the stock to; inf: any number
    stocked_from -- expected yearly demand from which anything is kept at all
    last -- bool: it is no longer sold when the next order comes, so that what is left by then never is
    shelf_days -- for which goods can be sold from their arrival on; inf: they do not expire
    gain, price, keep -- money: earned by selling a unit, paid for one that expires, for one kept until the next order;
                         NaN where unknown
    keep_daily -- for one kept for a day, NaN where unknown
    kept -- bool: no sale is expected, and the least stock and the display are there all the same
    """

    fill_rate: np.ndarray
    display: np.ndarray
    least: np.ndarray
    most: np.ndarray
    stocked_from: np.ndarray
    shelf_days: np.ndarray
    gain: np.ndarray
    price: np.ndarray
    keep: np.ndarray
    last: np.ndarray
    keep_daily: np.ndarray
    kept: np.ndarray

    @classmethod
    def none(cls, products: int) -> "Goals":
        """Nothing besides the service level."""
        zero, unbound, unknown = np.zeros(products), np.full(products, np.inf), np.full(products, np.nan)
        no = zero > 0
        return cls(no, zero, zero, unbound, zero, unbound, unknown, unknown, unknown, no, unknown, no)

    def select(self, rows: np.ndarray) -> "Goals":
        """Those of the products at these positions."""
        return Goals(*(getattr(self, own.name)[rows] for own in fields(self)))

    @property
    def expires(self) -> np.ndarray:
        return np.isfinite(self.shelf_days)

    @property
    def perishes(self) -> np.ndarray:
        """Whether what is not sold in time never is."""
        return np.asarray(self.expires | self.last)


def wanted(
    until_next: np.ndarray, until_expiry: np.ndarray, level: np.ndarray, goals: Goals, courses: Courses
) -> np.ndarray:
    """Units to order so that the goal is reached, (products,); below zero: so many are spare.

    until_next, until_expiry -- units that an order could sell by then on each path, (products, PATHS)
    """
    samples = np.minimum(until_next, until_expiry)
    found = demand.quantile(samples, level)
    if goals.fill_rate.any():
        asked = (courses.total - courses.early).mean(axis=1, dtype=float)
        out_of_reach = (np.maximum(until_next, 0) - np.maximum(samples, 0)).mean(axis=1, dtype=float)
        unmet = np.maximum((1 - level) * asked - out_of_reach, 0.0)
        # What comes nearer to the share, or reaches it, by more that expires is bought as surely as it is sold.
        sold = np.where(goals.expires, demand.quantile(until_expiry, level), np.inf)
        found = np.where(goals.fill_rate, np.minimum(_filling(samples, unmet), sold), found)
    return found


def leaving_least(asked: np.ndarray, until_expiry: np.ndarray, level: np.ndarray, goals: Goals) -> np.ndarray:
    """Units that leave the least stock when the next order comes, (products,); -inf where none is to be left. asked --
    what an order could sell by then on each path, if all that comes before did so in time; see `wanted`."""
    if not (goals.least.any() or goals.kept.any()):
        return np.full(len(asked), -np.inf)
    # What expires first cannot be left then.
    left = np.where(goals.expires & ~goals.kept, demand.quantile(until_expiry, level), np.inf)
    expected = asked.mean(axis=1, dtype=float)
    return np.where((goals.least > 0) | goals.kept, np.minimum(expected + goals.least, left), -np.inf)


def worth_buying(until_next: np.ndarray, until_expiry: np.ndarray, goals: Goals) -> np.ndarray:
    """Units up to which one more earns what it costs in expectation, (products,); inf where money is unknown.

    One more is sold before the next order comes, kept beyond that, or expires: the newsvendor's quantity with waste
    (Arrow, Harris and Marschak, "Optimal inventory policy", 1951), of what older stock leaves of demand.
    until_next, until_expiry -- units that an order could sell by then on each path, (products, PATHS)
    """
    useful = np.minimum(until_next, until_expiry)

    def earns(units: np.ndarray) -> np.ndarray:
        sold = (useful > units[:, None]).mean(axis=1)
        expired = (until_expiry <= units[:, None]).mean(axis=1)
        kept = np.maximum(1 - sold - expired, 0.0)
        return np.asarray(goals.gain * sold - goals.price * expired - goals.keep * kept)

    low, high = np.zeros(len(useful)), np.maximum(useful.max(axis=1, initial=0.0), 0.0).astype(float)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        more = earns(middle) > 0
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    return np.where(np.isnan(earns(low)), np.inf, high)


def rounds_badly(rounded: tuple[np.ndarray, np.ndarray], missing: np.ndarray, sales: Sales, goals: Goals) -> np.ndarray:
    """Whether the larger of two orders, (products,) each, is not worth what it leaves, bool (products,): what is left
    of it beyond what is missing costs more than what the smaller one leaves out would earn, and more than all that is
    sold of it besides. Where money is unknown, a unit of each is worth the same.
    """
    fewer, more = rounded
    is_known = ~np.isnan(goals.gain + goals.price)
    gain, price = (np.where(is_known, amount, 1.0) for amount in (goals.gain, goals.price))
    keep = np.nan_to_num(goals.keep_daily) * sales.until_again

    def lost(units: np.ndarray) -> np.ndarray:
        kept, never = sales.left(units)
        return np.asarray(keep * kept + price * never)

    too_many = lost(more) - lost(missing) > gain * (missing - fewer) * (1 + ROUNDING)
    earned = gain * (sales.sold(more) - sales.sold(fewer)) * (1 + ROUNDING)
    return np.asarray(too_many & (lost(more) - lost(fewer) > earned))


def _filling(samples: np.ndarray, unmet: np.ndarray) -> np.ndarray:
    """The least number of units beyond which no more than this is missing on average; both (products,).

    With the k largest samples above it, the mean shortfall of a quantity Q is (their sum - kQ) / PATHS.
    """
    number = samples.shape[1]
    largest = -np.sort(-samples, axis=1).astype(float)
    sums = np.cumsum(largest, axis=1)
    count = np.arange(1, number + 1)
    shortfalls = (sums - count * largest) / number
    above = np.minimum((shortfalls <= unmet[:, None] + 1e-9).sum(axis=1), number)
    rows = np.arange(len(samples))
    return np.asarray((sums[rows, above - 1] - number * unmet) / above)

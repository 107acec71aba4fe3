"""What sparse sellers sold in each part of each year."""

from dataclasses import dataclass

import numpy as np

from forecasting.block import Block
from forecasting.signals.calendars.calendars import Calendar

# Quarters of months are the parts of a year, of which so many are looked at, counted back from the end.
MONTHS, PARTS, MOST_YEARS, YEAR_DAYS = 12, 48, 6, 365.25
# Deviation of the logarithm by which sales grow from year to year, before anything is seen: who grows does so within
# the year, and begins no season with it.
GROWTH = 0.5


def parts_of(block: Block, first: int, last: int) -> np.ndarray:
    """The part of the year of each period, by its middle, int (periods,)."""
    days = block.days(first, last) + block.step_days // 2
    months = days.astype("datetime64[M]")
    quarter = (days - months.astype("datetime64[D]")).astype(int) * (PARTS // MONTHS) // 31
    return np.asarray(months.astype(int) % MONTHS * (PARTS // MONTHS) + quarter)


@dataclass(frozen=True, slots=True)
class Years:
    """orders -- sold in each part of each year, and known -- periods of it that are known, each worth as many of the
    last as sales have grown since, (products, years, PARTS); the last year first"""

    orders: np.ndarray
    known: np.ndarray

    @classmethod
    def of(cls, block: Block) -> "Years":
        year = (np.arange(block.periods)[::-1] * block.step_days // YEAR_DAYS).astype(int)
        return cls._in(block, year, parts_of(block, 0, block.periods))

    @classmethod
    def by(cls, calendar: Calendar, block: Block) -> "Years":
        """By the cycles of another calendar, cut into as many parts."""
        cycle = calendar.cycle[: block.periods]
        return cls._in(block, cycle[-1] - cycle, calendar.phase[: block.periods] * PARTS // calendar.phases)

    @classmethod
    def _in(cls, block: Block, year: np.ndarray, part: np.ndarray) -> "Years":
        some = year < MOST_YEARS
        years = int(year[some].max(initial=0)) + 1
        slot = (year * PARTS + part)[some]
        values = block.values[:, some]
        sold, shape = np.nan_to_num(values), (len(values), years, PARTS)
        # Large orders say as much as their number: units by the mean size of what a unit is sold in.
        size = (sold**2).sum(axis=1, keepdims=True) / np.maximum(sold.sum(axis=1, keepdims=True), 1e-9)
        one = np.eye(years * PARTS)[slot]
        orders = (sold / np.maximum(size, 1e-9) @ one).reshape(shape)
        known = ((~np.isnan(values)) @ one).reshape(shape)
        age = np.arange(block.periods)[::-1][some] * block.step_days / YEAR_DAYS
        ages = (age @ one / np.maximum(one.sum(axis=0), 1.0)).reshape(shape[1:])
        return cls(orders, known * np.exp(-_growth(orders, known)[:, None, None] * ages))

    def select(self, rows: np.ndarray) -> "Years":
        return Years(self.orders[rows], self.known[rows])

    def expected(self, factors: np.ndarray) -> np.ndarray:
        """Orders that each part sells at a factor of 1, where each year sells as many as it did, (products, years,
        PARTS); factors -- (products, 1 or years, PARTS)"""
        total = self.orders.sum(axis=2, keepdims=True)
        usual = np.maximum((self.known * factors).sum(axis=2, keepdims=True), 1e-9)
        return np.asarray(self.known * total / usual)

    def gain(self, factors: np.ndarray) -> np.ndarray:
        """How much likelier factors (products, years, PARTS) make when each year sold what it did, as a logarithm,
        (products,)."""
        usual = [np.maximum((self.known * one).sum(axis=2, keepdims=True), 1e-9) for one in (factors, 1.0)]
        return np.asarray((self.orders * np.log(factors * usual[1] / usual[0])).sum(axis=(1, 2)))

    @property
    def tested(self) -> np.ndarray:
        """Orders sold in parts that another year knows as well, (products,)."""
        again = (self.known > 0).sum(axis=1, keepdims=True) > 1
        return np.asarray((self.orders * again).sum(axis=(1, 2)))


def _growth(orders: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Of each year over the one before, as a logarithm, (products,), by the same parts of both (Mantel and Haenszel,
    1959), as far as that is more than chance."""
    both = np.maximum(known[:, :-1] + known[:, 1:], 1e-9)
    later = (orders[:, :-1] * known[:, 1:] / both).sum(axis=(1, 2)) + 0.5
    earlier = (orders[:, 1:] * known[:, :-1] / both).sum(axis=(1, 2)) + 0.5
    error = 0.5 * (1 / later + 1 / earlier)
    return np.asarray(np.log(later / earlier) * GROWTH**2 / (GROWTH**2 + error))

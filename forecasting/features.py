"""What the global model sees of a product: its own past and its catalogue's, free of units."""

from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np

from forecasting.block import Block

SHORT_WEEKS, MIDDLE_WEEKS, WEEKDAYS_BACK, YEARS_BACK = 4, 13, 4, 3
# A ratio of two noisy means is cut here.
LARGEST_RATIO = 4.0


@dataclass(frozen=True, slots=True)
class Points:
    """What to forecast: product (row), origin (periods known) and step ahead (1 = the next period), int arrays that
    broadcast together, so that what is the same for every step is looked up once; base -- a first forecast in units."""

    rows: np.ndarray
    origins: np.ndarray
    steps: np.ndarray
    base: np.ndarray

    @property
    def periods(self) -> np.ndarray:
        return self.origins + self.steps - 1

    @property
    def shape(self) -> tuple[int, ...]:
        return np.broadcast_shapes(self.rows.shape, self.origins.shape, self.steps.shape)

    def take(self, chosen: np.ndarray) -> "Points":
        return Points(self.rows[chosen], self.origins[chosen], self.steps[chosen], self.base[chosen])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a product's features take from its catalogue: of one block, or of a sample of all products.

    start, course -- first day, and mean course in units of each product's mean, float64 (periods,), NaN where unknown
    categories, regressors -- by name, in the order of their numbers and columns
    """

    start: date
    course: np.ndarray
    categories: tuple[str, ...]
    regressors: tuple[str, ...]

    @classmethod
    def of(cls, block: Block) -> Self:
        return cls(
            block.start, _typical(block.values), tuple(sorted(set(block.categories))), tuple(sorted(block.known))
        )


class RunningMeans:
    """Means of any stretch of periods from sums kept once: float64 sums, int32 counts, (products, periods + 1)."""

    def __init__(self, values: np.ndarray, known: np.ndarray) -> None:
        """known -- where values count, bool as values"""
        self._sums = _running(np.where(known, values, 0.0), np.float64)
        self._counts = _running(known, np.int32)

    def shares(self, found: np.ndarray) -> "RunningMeans":
        """Of how many of the same periods this holds; found -- bool, where they are known."""
        own = copy(self)
        own._sums = _running(found, np.int32)
        return own

    def between(self, rows: np.ndarray | int, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        """Mean of the periods first..last-1; NaN where none is known."""
        top = self._sums.shape[1] - 1
        first, last = np.clip(first, 0, top), np.clip(last, 0, top)
        count = self._counts[rows, last] - self._counts[rows, first]
        total = self._sums[rows, last] - self._sums[rows, first]
        return np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)


def _running(values: np.ndarray, dtype: type) -> np.ndarray:
    sums = np.zeros((values.shape[0], values.shape[1] + 1), dtype=dtype)
    np.cumsum(values, axis=1, dtype=dtype, out=sums[:, 1:])
    return sums


# Of `Features.matrix`, before the regressors; change them with what they mean: a stored model is read by them.
NAMES = (
    "smoothed",
    *("mean of the week", "mean of 4 weeks", "mean of 13 weeks", "mean of the year"),
    *("same weekday", "mean of the same weekday"),
    *("a year ago", "around a year ago"),
    *("own yearly course", "catalogue's yearly course"),
    *("silent days of 4 weeks", "silent days of the year", "age", "steps ahead"),
    *("weekday", "day of the year", "day of the month"),
    "category",
)


class Features:
    """Feature rows for points of a block. No feature of a point looks at periods from its origin on."""

    def __init__(self, block: Block, surroundings: Surroundings) -> None:
        self.block = block
        self.surroundings = surroundings
        self._first = block.first_sales
        known = ~np.isnan(block.values)
        self._sales = RunningMeans(block.values, known)
        self._silent = self._sales.shares(block.values == 0)
        jumps = np.full(block.values.shape, np.nan)
        np.subtract(block.values[:, 1:], block.values[:, :-1], out=jumps[:, 1:])
        self._jumps = RunningMeans(jumps * jumps, ~np.isnan(jumps))
        course = surroundings.course[None]
        self._catalogue = RunningMeans(course, ~np.isnan(course))
        # On the course's own calendar: its sums are then the same, bit for bit, whatever block asks for them.
        self._shift = (block.start - surroundings.start).days // block.step_days
        numbers = {name: float(number) for number, name in enumerate(surroundings.categories)}
        self._categories = np.array([numbers.get(name, np.nan) for name in block.categories])

    @property
    def names(self) -> tuple[str, ...]:
        """Of the columns of `matrix`."""
        return (*NAMES, *self.surroundings.regressors)

    def scale(self, points: Points) -> np.ndarray:
        """Root mean squared one-step difference before the origin; NaN where it is zero or unknown."""
        scale = np.sqrt(self._jumps.between(points.rows, 0 * points.origins, points.origins))
        return np.where(scale > 0, scale, np.nan)

    def matrix(self, points: Points) -> np.ndarray:
        """float32, shape (points, features), points in the order of their broadcast arrays."""
        scale = self.scale(points)
        in_units = [points.base, *self._recent(points), *self._same_weekday(points), *self._year_ago(points)]
        columns = [column / scale for column in in_units]
        columns += [*self._seasons(points), *self._rhythm(points), *self._calendar(points), *self._known(points)]
        matrix = np.empty((*points.shape, len(columns)), dtype=np.float32)
        for position, column in enumerate(columns):
            matrix[..., position] = column
        return matrix.reshape(-1, len(columns))

    def _recent(self, points: Points) -> list[np.ndarray]:
        week, year = 7 // self.block.step_days, self.block.year_length
        stretches = (week, SHORT_WEEKS * week, MIDDLE_WEEKS * week, year)
        return [self._sales.between(points.rows, points.origins - n, points.origins) for n in stretches]

    def _same_weekday(self, points: Points) -> list[np.ndarray]:
        season = self.block.season_length
        newest = points.periods - ((points.steps - 1) // season + 1) * season
        past = [self._value(points.rows, newest - back * season) for back in range(WEEKDAYS_BACK)]
        known = [~np.isnan(value) for value in past]
        total = np.sum([np.where(here, value, 0.0) for here, value in zip(known, past, strict=True)], axis=0)
        count = np.sum(known, axis=0)
        return [past[0], np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)]

    def _year_ago(self, points: Points) -> list[np.ndarray]:
        then = points.periods - self.block.year_length
        around = 7 // self.block.step_days
        near = self._sales.between(points.rows, then - around, np.minimum(then + around + 1, points.origins))
        return [self._value(points.rows, then), np.where(then >= 0, near, np.nan)]

    def _seasons(self, points: Points) -> list[np.ndarray]:
        """How sales moved from this time of year to that one in the years before: product's own, catalogue's."""
        own = self._yearly_ratio(self._sales, points, points.rows, self._first[points.rows])
        moved = Points(points.rows, points.origins + self._shift, points.steps, points.base)
        catalogue = self._yearly_ratio(self._catalogue, moved, 0, 0)
        return [own, catalogue]

    def _yearly_ratio(
        self, means: RunningMeans, points: Points, rows: np.ndarray | int, first: np.ndarray | int
    ) -> np.ndarray:
        around, month = 10 // self.block.step_days, 28 // self.block.step_days
        total, count = np.zeros(len(points.periods)), np.zeros(len(points.periods), int)
        for back in range(1, YEARS_BACK + 1):
            then, origin = (
                points.periods - back * self.block.year_length,
                points.origins - back * self.block.year_length,
            )
            before = means.between(rows, origin - month, origin)
            after = means.between(rows, then - around, np.minimum(then + around + 1, points.origins))
            valid = (origin - month >= first) & (before > 0) & ~np.isnan(after)
            ratio = np.divide(after, before, out=np.zeros(valid.shape), where=valid)
            total, count = total + np.minimum(ratio, LARGEST_RATIO), count + valid
        return np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)

    def _rhythm(self, points: Points) -> list[np.ndarray]:
        week, year = 7 // self.block.step_days, self.block.year_length
        silent = [self._silent.between(points.rows, points.origins - n, points.origins) for n in (4 * week, year)]
        age = np.minimum(points.origins - self._first[points.rows], year)
        return [*silent, age, points.steps]

    def _calendar(self, points: Points) -> list[np.ndarray]:
        days = np.datetime64(self.block.start, "D") + points.periods * self.block.step_days
        weekday = (days.astype(np.int64) + 3) % 7
        of_year = (days - days.astype("datetime64[Y]")).astype(np.int64)
        of_month = (days - days.astype("datetime64[M]")).astype(np.int64)
        return [weekday, of_year, of_month]

    def _known(self, points: Points) -> list[np.ndarray]:
        columns = []
        for name in self.surroundings.regressors:
            column = self.block.known.get(name, np.full((len(self.block), 1), np.nan))
            inside = points.periods < column.shape[1]
            periods = np.minimum(points.periods, column.shape[1] - 1)
            columns.append(np.where(inside, column[points.rows, periods], np.nan))
        return [self._categories[points.rows], *columns]

    def _value(self, rows: np.ndarray, periods: np.ndarray) -> np.ndarray:
        return np.where(periods >= 0, self.block.values[rows, np.maximum(periods, 0)], np.nan)


def _typical(values: np.ndarray) -> np.ndarray:
    """Catalogue's mean course, shape (periods,): every product in units of its own mean."""
    known = ~np.isnan(values)
    sales = np.where(known, values, 0.0)
    mean = sales.sum(axis=1, keepdims=True) / np.maximum(known.sum(axis=1, keepdims=True), 1)
    share = np.divide(sales, mean, out=np.zeros_like(sales), where=mean > 0)
    count = (known & (mean > 0)).sum(axis=0)
    return np.divide(share.sum(axis=0), count, out=np.full(len(count), np.nan), where=count > 0)

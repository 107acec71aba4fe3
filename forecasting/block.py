from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from forecasting.history import History

# Periods in which most products have sold something.
EARLY = 64


@dataclass(frozen=True, slots=True)
class Block:
    """Histories of many products on one calendar; every method works on a whole block at once.

    start  -- first period of the calendar (its first day)
    values -- float64, shape (products, periods), units sold; NaN where demand is unknown or before the first sale
    categories -- one per product; "" for none
    known  -- regressors known ahead, by name: float64, shape (products, periods + periods ahead), NaN where unknown
    """

    start: date
    values: np.ndarray
    categories: tuple[str, ...]
    step_days: int = 1
    known: dict[str, np.ndarray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.values)

    @property
    def periods(self) -> int:
        return self.values.shape[1]

    @property
    def season_length(self) -> int:
        """Periods of the short season: the week of daily sales, none for weekly sales."""
        return 7 if self.step_days == 1 else 1

    @property
    def year_length(self) -> int:
        """Periods after which the same weekday of the same season comes round: 364 days or 52 weeks."""
        return 364 // self.step_days

    @property
    def first_sales(self) -> np.ndarray:
        """Period of each product's first sale, shape (products,); `periods` where it never sold."""
        # Most have sold within the first of them: only of the others all are looked at.
        first = _first_sold(self.values[:, :EARLY])
        later = np.flatnonzero(first == min(EARLY, self.periods))
        first[later] = _first_sold(self.values[later])
        return first

    def days(self, first: int, last: int) -> np.ndarray:
        """First days of the periods first..last-1 as datetime64[D]; periods after the history are allowed."""
        return np.datetime64(self.start, "D") + np.arange(first, last) * self.step_days

    def until(self, origin: int) -> "Block":
        """What was known when the first `origin` periods had passed; regressors known ahead stay known."""
        return Block(self.start, self.values[:, :origin], self.categories, self.step_days, self.known)

    def select(self, rows: np.ndarray | slice) -> "Block":
        """The products at these positions (or under this mask), on the same calendar."""
        categories = tuple(np.asarray(self.categories, dtype=object)[rows])
        known = {name: column[rows] for name, column in self.known.items()}
        return Block(self.start, self.values[rows], categories, self.step_days, known)


def _first_sold(values: np.ndarray) -> np.ndarray:
    """Position of the first sale of each row, or their number, (rows,)."""
    sold = values > 0
    return np.where(sold.any(axis=1), sold.argmax(axis=1), values.shape[1])


def blocks_of(histories: Sequence[History]) -> Iterator[tuple[list[int], Block]]:
    """Lay histories out in blocks that share last day and step; yields the positions in `histories` beside each."""
    groups: dict[tuple[date, int], list[int]] = {}
    for position, history in enumerate(histories):
        end = history.start + timedelta(days=history.step_days * len(history))
        groups.setdefault((end, history.step_days), []).append(position)
    for (end, step_days), positions in groups.items():
        yield positions, _align([histories[position] for position in positions], end, step_days)


def _align(histories: list[History], end: date, step_days: int) -> Block:
    """Right-align, so that the last column is the last period of every product."""
    periods = max(len(history) for history in histories)
    values = np.full((len(histories), periods), np.nan)
    for row, history in zip(values, histories, strict=True):
        row[periods - len(history) :] = history.values
    start = end - timedelta(days=step_days * periods)
    categories = tuple(history.category for history in histories)
    block = Block(start, values, categories, step_days, _align_known(histories, periods))
    before_first_sale = np.arange(periods) < block.first_sales[:, None]
    values[before_first_sale & (block.first_sales < periods)[:, None]] = np.nan
    return block


def _align_known(histories: list[History], periods: int) -> dict[str, np.ndarray]:
    names = sorted({name for history in histories for name in history.known})
    ahead = max((len(c) - len(h) for h in histories for c in h.known.values()), default=0)
    known = {name: np.full((len(histories), periods + ahead), np.nan) for name in names}
    for row, history in enumerate(histories):
        for name, column in history.known.items():
            offset = periods - len(history)
            known[name][row, offset : offset + len(column)] = column
    return known

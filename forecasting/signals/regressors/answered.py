"""How clearly sales answer the changes of a quantity such as a price: a few large ones that all did the same teach more
than many that did this and that."""

from functools import cache

import numpy as np
from scipy.special import stdtrit

from forecasting.block import Block
from forecasting.metrics import zero_where_unknown

# A change is seen in so many days before it and after it, up to the changes beside it, if so many of each are known.
AROUND_DAYS, FEWEST_DAYS = 28, 7
# It is believed by how far its error is beyond what chance alone reaches this often, by the square (James and Stein,
# "Estimation with quadratic loss", 1961).
CHANCE = 0.05


def belief(block: Block, column: np.ndarray) -> np.ndarray:
    """How sure it is that changes of a column (products, at least periods) move sales, and all in one way, 0 to 1,
    (products,); changes of a series that was never above 0 say nothing."""
    column = column[:, : block.periods]
    rows, places = np.nonzero((column[:, 1:] != column[:, :-1]) & (column[:, 1:] > 0) & (column[:, :-1] > 0))
    places += 1
    before, after = _units_and_days(block, rows, places)
    fewest = FEWEST_DAYS // block.step_days
    seen = (before[1] >= fewest) & (after[1] >= fewest)
    rows, places, before, after = rows[seen], places[seen], before[:, seen], after[:, seen]
    step = np.log(column[rows, places] / column[rows, places - 1])
    answer = np.log(((after[0] + 0.5) / after[1]) / ((before[0] + 0.5) / before[1]))
    by_chance = 1 / (after[0] + 0.5) + 1 / (before[0] + 0.5)
    return _beyond_chance(step, answer, by_chance, rows, len(block))


def _units_and_days(block: Block, rows: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sales, and days on which they are known, before each change and after it, (2, changes) each."""
    around = AROUND_DAYS // block.step_days
    same = np.concatenate([rows[1:] == rows[:-1], [False]])[: len(rows)]
    following = np.where(same, np.roll(places, -1), block.periods)
    previous = np.where(np.roll(same, 1), np.roll(places, 1), 0)
    begin, end = np.maximum(previous, places - around), np.minimum(following, places + around)
    running = np.stack(
        [
            np.pad(one.cumsum(axis=1), ((0, 0), (1, 0)))
            for one in (zero_where_unknown(block.values), (~np.isnan(block.values)).astype(float))
        ]
    )
    sides = ((begin, places), (places, end))
    before, after = (running[:, rows, last] - running[:, rows, first] for first, last in sides)
    return before, after


def _beyond_chance(
    step: np.ndarray, answer: np.ndarray, by_chance: np.ndarray, rows: np.ndarray, products: int
) -> np.ndarray:
    """From a regression of answers on steps (logarithms) through nothing, product by product, (products,)."""
    changes = np.bincount(rows, minlength=products)
    squares, both, counts = (
        np.bincount(rows, what, products) for what in (step**2, step * answer, step**2 * by_chance)
    )
    squares = np.maximum(squares, 1e-12)
    slope = both / squares
    strayed = np.bincount(rows, (answer - slope[rows] * step) ** 2, products) / np.maximum(changes - 1, 1)
    error = np.sqrt(np.maximum(strayed / squares, counts / squares**2))
    clear = np.divide(np.abs(slope), error, out=np.zeros(products), where=(changes > 1) & (error > 0))
    return np.maximum(1 - (_reached(changes) / np.maximum(clear, 1e-9)) ** 2, 0.0)


def _reached(changes: np.ndarray) -> np.ndarray:
    """Standard errors that chance reaches after so many changes."""
    number, which = np.unique(changes, return_inverse=True)
    return np.array([_quantile(max(int(one) - 1, 1)) for one in number])[which]


@cache
def _quantile(freedom: int) -> float:
    return float(stdtrit(freedom, 1 - CHANCE / 2))

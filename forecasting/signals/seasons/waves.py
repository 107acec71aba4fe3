"""A season of a product's own as a few waves of the year that multiply with a level which moves.

A log-linear model of counts with more variance than Poisson's (McCullagh and Nelder's book on linear models of other
families, 2nd edition, 1989, chapters 6 and 9), fitted by penalised iteratively reweighted least squares to what was
sold in two weeks each. The level is linear between knots; its steps are held back, as are the waves.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from forecasting.block import Block
from forecasting.metrics import zero_where_unknown

BIN_DAYS, KNOT_DAYS, YEAR_DAYS, YEAR_BINS = 14, 126, 365.25, 26
# Whose season can be told from its level: known for so long, with so many units, and bins in which anything was sold.
FEWEST_DAYS, FEWEST_UNITS, FEWEST_SOLD = 560, 60.0, 20
# Standard deviations of what is assumed: of the waves once, twice and three times a year, of the level's steps from
# knot to knot around a steady growth, and of that growth.
WAVES, LEVEL_STEP, GROWTH_STEP = (0.7, 0.4, 0.25), 0.3, 0.05
# Variance of two weeks beyond that of a count, as a share of the squared mean: to begin with, and least.
SCATTER, LEAST_SCATTER = 0.05, 0.002
# Of so many steps the first half takes the scatter for the usual one.
STEPS = 8
# Nothing is expected beyond so many times the best two weeks there ever were.
MOST = 2.0
# Waves are all there is to a season that so many days saw, if two weeks scatter no more around them, and none of two
# bins is empty, and if they do not stray alike each year: by a correlation of fewer standard errors. It is a strong one
# where its height is so many times its depth.
TWO_YEARS, MOST_SCATTER, ALIKE, STRONG = 728, 0.08, 2.5, 3.0


def tellable(block: Block) -> np.ndarray:
    """Whose waves can be told from its level, bool (products,)."""
    old = (block.periods - block.first_sales) * block.step_days >= FEWEST_DAYS
    if old.any():
        units = _bins(block.select(old))[0]
        old[old] = (units.sum(axis=1) >= FEWEST_UNITS) & ((units > 0).sum(axis=1) >= FEWEST_SOLD)
    return np.asarray(old)


def explain(block: Block) -> np.ndarray:
    """Who sells on all year, as strong waves would have it, bool (products,)."""
    found = tellable(block) & ((block.periods - block.first_sales) * block.step_days >= TWO_YEARS)
    if found.any():
        own = block.select(found)
        units, known = _bins(own)
        later = np.cumsum(units > 0, axis=1)[:, :-1] > 0
        empty = (units[:, 1:] + units[:, :-1] == 0) & (known[:, 1:] + known[:, :-1] > 0) & later
        own_waves = Waves.of(own)
        waving = (own_waves.scatter <= MOST_SCATTER) & (own_waves.swing() >= STRONG)
        found[found] = ~empty.any(axis=1) & waving & (_alike(own_waves.strayed) < ALIKE)
    return found


@dataclass(frozen=True, slots=True)
class Waves:
    """rate -- mean sales of a period, and most -- of the best bin, (products,)
    found -- parameters around the logarithm of the rate, (products, parameters); knots -- how many are of the level
    scatter -- variance of two weeks beyond that of a count, as a share of the squared mean, (products,)
    strayed -- in standard deviations, (products, bins); 0 where nothing is known
    end -- days from 2000-01-01 to the end of the block
    """

    rate: np.ndarray
    most: np.ndarray
    found: np.ndarray
    knots: int
    scatter: np.ndarray
    strayed: np.ndarray
    end: int

    @classmethod
    def of(cls, block: Block) -> Self:
        """Of products of which something is known."""
        units, known = _bins(block)
        rate, bins = units.sum(axis=1) / known.sum(axis=1), units.shape[1]
        end = (np.datetime64(block.start, "D") - np.datetime64("2000-01-01", "D")).astype(int)
        end = int(end + block.periods * block.step_days)
        at, knots = BIN_DAYS * (np.arange(bins) - bins + 0.5), 1 + int(np.ceil(bins * BIN_DAYS / KNOT_DAYS))
        most = (units / np.maximum(known, 1)).max(axis=1)
        usual = rate[:, None] * known
        found, scatter, strayed = _fitted(_design(at, end, knots), _precision(knots), units, usual)
        return cls(rate, most, found, knots, scatter, strayed, end)

    def swing(self) -> np.ndarray:
        """How many times its depth the height of each season is, (products,)."""
        year = _design(np.arange(0.0, YEAR_DAYS, BIN_DAYS), 0, self.knots)[:, self.knots + 1 :]
        course = self.found[:, self.knots + 1 :] @ year.T
        return np.exp(course.max(axis=1) - course.min(axis=1))

    def expected(self, horizon: int, step_days: int) -> np.ndarray:
        """Means of periods from the end of the block on, (products, horizon)."""
        then = step_days * (np.arange(horizon) + 0.5)
        limit = np.log(MOST * self.most / self.rate)[:, None]
        return self.rate[:, None] * np.exp(np.minimum(self.found @ _design(then, self.end, self.knots).T, limit))


def _bins(block: Block) -> tuple[np.ndarray, np.ndarray]:
    """Units sold in two weeks each, counted back from the end, and periods known in them, (products, bins) each."""
    width = BIN_DAYS // block.step_days
    parts = block.values[:, block.periods % width :].reshape(len(block), -1, width)
    return zero_where_unknown(parts).sum(axis=2), (~np.isnan(parts)).sum(axis=2)


def _design(at: np.ndarray, end: int, knots: int) -> np.ndarray:
    """Of times in days from the end on, (times, knots + 1 + waves): the level of the past, which stays but for its
    growth, and the waves."""
    place = np.clip(at / KNOT_DAYS + knots - 1, 0, knots - 1)
    level = np.maximum(1 - np.abs(place[:, None] - np.arange(knots)), 0.0)
    angle = 2 * np.pi * (at + end)[:, None] / YEAR_DAYS * np.arange(1, len(WAVES) + 1)
    return np.column_stack([level, np.maximum(at, 0.0) / KNOT_DAYS, np.sin(angle), np.cos(angle)])


def _precision(knots: int) -> np.ndarray:
    """Of what is assumed of the parameters, (parameters, parameters)."""
    size = knots + 1 + 2 * len(WAVES)
    steps = np.diff(np.eye(knots, size), axis=0)
    steps[:, knots] = -1.0
    precision = steps.T @ steps / LEVEL_STEP**2
    precision[np.arange(knots, size), np.arange(knots, size)] += 1 / np.array((GROWTH_STEP, *WAVES, *WAVES)) ** 2
    return np.asarray(precision)


def _fitted(
    design: np.ndarray, precision: np.ndarray, units: np.ndarray, usual: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Parameters around the logarithm of what is usual, scatter, and how far bins strayed.

    usual -- units of each bin at the mean rate, 0 where nothing is known, (products, bins)
    """
    squares = np.einsum("bp,bq->bpq", design, design).reshape(len(design), -1)
    found, scatter = np.zeros((len(units), design.shape[1])), np.full((len(units), 1), SCATTER)
    for step in range(STEPS):
        course = np.clip(found @ design.T, -8.0, 8.0)
        mean = np.maximum(usual * np.exp(course), 1e-9)
        if 2 * step >= STEPS:
            beyond = ((units - mean) ** 2 - mean).sum(axis=1) / (mean**2).sum(axis=1)
            scatter = np.maximum(beyond, LEAST_SCATTER)[:, None]
        weight = np.where(usual > 0, mean / (1 + scatter * mean), 0.0)
        normal = (weight @ squares).reshape(len(units), *precision.shape) + precision
        target = (weight * (course + units / mean - 1)) @ design
        found = np.linalg.solve(normal, target[..., None])[..., 0]
    strayed = np.where(usual > 0, (units - mean) / np.sqrt(mean + scatter * mean**2), 0.0)
    return found, scatter[:, 0], strayed


def _alike(strayed: np.ndarray) -> np.ndarray:
    """Correlation with what strayed a year before, in standard errors of none, (products,)."""
    before, after = strayed[:, :-YEAR_BINS], strayed[:, YEAR_BINS:]
    both = (before != 0) & (after != 0)
    squares = ((before**2 * both).sum(axis=1), (after**2 * both).sum(axis=1))
    usual = np.sqrt(squares[0] * squares[1] / np.maximum(both.sum(axis=1), 1))
    return np.divide((before * after).sum(axis=1), usual, out=np.zeros(len(strayed)), where=usual > 0)

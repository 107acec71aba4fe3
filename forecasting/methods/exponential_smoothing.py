"""Additive exponential smoothing, averaged over a grid of smoothing parameters instead of optimised.

The model is ETS(A,N,A) in error-correction form (Hyndman, Koehler, Ord and Snyder, "Forecasting with Exponential
Smoothing", 2008, section 2.5). Each pair of parameters (alpha, gamma) runs over the sales once; their forecasts are
averaged with weights proportional to the one-step likelihood. Large errors are cut as in Gelper, Fried and Croux,
"Robust forecasting with exponential and Holt-Winters smoothing", 2010. What was cut off is sold all the same: as a
share of what was expected it is given back, so that forecasts are means also where sales are skewed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from forecasting.block import Block

ALPHAS = (0.005, 0.01, 0.03, 0.08, 0.2, 0.4)
GAMMAS = (0.0, 0.05, 0.15)
# What happened before two years ago says nothing about today's level.
WINDOW_WEEKS = 105
# Weeks of a backtest, by days of a period: so much more is looked at before the last origin, which is then smoothed
# alike whether the cut-offs of a backtest stand beside it or not.
BACKTEST_WEEKS = {1: 12, 7: 24}
# Errors beyond this many mean absolute errors count as that many. Who sells in less than this share of periods errs by
# next to nothing in most of them: there a sale of the usual size is none too large.
LARGEST_ERROR, RARE = 4.0, 0.5
# What that cuts off, up to so many times what it leaves, is measured at one pair of parameters, and forgotten at this
# rate; forecasts rise by no larger share.
MOST_CUT, TYPICAL_PAIR, FORGETTING, MOST_GIVEN_BACK = 25.0, (0.03, 0.05), 0.005, 1.0
# Gains start as those of a running mean; the weekday's is held back by this many weeks of no effect.
SEASON_PRIOR_WEEKS = 3.0
# Errors of the first weeks say more about the start than about the parameters.
WARM_UP_WEEKS = 3
# One-step errors are no independent witnesses of the errors weeks ahead: the likelihood counts this much.
LIKELIHOOD_POWER = 0.3
SMALLEST_ERROR_RATE = 0.02


def forecast(block: Block, origins: Sequence[int], horizon: int) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon), from one pass over the block for all origins."""
    smoother = _Smoother.empty(len(block), block.season_length)
    out = np.zeros((len(origins), len(block), horizon))
    week = 7 // block.step_days
    last = WINDOW_WEEKS + BACKTEST_WEEKS[block.step_days]
    begin = max(0, min(min(origins) - WINDOW_WEEKS * week, max(origins) - last * week))
    # Period by period: each is then read at once.
    sales = np.ascontiguousarray(block.values[:, begin : max(origins)].T, dtype=np.float32)
    periods = _periods(sales, block.season_length)
    last_origin = max(origins)
    for period in range(begin, last_origin + 1):
        if period in origins:
            out[[origin == period for origin in origins]] = smoother.forecast(period, horizon)
        if period < last_origin:
            smoother.update(period, next(periods))
    return out


@dataclass(frozen=True, slots=True)
class _Period:
    """What is known of the products (n,) in one period, whatever the parameters.

    sales -- float32, 0 where unknown; known -- bool; age -- periods seen, this one included
    late -- who has been warmed up, bool; None: all
    rare -- the mean size of a sale so far, 0 where most periods have one
    """

    sales: np.ndarray
    known: np.ndarray
    age: np.ndarray
    late: np.ndarray | None
    rare: np.ndarray


def _periods(sales: np.ndarray, season_length: int) -> Iterator[_Period]:
    """sales -- float32 (periods, n), NaN where unknown. For all periods at once, which is faster than one by one."""
    known, sold = ~np.isnan(sales), sales > 0
    age, times = (np.cumsum(part, axis=0, dtype=np.float32) for part in (known, sold))
    sums = np.cumsum(np.where(sold, sales, np.float32(0)), axis=0)
    rare = np.where(times < RARE * age, sums / np.maximum(times, 1), 0)
    late = age > WARM_UP_WEEKS * season_length
    filled = np.where(known, sales, np.float32(0))
    for period, all_late in enumerate(np.asarray(late.all(axis=1))):
        yield _Period(filled[period], known[period], age[period], None if all_late else late[period], rare[period])


@dataclass(slots=True)
class _Smoother:
    """States of all parameter pairs (p) and products (n): level (p, n), season (m, p, n); age -- periods seen (n,);
    cut_off, expected -- sums of what errors were cut by, and of forecasts, at the typical pair (n,); typical -- its
    position.

    In float32: seven digits of an average over parameters are enough, and each step costs a third.
    """

    level: np.ndarray
    season: np.ndarray
    squares: np.ndarray
    absolute: np.ndarray
    age: np.ndarray
    cut_off: np.ndarray
    expected: np.ndarray
    alpha: np.ndarray
    gamma: np.ndarray
    typical: int

    @classmethod
    def empty(cls, products: int, season_length: int) -> "_Smoother":
        gammas = GAMMAS if season_length > 1 else GAMMAS[:1]
        grids = np.meshgrid(np.asarray(ALPHAS, np.float32), np.asarray(gammas, np.float32))
        alpha, gamma = (grid.reshape(-1, 1) for grid in grids)
        shape = (len(alpha), products)
        level, squares, absolute = (np.zeros(shape, np.float32) for _ in range(3))
        season = np.zeros((season_length, *shape), np.float32)
        age, cut_off, expected = (np.zeros(products, np.float32) for _ in range(3))
        nearest = np.argmin(np.abs(alpha - TYPICAL_PAIR[0]) + np.abs(gamma - TYPICAL_PAIR[1]))
        return cls(level, season, squares, absolute, age, cut_off, expected, alpha, gamma, int(nearest))

    def update(self, period: int, seen: _Period) -> None:
        length, known = len(self.season), seen.known
        season = self.season[period % length]
        self.age = seen.age
        grown = np.maximum(self.age, 1)
        error = seen.sales - self.level
        error -= season
        error *= known
        bound = LARGEST_ERROR * self.absolute
        np.maximum(bound, seen.rare, out=bound)
        if seen.late is not None:
            bound[:, ~seen.late] = np.inf
        self._note_cut(error, bound, known, season)
        np.minimum(error, bound, out=error)
        np.maximum(error, np.negative(bound, out=bound), out=error)
        size = np.abs(error, out=bound)
        each = 1 / grown
        move = size - self.absolute
        move *= known * np.maximum(SMALLEST_ERROR_RATE, each)
        self.absolute += move
        size *= size
        if seen.late is not None:
            size *= seen.late
        self.squares += size
        step = np.maximum(self.alpha, each, out=move)
        step *= error
        self.level += step
        if length > 1:
            error -= step
            error *= np.maximum(self.gamma, 1 / (grown / length + SEASON_PRIOR_WEEKS), out=step)
            season += error

    def _note_cut(self, error: np.ndarray, bound: np.ndarray, known: np.ndarray, season: np.ndarray) -> None:
        """error, bound -- before it is cut (p, n); season -- of this period (p, n)"""
        pair = self.typical
        kept = 1 - FORGETTING * known
        self.cut_off *= kept
        self.cut_off += np.clip(error[pair] - bound[pair], 0, MOST_CUT * bound[pair])
        self.expected *= kept
        self.expected += known * np.maximum(self.level[pair] + season[pair], 0)

    def forecast(self, period: int, horizon: int) -> np.ndarray:
        weights = self._weights()
        level = _added(weights * self.level)
        season = _added((weights * self.season).swapaxes(0, 1))
        ahead = (period + np.arange(horizon)) % len(self.season)
        back = np.divide(self.cut_off, self.expected, out=np.zeros_like(level), where=self.expected > 0)
        return np.maximum(level[:, None] + season[ahead].T, 0.0) * (1 + np.minimum(back, MOST_GIVEN_BACK)[:, None])

    def _weights(self) -> np.ndarray:
        best = self.squares.min(axis=0)
        relative = (self.squares + 1e-9) / (best + 1e-9)
        weights = np.exp(-0.5 * LIKELIHOOD_POWER * self.age * np.log(relative))
        return weights / _added(weights)


def _added(parts: np.ndarray) -> np.ndarray:
    """Sum over the first axis, one after the other: NumPy adds in another order where there is but one product."""
    return reduce(np.add, parts)

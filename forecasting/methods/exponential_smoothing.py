"""Additive exponential smoothing, averaged over a grid of smoothing parameters instead of optimised.

The model is ETS(A,N,A) in error-correction form (Hyndman, Koehler, Ord and Snyder, "Forecasting with Exponential
Smoothing", 2008, section 2.5). Each pair of parameters (alpha, gamma) runs over the sales once; their forecasts are
averaged with weights proportional to the one-step likelihood. Large errors are cut as in Gelper, Fried and Croux,
"Robust forecasting with exponential and Holt-Winters smoothing", 2010. What was cut off is sold all the same: as a
share of what was expected it is given back, so that forecasts are means also where sales are skewed.
"""

from collections.abc import Sequence
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
    seen = _Seen.of(sales, block.season_length)
    last_origin = max(origins)
    for period in range(begin, last_origin + 1):
        if period in origins:
            out[[origin == period for origin in origins]] = smoother.forecast(period, horizon)
        if period < last_origin:
            smoother.update(period, seen, period - begin)
    return out


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of the products in each period, whatever the parameters, float32 (periods, n): worked out for all
    periods at once, which is faster than one by one.

    sales -- 0 where unknown; known -- 1, or 0; age -- periods seen, this one included; late -- who has been warmed up,
    1 or 0, and all_late -- whether all are, bool (periods,)
    bound -- no error is cut below this: the mean size of a sale so far, 0 where most periods have one, and infinity
             for who is not warmed up
    each, of_season, of_error -- gains of running means: of level, of season, and of the mean absolute error
    """

    sales: np.ndarray
    known: np.ndarray
    age: np.ndarray
    late: np.ndarray
    all_late: np.ndarray
    bound: np.ndarray
    each: np.ndarray
    of_season: np.ndarray
    of_error: np.ndarray

    @classmethod
    def of(cls, sales: np.ndarray, season_length: int) -> "_Seen":
        """sales -- float32 (periods, n), NaN where unknown"""
        known, sold = ~np.isnan(sales), sales > 0
        age, times = (np.cumsum(part, axis=0, dtype=np.float32) for part in (known, sold))
        sums = np.cumsum(np.where(sold, sales, np.float32(0)), axis=0)
        rare = np.where(times < RARE * age, sums / np.maximum(times, 1), 0)
        late, grown = age > WARM_UP_WEEKS * season_length, np.maximum(age, 1)
        each, one = 1 / grown, known.astype(np.float32)
        return cls(
            sales=np.where(known, sales, np.float32(0)),
            known=one,
            age=age,
            late=late.astype(np.float32),
            all_late=np.asarray(late.all(axis=1)),
            bound=np.where(late, rare, np.float32(np.inf)),
            each=each,
            of_season=1 / (grown / season_length + SEASON_PRIOR_WEEKS),
            of_error=one * np.maximum(SMALLEST_ERROR_RATE, each),
        )


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
        alpha, gamma = np.asarray(ALPHAS, np.float32), np.asarray(gammas, np.float32)[:, None]
        shape = (alpha.size * gamma.size, products)
        level, squares, absolute = (np.zeros(shape, np.float32) for _ in range(3))
        season = np.zeros((season_length, *shape), np.float32)
        age, cut_off, expected = (np.zeros(products, np.float32) for _ in range(3))
        nearest = np.argmin(np.abs(alpha - TYPICAL_PAIR[0]) + np.abs(gamma - TYPICAL_PAIR[1]))
        alpha, gamma = alpha[:, None], gamma[:, None]
        return cls(level, season, squares, absolute, age, cut_off, expected, alpha, gamma, int(nearest))

    def update(self, period: int, seen: _Seen, at: int) -> None:
        """at -- the place of the period among those seen"""
        length, known = len(self.season), seen.known[at]
        season, self.age = self.season[period % length], seen.age[at]
        error = seen.sales[at] - self.level
        error -= season
        error *= known
        bound = LARGEST_ERROR * self.absolute
        np.maximum(bound, seen.bound[at], out=bound)
        self._note_cut(error, bound, known, season)
        np.minimum(error, bound, out=error)
        np.maximum(error, np.negative(bound, out=bound), out=error)
        size = np.abs(error, out=bound)
        move = size - self.absolute
        move *= seen.of_error[at]
        self.absolute += move
        size *= size
        if not seen.all_late[at]:
            size *= seen.late[at]
        self.squares += size
        np.multiply(self._by_gain(error), np.maximum(self.alpha, seen.each[at]), out=self._by_gain(move))
        self.level += move
        if length > 1:
            error -= move
            of_season = self._by_gain(error)
            of_season *= np.maximum(self.gamma, seen.of_season[at])
            season += error

    def _by_gain(self, pairs: np.ndarray) -> np.ndarray:
        """A view of (p, n) by gamma and alpha, (gammas, alphas, n)."""
        return pairs.reshape(len(self.gamma), len(self.alpha), -1)

    def _note_cut(self, error: np.ndarray, bound: np.ndarray, known: np.ndarray, season: np.ndarray) -> None:
        """error, bound -- before it is cut (p, n); season -- of this period (p, n)"""
        pair, kept = self.typical, 1 - FORGETTING * known
        self.cut_off *= kept
        self.cut_off += np.minimum(np.maximum(error[pair] - bound[pair], 0), MOST_CUT * bound[pair])
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

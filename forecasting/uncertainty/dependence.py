"""How much the errors of different days have in common: without it the demand of a week looks surer than it is.

Sales that fall short on one day tend to fall short on the next, because the forecast was too high or the weather bad.
Measured on the backtest, in normal scores, and pooled: one product's three months say little about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.special import ndtri

from forecasting.block import Block
from forecasting.forecast import LEVELS
from forecasting.selection.backtest import Backtest
from forecasting.signals.launches import newcomers

# What days next to each other share fades by this factor a period; the rest of what they share stays.
FADING = 0.7
# What is typical is worth so many pairs of periods, of which a course of h periods shows about h / 2.
TYPICAL_WORTH = 40.0
# Periods that an order usually has to last.
TYPICAL_PERIODS = 14
# What distributions promise changes little from day to day: a week of them is looked at.
PROMISE_DAYS, LEAST_PROMISED = 7, 0.05
# A level that follows the newest periods rests on so many of those known, as forecasts of sales drawn from known rates
# show. A backtest sees less of its errors, for its weights were chosen on it.
# That of a newcomer rests on fewer: with these, 80 % intervals of the four weeks after launches held what they promise.
LEVEL_SHARE, LAUNCH_SHARE = 1 / 3, 1 / 8
# A group's own correlation is pulled towards everyone's by as many products.
POOL_PRODUCTS = 20.0
LARGEST_LASTING, LARGEST_FADING = 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Dependence:
    """Correlation of two periods' normal scores, `lag` apart: lasting + fading * FADING ** lag."""

    lasting: float
    fading: float


# Before anything is measured: a little of both, as most catalogues show.
TYPICAL = Dependence(0.1, 0.1)
# Where the level itself is hardly known: what goes well goes well on all days.
TOGETHER = Dependence(LARGEST_LASTING, LARGEST_FADING)
# Weeks of a product whose few units are told in totals of months: they are counts of one level.
FEW = Dependence(0.4, 0.0)


def recorded(metrics: Mapping[str, Any]) -> Dependence:
    """What a model's metrics say of its days, else what is typical."""
    lasting, fading = metrics.get("correlation_lasting"), metrics.get("correlation_fading")
    return TYPICAL if lasting is None or fading is None else Dependence(lasting, fading)


def estimate(
    backtest: Backtest, quantiles: np.ndarray, groups: np.ndarray, rests_on: np.ndarray, ended: np.ndarray
) -> list[Dependence]:
    """The dependence to expect of each product's periods: that of its group, and what an error of its level makes.

    quantiles -- published at the cut-offs, (cut-offs, products, levels, horizon); groups -- int (products,)
    rests_on -- of so many independent periods each level is the mean, (products,), see `level_rests_on`
    ended -- who is sold no longer, bool (products,): an end is one error on all days, and nothing is promised after it
    """
    shared = _of_groups(backtest, quantiles, groups, ~ended if not ended.all() else ended)
    least = 1 / (1 + rests_on)
    return [replace(own, lasting=max(own.lasting, float(level))) for own, level in zip(shared, least, strict=True)]


def level_rests_on(block: Block) -> np.ndarray:
    """Of how many independent periods a level is the mean: a share of those known, (products,)."""
    known = (~np.isnan(block.values)).sum(axis=1)
    return np.asarray(np.where(newcomers.newcomers(block), LAUNCH_SHARE, LEVEL_SHARE) * np.maximum(known, 1))


def _of_groups(backtest: Backtest, quantiles: np.ndarray, groups: np.ndarray, tells: np.ndarray) -> list[Dependence]:
    if not backtest.measured.any():
        return [TYPICAL] * len(groups)
    scores = _Scores.of(backtest, quantiles)
    everyone = scores.covariances(tells)
    courses, found = int(backtest.measured.sum()), {}
    for group in np.unique(groups):
        members = (groups == group) & tells
        weight = members.sum() / (members.sum() + POOL_PRODUCTS)
        own = scores.covariances(members) if members.any() else everyone
        found[group] = _fitted(weight * own + (1 - weight) * everyone, courses)
    return [found[group] for group in groups]


@dataclass(frozen=True, slots=True)
class _Scores:
    """Normal scores of the outcomes, (cut-offs, products, horizon), NaN where unmeasured; and the variance they would
    have if the published distributions were right, (products,), see `promised_variance`."""

    score: np.ndarray
    promised: np.ndarray

    @classmethod
    def of(cls, backtest: Backtest, quantiles: np.ndarray) -> "_Scores":
        score = _scores(backtest.actual, quantiles)
        return cls(np.where(np.isnan(backtest.actual), np.nan, score), promised_variance(quantiles[-1]))

    def covariances(self, members: np.ndarray) -> np.ndarray:
        """By lag, (horizon,), of the normal scores behind the observed ones; their variance, at lag 0, is near 1.

        A score known only to lie in an interval keeps the share `promised` of its variance, and two of them its square
        of what they have in common (first term of the Hermite expansion).
        """
        score, promised = self.score[:, members], float(self.promised[members].mean())
        known, score = ~np.isnan(score), np.nan_to_num(score)
        found = np.zeros(score.shape[2])
        for lag in range(len(found)):
            end = len(found) - lag
            pairs = (known[:, :, lag:] & known[:, :, :end]).sum()
            common = (score[:, :, lag:] * score[:, :, :end]).sum() / max(1, pairs)
            found[lag] = common / promised ** (2 if lag else 1)
        return found


def promised_variance(quantiles: np.ndarray) -> np.ndarray:
    """Variance of the expected normal scores of outcomes that come as these quantiles (products, levels, horizon) say,
    (products,): below 1 for counts, which tell less."""
    week = quantiles[..., :PROMISE_DAYS]
    levels = [_scores(week[:, level], week) for level in range(len(LEVELS))]
    bounds = np.array([0.0, *LEVELS, 1.0])
    share = (bounds[2:] - bounds[:-2]) / 2
    found = np.tensordot(share / share.sum(), np.square(levels), axes=1).mean(axis=1)
    return np.asarray(np.maximum(found, LEAST_PROMISED))


def _scores(actual: np.ndarray, quantiles: np.ndarray) -> np.ndarray:
    """Expected normal score of each outcome, (..., horizon), given between which levels (..., levels, horizon) it fell.

    A count ties with many levels at once; its share ends halfway to the levels it does not reach.
    """
    bounds = np.array([0.0, *LEVELS, 1.0])
    middles = (bounds[:-1] + bounds[1:]) / 2
    outcome = actual[..., None, :]
    below, reached = (quantiles < outcome).sum(axis=-2), (quantiles <= outcome).sum(axis=-2)
    tied = reached > below
    low = np.where(tied, middles[below], bounds[below])
    high = np.where(tied, middles[reached], bounds[below + 1])
    return (_bell(low) - _bell(high)) / (high - low)


def _bell(probability: np.ndarray) -> np.ndarray:
    return np.exp(-0.5 * ndtri(probability) ** 2) / np.sqrt(2 * np.pi)


def _fitted(covariance: np.ndarray, courses: int) -> Dependence:
    """Two figures for all lags, by least squares that start from what is typical: all that few or short courses show.

    Where the variance of single periods is not 1, their distributions are too wide or narrow. Sums then want less or
    more of it, which is put on what lasts.
    """
    lags = np.arange(1, len(covariance))
    shape, usual = np.column_stack([np.ones(len(lags)), FADING**lags]), np.array([TYPICAL.lasting, TYPICAL.fading])
    seen = courses * (1 - lags / len(covariance))
    moments = shape.T @ (seen[:, None] * shape) + TYPICAL_WORTH * np.eye(2)
    lasting, fading = np.linalg.solve(moments, shape.T @ (seen * covariance[1:]) + TYPICAL_WORTH * usual)
    lasting += (covariance[0] - 1) / (TYPICAL_PERIODS - 1)
    return Dependence(
        float(np.clip(lasting, 0.0, LARGEST_LASTING)),
        float(np.clip(fading, 0.0, LARGEST_FADING)),
    )

"""The course of totals of months: a level that moves, a trend, and a season that products share or have of their own.

A Gaussian process (Rasmussen and Williams, "Gaussian processes for machine learning", 2006, chapters 2 and 5) with the
kernel of a basic structural model (Harvey, "Forecasting, structural time series models and the Kalman filter", 1989).
A few years of months cannot say how far a level moves and how strong a season is, nor whether they add up or multiply:
forecasts are averaged over a grid of all, weighted by their marginal likelihood.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from forecasting.metrics import mean_known

# Variances beside that of one month's noise: of the level's step from month to month, of the season, and of the trend's
# change in a year. Chosen on real sales added up to months, 9 to 18 months before their end.
GRID = tuple(product((0.0, 0.02, 0.1, 0.5, 3.0), (0.0, 0.2, 1.0, 5.0, 25.0), (0.0, 0.3)))
# Of the level itself nothing is known. The noise has this variance, beside a mean of one, in so many months seen.
LEVEL_VARIANCE, NOISE_VARIANCE, NOISE_MONTHS = 100.0, 0.01, 3.0
# How far months stray from the course, a product's own months and so many more of the usual say; fewer months than
# these do not say what is usual, but this is, beyond a count's.
FEWEST_MONTHS, USUAL_VARIANCE = 4, 0.05
# The noise is that of counts at least, so a slow seller's few sales could be taken for any course. Steps of the level
# and differences of the season are not likely to vary by much more than this, as shares of the squared mean.
LIKELY_STEP, LIKELY_SEASON = 0.1, 1.0
YEAR, WEEKS, SMALLEST_MEAN = 12, 52 / 12, 1e-6
# Variance of a product's month beyond that of a count, which is one over the mean.
OWN_VARIANCE = 0.3
# A product follows the season of all as it is, by its root, or not at all: others sell in other months.
FOLLOWED = (0.0, 0.5, 1.0)
# What is usual of each product and what all sold in each month are estimated in turn so many times, and so are whose
# season follows that of all, and how many do.
ROUNDS = 10
# A month in which products together sell less than this share of the usual counts as that.
LEAST_SHARE = 0.05
# Variance of logarithms beyond which a mean says nothing of what is likely.
MOST_SPREAD = 0.25


@dataclass(frozen=True, slots=True)
class Times:
    """number -- of each month, counted from any; of_year -- 0 to 11; int (times,) each"""

    number: np.ndarray
    of_year: np.ndarray

    def take(self, which: np.ndarray) -> "Times":
        return Times(self.number[which], self.of_year[which])


def forecast(rates: np.ndarray, past: Times, ahead: Times) -> tuple[np.ndarray, np.ndarray]:
    """Mean sales at the times ahead, float64 (products, times), never negative; and the variance of what is sold in
    each month there as a share of the squared mean, the same shape.

    rates -- what was sold in each month, in units a week, (products, months); NaN where unknown
    """
    shared = _shared_season(rates, past, ahead)
    seasons = [shared.to_the(power) for power in FOLLOWED]
    courses = [how(rates, past, ahead, season) for season in seasons for how in (_added, _multiplied)]
    weight = _believed(np.stack([course.evidence for course in courses]))[:, :, None]
    means, variances = (np.stack([getattr(course, name) for course in courses]) for name in ("mean", "variance"))
    mean = (weight * means).sum(axis=0)
    variance = (weight * (variances + (means - mean) ** 2)).sum(axis=0)
    usual = np.nan_to_num(mean_known(rates))[:, None]
    least = np.maximum(mean, LEAST_SHARE * usual)
    return mean, np.divide(variance, least**2, out=np.zeros(mean.shape), where=least > 0)


@dataclass(frozen=True, slots=True)
class _Season:
    """Factors at times past and ahead, and the variance of the logarithms of the latter."""

    past: np.ndarray
    ahead: np.ndarray
    unsure: np.ndarray

    def to_the(self, power: float) -> "_Season":
        return _Season(self.past**power, self.ahead**power, self.unsure * power**2)


@dataclass(frozen=True, slots=True)
class _Course:
    """mean and variance of what is sold in the months ahead, (products, times)
    evidence -- logarithm of how likely the past is, but for a constant of each product, (products,)"""

    mean: np.ndarray
    variance: np.ndarray
    evidence: np.ndarray


def _added(rates: np.ndarray, past: Times, ahead: Times, shared: _Season) -> _Course:
    """Each product's own course around a season that it shares, whose level, trend and season add up."""
    plain, scale = _beside(rates, shared)
    mean, spread, likely = _each(plain, scale, past, ahead)
    mean, unit = np.maximum(mean, 0.0), scale * shared.ahead
    least = np.maximum(mean, LEAST_SHARE)
    evidence = likely - _log_units(rates, scale * shared.past)
    return _Course(mean * unit, (spread + least**2 * np.expm1(shared.unsure)) * unit**2, evidence)


def _multiplied(rates: np.ndarray, past: Times, ahead: Times, shared: _Season) -> _Course:
    """The same where they multiply: of who has sold in every month, by the logarithms of what it sold."""
    plain, scale = _beside(rates, shared)
    logarithms = np.log(np.maximum(plain, LEAST_SHARE))
    around, spread, likely = _each(1 + logarithms, scale, past, ahead)
    spread = np.minimum(spread, MOST_SPREAD)
    mean = np.exp(around - 1 + spread / 2) * scale * shared.ahead
    sold = (np.where(np.isnan(plain), np.inf, plain) > LEAST_SHARE).all(axis=1)
    evidence = np.where(sold, likely - _log_units(rates, rates), -np.inf)
    return _Course(mean, mean**2 * np.expm1(spread + shared.unsure), evidence)


def _beside(rates: np.ndarray, shared: _Season) -> tuple[np.ndarray, np.ndarray]:
    """What sales are beside the season, in units of their mean, (products, months), and that mean, (products, 1)."""
    plain = rates / shared.past
    scale = np.nan_to_num(mean_known(plain))[:, None]
    return np.divide(plain, scale, out=np.zeros(plain.shape), where=scale > 0), scale


def _log_units(rates: np.ndarray, units: np.ndarray) -> np.ndarray:
    """By how much the density of what was sold is less than that of what was told in these units, (products,)."""
    known = np.where(np.isnan(rates), 1.0, np.maximum(units, SMALLEST_MEAN))
    return np.log(known).sum(axis=1)


def _each(plain: np.ndarray, scale: np.ndarray, past: Times, ahead: Times) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`_averaged` of products whose months are known from different ones on."""
    mean, spread = np.zeros((2, len(plain), len(ahead.number)))
    evidence = np.zeros(len(plain))
    patterns, members = np.unique(~np.isnan(plain), axis=0, return_inverse=True)
    for position, known in enumerate(patterns):
        rows = np.flatnonzero(members.ravel() == position)
        if known.any():
            doubt = 1 / np.maximum(WEEKS * scale[rows, 0], SMALLEST_MEAN)
            mean[rows], spread[rows], evidence[rows] = _averaged(plain[rows][:, known], past.take(known), ahead, doubt)
    return mean, spread, evidence


def _believed(evidence: np.ndarray) -> np.ndarray:
    """Weights of each power for each product, (powers, products): by its own past, and by how many others follow so.

    A mixture whose shares are estimated by expectation and maximisation (Dempster, Laird and Rubin, 1977).
    """
    powers, products = evidence.shape
    likely = np.exp(evidence - evidence.max(axis=0))
    weight = likely / likely.sum(axis=0)
    for _ in range(ROUNDS):
        share = (weight.sum(axis=1, keepdims=True) + 1) / (products + powers)
        weight = share * likely
        weight /= weight.sum(axis=0)
    return weight


def _shared_season(rates: np.ndarray, past: Times, ahead: Times) -> _Season:
    """The season that the mean of the products has."""
    course = _together(rates)
    known = ~np.isnan(course)
    if not known.any():
        return _Season(np.ones(len(past.number)), np.ones(len(ahead.number)), np.zeros(len(ahead.number)))
    course = course[known]
    every = Times(np.append(past.number, ahead.number), np.append(past.of_year, ahead.of_year))
    logarithms = 1 + np.log(np.maximum(course, LEAST_SHARE))
    mean, variance, _ = _averaged(logarithms[None], past.take(known), every)
    factors, months = np.exp(mean[0]), len(past.number)
    return _Season(factors[:months], factors[months:], variance[0, months:])


def _together(rates: np.ndarray) -> np.ndarray:
    """What products sell in each month, each in units of its own usual sales, (months,); NaN where unknown."""
    known, sold = ~np.isnan(rates), np.nan_to_num(rates)
    mean = np.nan_to_num(mean_known(rates))
    # Histories begin with a sale: in its first month a slow seller sold more than in others, by that alone.
    each = np.arange(len(sold))
    sold[each, known.argmax(axis=1)] *= -np.expm1(-WEEKS * mean)
    worth = np.divide(1.0, 1 + OWN_VARIANCE * mean, out=np.zeros(len(mean)), where=mean > 0)[:, None] * known
    course, informed = np.ones(rates.shape[1]), worth.any(axis=0)
    # Who has been there for a few months has its mean of these: usual is what it sells beside what all sold in them.
    for _ in range(ROUNDS if informed.any() else 0):
        usual = sold.sum(axis=1) / np.maximum((known * course).sum(axis=1), SMALLEST_MEAN)
        of_each = (worth * usual[:, None]).sum(axis=0)
        course = np.divide((worth * sold).sum(axis=0), of_each, out=np.zeros(len(course)), where=of_each > 0)
        course /= course.mean(where=informed)
    return np.where(informed, course, np.nan)


def _averaged(
    series: np.ndarray, past: Times, at: Times, counted: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What is expected of series around one, (n, months), at other times, and its variance, (n, times) each; and the
    logarithm of how likely they are, but for a constant of the months, (n,).

    counted -- variance of counts in each, as a share of the squared mean, (n,); None: only the season is asked for
    """
    months, evidence, means, variances = series.shape[1], [], [], []
    for moves, seasonal, bends in GRID:
        level = LEVEL_VARIANCE + moves * _steps_shared(past, past) + bends * _slopes(past, past)
        factor = np.linalg.cholesky(level + seasonal * _same_month(past, past) + np.eye(months))
        white = np.linalg.solve(factor, (series - 1).T)
        squares = (white**2).sum(axis=0)
        unlikely = 0.0 if counted is None else counted * (moves / LIKELY_STEP + seasonal / LIKELY_SEASON)
        noise = np.log(squares + NOISE_MONTHS * NOISE_VARIANCE)
        evidence.append(-unlikely - np.log(np.diag(factor)).sum() - 0.5 * (months + NOISE_MONTHS - 1) * noise)
        between = seasonal * _same_month(at, past)
        if counted is not None:
            between = between + LEVEL_VARIANCE + moves * _steps_shared(at, past) + bends * _slopes(at, past)
        explained = np.linalg.solve(factor, between.T)
        means.append(white.T @ explained)
        whole = counted is not None
        left = (_left if whole else _season_left)(explained, past, at, (moves, seasonal, bends))
        variances.append(np.outer(_noise(squares, months, counted), left))
    likely = np.exp(evidence - np.max(evidence, axis=0))
    whole_evidence = np.max(evidence, axis=0) + np.log(likely.sum(axis=0))
    weight = (likely / likely.sum(axis=0))[:, :, None]
    mean = (weight * np.stack(means)).sum(axis=0)
    variance = (weight * (np.stack(variances) + (np.stack(means) - mean) ** 2)).sum(axis=0)
    return (mean if counted is None else mean + 1), variance, whole_evidence


def _noise(squares: np.ndarray, months: int, counted: np.ndarray | None) -> np.ndarray:
    """Variance of a month around its course, (n,): of the months seen, squares -- the sum of theirs, and of what is
    usual among the others; that of counts at least."""
    usual = np.full(len(squares), NOISE_VARIANCE)
    if counted is not None:
        beyond = np.median(squares / max(months - 1, 1) - counted) if months >= FEWEST_MONTHS else USUAL_VARIANCE
        usual = counted + max(beyond, 0.0)
    noise = (squares + NOISE_MONTHS * usual) / (months + NOISE_MONTHS - 3)
    return noise if counted is None else np.maximum(noise, counted)


def _left(explained: np.ndarray, past: Times, at: Times, variances: tuple[float, float, float]) -> np.ndarray:
    """Variance of a month that the past leaves open, in units of the noise, (times,); explained -- (months, times)"""
    moves, seasonal, bends = variances
    first, last = min(at.number.min(), past.number.min()), past.number.max() + 1
    own = LEVEL_VARIANCE + moves * (at.number - first) + seasonal + bends * ((at.number - last) / YEAR) ** 2
    return np.asarray(1 + own - (explained**2).sum(axis=0))


def _season_left(explained: np.ndarray, past: Times, at: Times, variances: tuple[float, float, float]) -> np.ndarray:
    """The same of a season beside its mean over the past, which is in each product's own level."""
    unknown = variances[1] * _same_month(at, at) - explained.T @ explained
    seen = np.isin(at.number, past.number)
    return np.asarray(np.diag(unknown) - 2 * unknown[:, seen].mean(axis=1) + unknown[np.ix_(seen, seen)].mean())


def _steps_shared(one: Times, other: Times) -> np.ndarray:
    """Steps of a random walk that two times have behind them, (times, times)."""
    first = min(one.number.min(), other.number.min())
    return np.asarray(np.minimum.outer(one.number - first, other.number - first), dtype=float)


def _slopes(one: Times, other: Times) -> np.ndarray:
    """Of a straight line that is known at the last of the others, in years, (times, times)."""
    last = other.number.max() + 1
    return np.asarray(np.multiply.outer((one.number - last) / YEAR, (other.number - last) / YEAR))


def _same_month(one: Times, other: Times) -> np.ndarray:
    return np.equal.outer(one.of_year, other.of_year).astype(float)

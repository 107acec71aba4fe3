"""Products that mostly sell nothing: how often they sell, and how much then.

Selling days are a Poisson process whose rate is known only as far as it was seen: the rates that all slow products of
the block have (empirical Bayes, nonparametric: Laird, "Nonparametric maximum likelihood estimation of a mixing
distribution", 1978) are a prior, updated by the product's own days. What is sold on such a day has the product's own
sizes, completed by the shape that all of them share. In a season, see `sparse_season`, a day counts as many.
"""

from dataclasses import dataclass

import numpy as np

from forecasting.block import Block
from forecasting.forecast import LEVELS
from forecasting.signals.seasons import sparse_season
from forecasting.signals.seasons.sparse_season import SparseSeason
from forecasting.signals.silences import closures
from forecasting.uncertainty.quantiles import of_samples

# Who sells on a smaller share of days is slow; what is said here counts for all below the first, for a part up to the
# last, where the methods of the ladder have seen enough. It counts for all where nothing of late could be measured.
SLOW = sparse_season.RARE
MEAN_SHARES, MEAN_COUNTS = (0.015, 0.03, 0.08), (1.0, 0.5, 0.0)
# Of who was sold for two years it counts up to these, for all that sells at another time of the year has shown it then.
YEARS, SHARES_OF_YEARS = 2, (0.03, 0.1, 0.25)
QUANTILE_SHARES, QUANTILE_COUNTS = (0.05, 0.15, SLOW), (1.0, 0.5, 0.0)
# Where a season is believed by more than the first, what is said here counts the more, up to the second, for those who
# sell on so small a share of days; of who sells on more of them the ladder has seen enough.
SEASON, SURE_SEASON = 0.5, sparse_season.SURE
SEASON_SHARES, SEASON_COUNTS = (0.25, SLOW), (1.0, 0.0)
# Who sells on all of its weekdays, and not on such a share of them, sells no more often in its season, but more.
EACH_SHARES = (0.6, 0.85)
# A weekday on which a product sells less than this part as often as on its best is none of its own.
OWN_WEEKDAY = 0.1
# What a forecast says of the course of days counts if its level over these periods is at least this share of the
# expected one; a day is at most so many times the mean, or what its weekday is.
COURSE_PERIODS, LEAST_COURSE, MOST_COURSE = 28, 0.25, 4.0
# What is sold rarely is sold for so long on average.
LIFE_DAYS = 3000
# Who is silent out of its season has not ended, if that is likelier than this.
RATHER_ALIVE = 0.5
# Sales beside peaks tell of the days beside them from so many on.
FEWEST_BESIDE = 5
# A day loses half of what it says within so many days.
HALF_LIFE_DAYS = 365
# Rates are told apart at so many, from one sale in a LIFE_DAYS on. All of them, as logarithms, are held to be as likely
# by this part, which says of nobody that it sells otherwise than it did; for the rest they are as frequent as found.
RATES, EVEN_PART = 40, 0.75
ROUNDS = 30
# A product's own sizes are completed by as many of the common shape.
SIZES = 3.0
# Sizes are looked up at so many equal parts of probability, behind one of nothing: how much of each level they take.
PARTS = 200
_MIDDLES = (np.arange(PARTS) + 0.5) / PARTS
_SHARES = [np.interp(_MIDDLES, LEVELS, one) for one in np.eye(len(LEVELS))]
_PARTS = np.array([[0.0, *shares] for shares in _SHARES], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Prior:
    """rates -- shares of selling periods, (RATES,); weights -- how many products have each, as shares, (RATES,)"""

    rates: np.ndarray
    weights: np.ndarray

    @classmethod
    def of(cls, times: np.ndarray, days: np.ndarray, step_days: int) -> "_Prior":
        """From so many selling periods in so many, (m,) each, by the EM algorithm."""
        rates = np.geomspace(step_days / LIFE_DAYS, 1.0, RATES)
        even = np.full(RATES, 1 / RATES)
        prior = cls(rates, even)
        for _ in range(ROUNDS if len(times) else 0):
            prior = cls(rates, EVEN_PART * even + (1 - EVEN_PART) * prior._after(times, days).mean(axis=0))
        return prior

    def rate(self, times: np.ndarray, days: np.ndarray) -> np.ndarray:
        """Expected of products that sold in so many of so many periods, (m,)."""
        return self._after(times, days) @ self.rates

    def _after(self, times: np.ndarray, days: np.ndarray) -> np.ndarray:
        """Chance of each rate after what was seen, (m, RATES)."""
        likelihood = times[:, None] * np.log(self.rates) - days[:, None] * self.rates
        chance = self.weights * np.exp(likelihood - likelihood.max(axis=1, keepdims=True))
        return np.asarray(chance / chance.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class SlowSellers:
    """rows -- int (m,); share -- of periods in which each sells, expected, (m,); size -- mean of such a period, (m,)
    sizes -- quantiles of that at LEVELS, (m, levels); measured -- by a backtest, bool (m,)
    in_peak -- periods ahead that multiply it, bool (m, periods), or none
    season -- of each, what multiplies its share; alive -- chance that it is still sold, (m,); block -- their sales
    part_of_week -- in which each is sold at all, (m,): a seventh is one weekday"""

    rows: np.ndarray
    share: np.ndarray
    size: np.ndarray
    sizes: np.ndarray
    measured: np.ndarray
    in_peak: np.ndarray
    season: SparseSeason
    alive: np.ndarray
    block: Block
    part_of_week: np.ndarray

    @classmethod
    def of(
        cls, block: Block, ordinary: np.ndarray, measured: np.ndarray, peaks: np.ndarray | None = None
    ) -> "SlowSellers":
        """From all that is known of a block; ordinary -- those of which nothing else is known, bool (products,)
        peaks -- what peaks have multiplied their sales by, which is taken out of them, (products, periods and more)"""
        known, sold = ~np.isnan(block.values), block.values > 0
        slow = ordinary & sold.any(axis=1) & (sold.sum(axis=1) < SLOW * known.sum(axis=1))
        rows = np.flatnonzero(slow)
        known, sold, own = known[rows], sold[rows], block.select(rows)
        season = sparse_season.find(own)
        beside = _beside_peaks(sold, None if peaks is None else peaks[rows, : block.periods])
        worth, sold = known * beside * season.at(own, 0, own.periods), sold & beside
        days, times = _faded(worth, block.step_days), _faded(_after_first(sold), block.step_days)
        prior = _Prior.of(times, days, block.step_days)
        alive = _alive(sold, worth, block.step_days, prior)
        size, sizes = _sizes(np.where(sold, own.values, np.nan))
        in_peak = np.ones((len(rows), 0)) > 1 if peaks is None else peaks[rows, own.periods :] > 1
        share, part = prior.rate(times, days) * alive, _part_of_week(own)
        return cls(rows, share, size, sizes, measured[rows], in_peak, season, alive, own, part)

    @property
    def awaited(self) -> np.ndarray:
        """Who is silent for its season only, rows of the block."""
        return self.rows[(self.season.belief > sparse_season.SURE) & (self.alive > RATHER_ALIVE)]

    @property
    def _share_of_days(self) -> np.ndarray:
        return self.share / self.block.step_days

    @property
    def _knows_years(self) -> np.ndarray:
        return np.asarray(self.block.periods - self.block.first_sales >= YEARS * self.block.year_length)

    @property
    def _seasonal(self) -> np.ndarray:
        """How much what is said here counts for its season, (m,)."""
        believed = np.interp(self.season.belief, (SEASON, SURE_SEASON), (0.0, 1.0))
        seldom = np.interp(self._share_of_days / self.part_of_week, EACH_SHARES, SEASON_COUNTS)
        return believed * seldom * np.interp(self._share_of_days, SEASON_SHARES, SEASON_COUNTS)

    def mean(self, mean: np.ndarray) -> np.ndarray:
        """Means (products, horizon) of the block, those of the slow averaged with what is said here."""
        out, today = mean.copy(), mean[self.rows]
        level = np.broadcast_to((self.share * self.size)[:, None], today.shape)
        usual = today[:, :COURSE_PERIODS].mean(axis=1, keepdims=True)
        # The course of the ladder's forecast is kept where it has one, as far as no season is believed.
        course = np.divide(today, usual, out=np.ones(today.shape), where=usual > LEAST_COURSE * level)
        # Who sells on one weekday only has a course that is bounded here.
        by_years = self._knows_years & (course.max(axis=1) <= MOST_COURSE)
        shares = np.where(by_years[:, None], SHARES_OF_YEARS, MEAN_SHARES)
        of_share = [np.interp(own, known, MEAN_COUNTS) for own, known in zip(self._share_of_days, shares, strict=True)]
        counts = np.where(self.measured, of_share, 1.0)
        # A peak is known as so many times what years have sold beside it, whatever the last weeks did.
        in_peak = np.pad(self.in_peak, ((0, 0), (0, max(today.shape[1] - self.in_peak.shape[1], 0))))
        counts = np.maximum(np.maximum(counts, self._seasonal)[:, None], in_peak[:, : today.shape[1]])
        even = 1 - self.season.belief[:, None]
        season = self.season.at(self.block, self.block.periods, self.block.periods + today.shape[1])
        within = _within_weeks(today, self.block.season_length)
        bounded = np.minimum(course, np.maximum(MOST_COURSE, within))
        course = season * within + even * (bounded - within)
        out[self.rows] = (1 - counts) * today + counts * level * course
        return out

    def quantiles(self, mean: np.ndarray, quantiles: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """Quantiles at LEVELS of the block (products, levels, horizon) with these means, those of the slow averaged
        with what is said here; whole numbers for counts (products,)."""
        trust = np.interp(self._share_of_days, QUANTILE_SHARES, QUANTILE_COUNTS).astype(np.float32)[:, None, None]
        share = mean[self.rows] / self.size[:, None]
        # Where more is expected than a sale a day, as in a peak, each is larger.
        own = _compound(share, self.sizes) * np.maximum(share, 1.0).astype(np.float32)[:, None]
        # Equal ones may cross by the last digit when they are averaged.
        own = np.maximum.accumulate(trust * own + (1 - trust) * quantiles[self.rows], axis=1)
        quantiles[self.rows] = np.where(counts[self.rows, None, None], np.floor(own + 0.5), own)
        return quantiles


def _beside_peaks(sold: np.ndarray, peaks: np.ndarray | None) -> np.ndarray:
    """Periods that say how often a product sells beside its peaks, bool (m, periods): all where hardly any of these do,
    for a peak is not known by its usual sales then."""
    if peaks is None:
        return np.ones(sold.shape, dtype=bool)
    beside = peaks <= 1.0
    return np.asarray(beside | ((sold & beside).sum(axis=1) < FEWEST_BESIDE)[:, None])


def _part_of_week(block: Block) -> np.ndarray:
    """In which each product is sold at all, (products,): the weekdays of its own; all of it for sales by the week."""
    weekday = np.arange(block.periods) % block.season_length
    often = closures.by_weekday(block.values > 0, weekday, block.season_length)
    return np.asarray((often >= OWN_WEEKDAY * often.max(axis=1, keepdims=True)).mean(axis=1))


def _within_weeks(mean: np.ndarray, week: int) -> np.ndarray:
    """What the weekday of each period sells as a multiple of the mean one, by means (m, horizon) of all weeks."""
    weeks = mean.shape[1] // week
    sums = mean[:, : weeks * week].reshape(len(mean), weeks, week).sum(axis=1) if weeks else np.zeros((len(mean), week))
    usual = np.tile(sums, (1, weeks + 1))[:, : mean.shape[1]]
    average = sums.mean(axis=1, keepdims=True)
    return np.divide(usual, average, out=np.ones(mean.shape), where=average > 0)


def _after_first(sold: np.ndarray) -> np.ndarray:
    """Selling days but for the first, with which a history begins."""
    after = sold.copy()
    after[np.arange(len(sold)), sold.argmax(axis=1)] = False
    return after


def _faded(days: np.ndarray, step_days: int) -> np.ndarray:
    age = np.arange(days.shape[1])[::-1] * step_days
    return days @ (0.5 ** (age / HALF_LIFE_DAYS))


def _alive(sold: np.ndarray, worth: np.ndarray, step_days: int, prior: _Prior) -> np.ndarray:
    """Chance that a product is still sold after its silence, (m,): Schmittlein, Morrison and Colombo, "Counting your
    customers", Management Science 1987, for a known rate of sales and of ends.

    worth -- known days, each as many as it usually sells, (m, periods)
    """
    periods = sold.shape[1]
    last = periods - 1 - sold[:, ::-1].argmax(axis=1)
    silent = worth * (np.arange(periods) > last[:, None])
    before = worth.sum(axis=1) - silent.sum(axis=1)
    # The first sale begins the history: it says nothing of how many there are.
    rate, end = prior.rate(sold.sum(axis=1) - 1.0, before), step_days / LIFE_DAYS
    gone = end / (rate + end) * np.expm1(np.minimum((rate + end) * silent.sum(axis=1), 50.0))
    return 1 / (1 + gone)


def _sizes(sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean (m,) and quantiles (m, levels) of what is sold on a selling day; sizes -- (m, periods), NaN on others."""
    count = (~np.isnan(sizes)).sum(axis=1)
    mean = np.nansum(sizes, axis=1) / np.maximum(count, 1)
    own = of_samples(sizes)
    if not len(sizes):
        return mean, own
    shape = np.average(own / mean[:, None], axis=0, weights=count)
    trust = (count / (count + SIZES))[:, None]
    return mean, trust * own + (1 - trust) * shape * mean[:, None]


def _compound(share: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Quantiles at LEVELS of nothing on most days and a size on the others, float32 (m, levels, horizon)."""
    table = sizes.astype(np.float32) @ _PARTS
    out = np.zeros((len(sizes), len(LEVELS), share.shape[1]), dtype=np.float32)
    share = np.clip(share, 1e-9, 1.0).astype(np.float32)
    for position, level in enumerate(LEVELS):
        part = np.ceil((level - 1 + share) * (PARTS / share))
        out[:, position] = np.take_along_axis(table, np.maximum(part, 0).astype(np.int16), axis=1)
    return out

"""How the year that products share comes round.

Cut-offs before a season do not show which method knows it, and of one slow product no year says much. What a whole
category sold more or less of in the weeks ahead a year ago is hardly chance: each is moved towards that, or towards its
own year as far as products differ and its sales are many (Robbins, "An empirical Bayes approach to statistics", 1956).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known
from forecasting.signals.first_year import LEVEL_DAYS, WEEK, Sold, unsteadiness_of

# The course ahead is that of so many days together, in so many years before at most.
TOGETHER_DAYS, MOST_YEARS = 14, 3
# Fewer products have no year in common; half of what is expected is the category's own once it has so many.
FEWEST_PRODUCTS, OWN_PRODUCTS = 8, 5.0
# Variance of a product's share of its own mean beyond that of a count.
OWN_VARIANCE = 0.3
# So little of a difference, in logarithms, is left as it is, and no more than that is followed.
LEFT, MOST = 0.1, np.log(10.0)
TINY = 1e-9
# What one year alone has shown is believed so far, if the level is near that of then, in logarithms.
ONCE, MOST_MOVED = 0.8, np.log(4.0)


@dataclass(frozen=True, slots=True)
class _Change:
    """From the units of one level (products, 1) to those of periods ahead (products, horizon), NaN where unknown.

    ratio -- by how many times as many periods the latter are of, (products, horizon)
    """

    before: np.ndarray
    after: np.ndarray
    ratio: np.ndarray

    @classmethod
    def between(cls, before: Sold, after: Sold, level: int, width: int) -> "_Change":
        known = (2 * before.periods >= level) & (2 * after.periods >= width)
        return cls(np.where(known, before.units, np.nan), after.units, after.periods / np.maximum(before.periods, 1))

    def together(self, worth: np.ndarray, members: np.ndarray) -> np.ndarray:
        """Logarithm of that of all members, each unit worth so much, (horizon,); NaN of too few."""
        known = ~np.isnan(self.before) & members[:, None]
        before, after = (
            np.where(known, worth[:, None] * units, 0.0).sum(axis=0) for units in (self.before * self.ratio, self.after)
        )
        enough = (known.sum(axis=0) >= FEWEST_PRODUCTS) & (before > 0) & (after > 0)
        return np.where(enough, np.log(np.divide(after, before, out=np.ones(len(after)), where=enough)), np.nan)


def coming_round(block: Block, mean: np.ndarray, some: np.ndarray, peaks: np.ndarray) -> np.ndarray:
    """By what to multiply means (products, horizon).

    some -- whose, bool (products,); peaks -- by what sales and means were divided, (products, periods + horizon): they
    are a part of the year as the rest of it
    """
    block = replace(block, values=block.values * peaks[:, : block.periods])
    mean = mean * peaks[:, block.periods :]
    factors, level = np.ones(mean.shape), LEVEL_DAYS // block.step_days
    rows, reach = np.flatnonzero(some), min(mean.shape[1], block.year_length)
    if len(rows) >= FEWEST_PRODUCTS and block.periods >= block.year_length + level:
        more, variance = _more(block.select(rows), mean[rows, :reach])
        followed = np.maximum(1 - (LEFT**2 + variance) / np.maximum(more**2, LEFT**2), 0.0)
        factors[rows, :reach] = np.exp(np.clip(followed * more, -MOST, MOST))
    return factors


def _more(block: Block, mean: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Logarithms of what to multiply these means by, and the variance of what products do, (products, horizon) each."""
    level, width = LEVEL_DAYS // block.step_days, TOGETHER_DAYS // block.step_days
    worth = 1 / (1 + OWN_VARIANCE * np.nan_to_num(mean_known(block.values)))
    unsteadiness = unsteadiness_of(block.values, WEEK // block.step_days)
    today = Sold.in_all(block.values[:, -level:])
    expected = _Change.between(today, Sold.around(mean, width), level, width)
    years = list(_years(block, mean.shape[1], level, width))
    out, variance, left = np.zeros(mean.shape), np.zeros(mean.shape), np.ones(mean.shape)
    for members, trust in _pools(block):
        then = np.stack([year.together(worth, members) for year in years])
        own, error = _beyond(years, then, unsteadiness)
        beyond, differ = _pulled(own, error, members)
        now = expected.together(worth, members)
        # What is expected of a product that is new is known better than its year, which is that of all.
        each = np.where(np.isnan(own), now, _expected_rise(expected, now[:1], unsteadiness, members))
        more = mean_known(then, axis=0) + beyond - each
        more *= _belief(then, _moved(today, years[0], worth, members))
        share = np.where(np.isnan(more) | ~members[:, None], 0.0, trust * left)
        out += share * np.nan_to_num(more)
        variance += share * differ
        left -= share
    return out, variance


def _years(block: Block, horizon: int, level: int, width: int) -> Iterator[_Change]:
    """What each of the years before did from the same day on, the last one first."""
    for back in range(1, MOST_YEARS + 1):
        ago = block.periods - back * block.year_length
        if ago >= level:
            there = np.where((block.first_sales <= ago - level // 2)[:, None], block.values, np.nan)
            before = Sold.in_all(there[:, ago - level : ago])
            after = Sold.around(there[:, ago : ago + horizon], width)
            yield _Change.between(before, after, level, width)


def _pools(block: Block) -> Iterator[tuple[np.ndarray, float]]:
    """Members of each category and of all, bool (products,), with how far to trust them."""
    names, of_category = np.unique(np.array(block.categories, dtype=str), return_inverse=True)
    if len(names) > 1:
        for number in range(len(names)):
            members = of_category == number
            if members.sum() >= FEWEST_PRODUCTS:
                yield members, members.sum() / (members.sum() + OWN_PRODUCTS)
    yield np.ones(len(block), dtype=bool), 1.0


def _moved(today: Sold, last: _Change, worth: np.ndarray, members: np.ndarray) -> float:
    """How far what members sell together is from what they sold a year ago, as a logarithm."""
    there = members & ~np.isnan(last.before[:, -1])
    now, then = ((worth[:, None] * units)[there, -1].sum() for units in (today.units, last.before))
    return float(np.log(max(now, TINY) / max(then, TINY)))


def _belief(then: np.ndarray, moved: float) -> np.ndarray:
    """How far to believe that what all did in the years before, (years, horizon), comes round, (horizon,): as far as
    two years or more agree (James and Stein), or where there is but one, as far as what it did has gone back since.

    moved -- how far the level is from that of a year ago
    """
    seasonal, count = mean_known(then, axis=0), (~np.isnan(then)).sum(axis=0)
    near = np.clip(2 * (1 - np.abs(moved) / MOST_MOVED), 0.0, 1.0)
    back = np.clip(2 * (1 - moved / np.where(seasonal == 0, np.inf, seasonal)), 0.0, 1.0)
    apart = mean_known((then - seasonal) ** 2, axis=0) / np.maximum(count - 1, 1)
    several = count > 1
    stray = np.where(several, apart, 0.0).sum() / max(np.where(several, seasonal**2, 0.0).sum(), TINY)
    return np.where(several, max(1 - stray, 0.0), ONCE * near * back)


def _beyond(years: list[_Change], together: np.ndarray, unsteadiness: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What each did beyond what all did in these years, (years, horizon), as a logarithm, and its variance, (products,
    horizon) each; NaN where unknown."""
    beyond, errors = [], []
    for year, of_all in zip(years, together, strict=True):
        usual = year.before * year.ratio * np.exp(of_all)
        own = np.log((year.after + 0.5) / (usual + 0.5))
        error = unsteadiness * (1 / (year.after + 0.5) + 1 / (year.before + 0.5))
        beyond.append(own)
        errors.append(np.where(np.isnan(own), np.nan, error))
    count = np.maximum((~np.isnan(np.stack(beyond))).sum(axis=0), 1)
    return mean_known(np.stack(beyond), axis=0), mean_known(np.stack(errors), axis=0) / count


def _expected_rise(expected: _Change, now: np.ndarray, unsteadiness: np.ndarray, members: np.ndarray) -> np.ndarray:
    """Logarithm of how far each is expected above today, (products, horizon): to its first days, which it may be by
    what it happened to sell of late, and from these on.

    now -- how far the first days of all are, (1,)
    """
    ahead = np.log(np.maximum(expected.after / np.maximum(expected.ratio, TINY), TINY))
    beyond = np.log((np.exp(ahead[:, :1] - now) + 0.5) / (expected.before + 0.5))
    first = now + _pulled(beyond, unsteadiness / (expected.before + 0.5), members)[0]
    return np.asarray(first + ahead - ahead[:, :1])


def _pulled(beyond: np.ndarray, error: np.ndarray, members: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What each does beyond all, pulled to nothing as far as its error is larger than members differ in it, and
    how much they differ where nothing is known of it, as a variance, (products, horizon) each."""
    known = ~np.isnan(beyond) & members[:, None]
    own, worth = np.where(known, beyond, 0.0), np.where(known, 1 / error, 0.0)
    squares = np.where(known, own**2 * worth - 1, 0.0).sum(axis=0)
    differ = np.maximum(squares / np.maximum(worth.sum(axis=0), TINY), 0.0)
    trust = differ * worth / (differ * worth + 1)
    return own * trust, np.where(known, 0.0, differ)

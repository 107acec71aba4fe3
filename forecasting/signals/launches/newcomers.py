"""Products too young to speak for themselves: what they lean on are launches before theirs."""

from dataclasses import dataclass

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known

# Weeks of sales after which a product's own level and weekdays speak for themselves.
GROWN_UP_WEEKS = 4
HISTORY_WEEKS = 26
# A history begins with a sale, so its first day is a selected one: it says this much of what another day says.
FIRST_DAY = 0.25
# A day of who sells much loses half of what it says within so many days: most launches fade, some take off.
HALF_LIFE_DAYS = 6.0
# Days of a newcomer's own sales that the launches before it are worth: the best of these in hindsight, the first number
# until so many launches have been seen. More would drown a success in the many that were none.
USUAL_WORTH, WORTHS, FEWEST_LAUNCHES = 7.0, (0.5, 1.0, 2.0, 4.0, 7.0), 20
# Who began with ten times as much is another kind of product: a launch counts less the further its first days are from
# those of the newcomer, by this standard deviation of the logarithm of their mean, to which one sale more or less in
# these days makes no difference.
LIKENESS = 0.8
# What such launches of a category say is pulled to what those of the catalogue do, and that to all, by so many of them.
POOL_LAUNCHES = 5.0
# By so many days of its own a newcomer shows that it is like no launch.
SHOWS_DAYS = 7.0
# Variance of a newcomer's days beyond a count's own, as a share of the squared mean, until launches have shown it.
USUAL_EXCESS, LARGEST_EXCESS = 1.0, 6.0


@dataclass(frozen=True, slots=True)
class Launched:
    """rows -- products too young, int (m,); level -- units a period expected of them, (m,)
    excess -- variance beyond that of a count, as a share of the squared mean, (m,)"""

    rows: np.ndarray
    level: np.ndarray
    excess: np.ndarray


def expect(block: Block) -> Launched:
    """What newcomers will sell a period, flat: their own sales and those of launches at the same age and after."""
    rows = np.flatnonzero(newcomers(block))
    level, excess = np.zeros(len(rows)), np.full(len(rows), USUAL_EXCESS)
    ages = block.periods - block.first_sales
    for age in np.unique(ages[rows]):
        own = ages[rows] == age
        level[own], excess[own] = _at_age(block, rows[own], int(age), np.flatnonzero(_launches(block, age)))
    return Launched(rows, level, excess)


def unsold(block: Block, category: str) -> tuple[float, float, int]:
    """Units a period to expect in the first weeks of a product that is still to be launched: what launches of its
    category sold in theirs; their excess variance, and how many launches that rests on.

    Where the block has seen none, what its products sell, those of the category first.
    """
    categories, launches = np.asarray(block.categories, dtype=str), np.flatnonzero(_launches(block, 0))
    if not len(launches):
        recent = np.nan_to_num(mean_known(block.values[:, -HISTORY_WEEKS * block.season_length :]))
        own = recent[categories == category]
        return float(np.median(own if len(own) else recent)), LARGEST_EXCESS, 0
    outcome = _since_launch(block, launches, 0, GROWN_UP_WEEKS * block.season_length)
    sold = np.nan_to_num(mean_known(outcome))
    of_launches = categories[launches]
    (level,) = _of_category(sold[None], of_launches, np.array([category]), np.ones((1, len(sold))))
    usual = _of_category(sold[None], of_launches, of_launches, np.ones((len(sold), len(sold))))
    excess = max(_excess(outcome, usual), USUAL_EXCESS)
    return float(level), excess, len(launches)


def newcomers(block: Block) -> np.ndarray:
    """Products of which less than GROWN_UP_WEEKS are known since their first sale, bool (products,)."""
    known = (~np.isnan(block.values)).sum(axis=1)
    return (block.periods > block.first_sales) & (known < GROWN_UP_WEEKS * block.season_length)


def _launches(block: Block, age: int) -> np.ndarray:
    """Products whose first days were seen, and GROWN_UP_WEEKS after this age as well, bool (products,)."""
    weeks = GROWN_UP_WEEKS * block.season_length
    return (block.first_sales >= weeks) & (block.periods - block.first_sales >= age + weeks)


def _at_age(block: Block, rows: np.ndarray, age: int, launches: np.ndarray) -> tuple[np.ndarray, np.ndarray | float]:
    """Levels (rows,) and the excess of their days."""
    days, mean = _own(_since_launch(block, rows, 0, age))
    if not len(launches):
        return mean, USUAL_EXCESS
    then_days, then_mean = _own(_since_launch(block, launches, 0, age))
    outcome = _since_launch(block, launches, age, age + GROWN_UP_WEEKS * block.season_length)
    sold = np.nan_to_num(mean_known(outcome))
    categories = np.asarray(block.categories, dtype=str)
    of_launches, among_themselves = categories[launches], _alike(then_days, then_mean, then_mean)
    moved = _as_of(then_days, then_mean, then_mean)
    # Nobody is a witness of itself.
    np.fill_diagonal(among_themselves, 0.0)
    prior = _of_category(sold * moved, of_launches, of_launches, among_themselves)
    then_backed, alike = _backed(among_themselves, then_days), _alike(days, mean, then_mean)
    tried = [_leaning(then_days, then_mean, prior, worth * then_backed) for worth in WORTHS]
    loss = [np.abs(level - sold).sum() for level in tried]
    worth = WORTHS[int(np.argmin(loss))] if len(launches) >= FEWEST_LAUNCHES else USUAL_WORTH
    expected = _leaning(then_days, then_mean, prior, worth * then_backed)
    own_prior = _of_category(sold * _as_of(days, mean, then_mean), of_launches, categories[rows], alike)
    level = _leaning(days, mean, own_prior, worth * _backed(alike, days))
    return level, _excess(outcome, expected) if len(launches) >= FEWEST_LAUNCHES else USUAL_EXCESS


def _since_launch(block: Block, rows: np.ndarray, first: int, last: int) -> np.ndarray:
    """Sales of the days first..last-1 of each product's life, (rows, last - first)."""
    return block.values[rows[:, None], block.first_sales[rows][:, None] + np.arange(first, last)]


def _own(sales: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many days a newcomer's sales are worth, and their mean, (rows,) each."""
    weight = np.where(np.isnan(sales), 0.0, 1.0)
    weight[:, 0] *= FIRST_DAY
    weight *= 0.5 ** (np.arange(weight.shape[1])[::-1] / _half_life(sales)[:, None])
    days = weight.sum(axis=1)
    total = (np.nan_to_num(sales) * weight).sum(axis=1)
    return days, np.divide(total, days, out=np.zeros(len(days)), where=days > 0)


def _half_life(sales: np.ndarray) -> np.ndarray:
    """Days within which a newcomer's day loses half of its weight, (rows,): the more the fewer units tell of it, as
    where a level that moves is smoothed (Muth, "Optimal properties of exponentially weighted forecasts", JASA 1960)."""
    mean = np.nan_to_num(mean_known(sales))
    return HALF_LIFE_DAYS * np.sqrt(1 + 1 / np.maximum(mean, 1e-3))


def _backed(alike: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Part of what launches are worth to each newcomer, (wanted,): little to one whom few of them are like, as far as
    its own days can show that, a week of them wholly."""
    number = alike.sum(axis=1)
    return np.asarray(number / (number + POOL_LAUNCHES * np.minimum(days / SHOWS_DAYS, 1.0)))


def _leaning(days: np.ndarray, mean: np.ndarray, prior: np.ndarray, worth: np.ndarray) -> np.ndarray:
    return (days * mean + worth * prior) / (days + worth)


def _alike(days: np.ndarray, mean: np.ndarray, of_launches: np.ndarray) -> np.ndarray:
    """How much each launch says of who had these means in so many first days, 0 to 1, (wanted, launches)."""
    return np.asarray(np.exp(-0.5 * (_apart(days, mean, of_launches) / LIKENESS) ** 2))


def _as_of(days: np.ndarray, mean: np.ndarray, of_launches: np.ndarray) -> np.ndarray:
    """By what the outcome of each launch is multiplied to be that of a launch which began with these means, (wanted,
    launches): more of the launches near to a newcomer are better sellers than it, or worse ones. As far as its own days
    are believed beside their error."""
    days = np.maximum(days, FIRST_DAY)
    error = 1 / (days * mean + 1) + USUAL_EXCESS / days
    believed = LIKENESS**2 / (LIKENESS**2 + error)
    return np.asarray(np.exp(believed[:, None] * np.minimum(_apart(days, mean, of_launches), 0.0)))


def _apart(days: np.ndarray, mean: np.ndarray, of_launches: np.ndarray) -> np.ndarray:
    """Logarithms of means beside those of launches, (wanted, launches)."""
    one = 1 / np.maximum(days, FIRST_DAY)[:, None]
    return np.asarray(np.log(mean[:, None] + one) - np.log(of_launches + one))


def _of_category(sold: np.ndarray, of_launches: np.ndarray, wanted: np.ndarray, alike: np.ndarray) -> np.ndarray:
    """Mean outcome of the launches of each wanted category, pulled to that of all, (wanted,); sold -- outcomes, (wanted
    or 1, launches); alike -- how much each counts, (wanted, launches)."""
    everyone = (alike * sold).sum(axis=1) + POOL_LAUNCHES * sold.mean(axis=1)
    everyone /= alike.sum(axis=1) + POOL_LAUNCHES
    own = alike * (wanted[:, None] == of_launches)
    return np.asarray(((own * sold).sum(axis=1) + POOL_LAUNCHES * everyone) / (own.sum(axis=1) + POOL_LAUNCHES))


def _excess(outcome: np.ndarray, expected: np.ndarray) -> float:
    """Of the days after launches of this age, whose level was expected like this."""
    known = ~np.isnan(outcome)
    mean = np.broadcast_to(expected[:, None], outcome.shape)
    beyond = (np.where(known, (np.nan_to_num(outcome) - mean) ** 2 - mean, 0.0)).sum()
    squares = np.where(known, mean**2, 0.0).sum()
    return float(np.clip(beyond / squares, 0.0, LARGEST_EXCESS)) if squares > 0 else USUAL_EXCESS


def weekday_profile(block: Block, horizon: int) -> np.ndarray:
    """Factors by weekday for the periods ahead, (products, horizon): the category's for newcomers, 1 for the others.

    A category without a grown-up product lends the whole block's; who sells on few days lends little.
    """
    factors = np.ones((len(block), horizon))
    young = newcomers(block)
    if not young.any() or young.all() or block.season_length == 1:
        return factors
    shares, weight = _weekday_shares(block)
    categories = np.asarray(block.categories, dtype=str)
    ahead = (block.periods + np.arange(horizon)) % block.season_length
    for category in np.unique(categories[young]):
        own = categories == category
        lenders = ~young & own if (~young & own).any() else ~young
        factors[young & own] = _lent(shares, weight, lenders)[ahead]
    return factors


def profile_of(block: Block, category: str, horizon: int) -> np.ndarray:
    """The same for a product of this category that sold nothing yet, (horizon,)."""
    young = newcomers(block)
    if young.all() or block.season_length == 1:
        return np.ones(horizon)
    own = np.asarray(block.categories, dtype=str) == category
    lenders = ~young & own if (~young & own).any() else ~young
    ahead = (block.periods + np.arange(horizon)) % block.season_length
    return _lent(*_weekday_shares(block), lenders)[ahead]


def _lent(shares: np.ndarray, weight: np.ndarray, lenders: np.ndarray) -> np.ndarray:
    """Factors by weekday whose mean is 1, (season length,)."""
    profile = (shares * weight[:, None])[lenders].sum(axis=0)
    mean = profile.mean()
    return profile / mean if mean > 0 else np.ones(len(profile))


def _weekday_shares(block: Block) -> tuple[np.ndarray, np.ndarray]:
    """Mean of each weekday in units of the product's mean, (products, season length), 0 where it sold nothing; and how
    many days it sold on, (products,)."""
    season = block.season_length
    recent = block.values[:, -HISTORY_WEEKS * season :]
    first = block.periods - recent.shape[1]
    weekday = (first + np.arange(recent.shape[1])) % season
    means = np.stack([mean_known(recent[:, weekday == day]) for day in range(season)], axis=1)
    level = mean_known(recent)[:, None]
    shares = np.divide(means, level, out=np.zeros(means.shape), where=level > 0)
    return np.nan_to_num(shares), (recent > 0).sum(axis=1)

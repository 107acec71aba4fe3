"""What was wanted on a day on which a product ran out: at least what was sold, and how much more its own days say.

Such a day is censored from below. Its demand is taken as negative binomial around the mean of the days before it, and
what was sold is replaced by E[D | D >= sold]; the means are those of demand replaced alike, which a few rounds settle:
the EM algorithm for grouped and censored data (Dempster, Laird and Rubin, 1977, section 4.2). A day looks at those
before it only, so its demand stays what it was as more days are told, and a backtest sees nothing of what came later.
"""

import numpy as np
from scipy.special import betainc

# The mean of a day: so many of its own weekday, held to the whole of the last four weeks by so many days' weight.
OWN_WEEKDAYS, RECENT, WEEKDAY_PRIOR = 8, 28, 4.0
# Of fewer known days before it nothing is concluded; and nothing where more of the days with a sale than this ran out:
# who throws away in the evening what is left has none every night, and met its demand.
FEWEST, MOST_OFTEN = 14, 0.5
ROUNDS = 4
# Beyond this size a negative binomial is a Poisson distribution.
LARGEST_SIZE = 1e4


# Of days before a day no earlier ones are asked.
LOOKED_BACK = max(7 * OWN_WEEKDAYS, RECENT)


def demand(sales: np.ndarray, ran_out: np.ndarray, season_length: int = 7) -> np.ndarray:
    """Sales with the demand expected on periods that ran out in their place, float64 (n,), never below what was sold;
    of what is sold in whole units whole units, what is left of them going on to the next such period.

    sales -- per period, shape (n,), NaN where unknown; ran_out -- bool (n,): sold, and nothing left at the end
    season_length -- 7 for days, 1 for weeks
    """
    censored = np.flatnonzero(ran_out & (sales > 0))
    known = ~np.isnan(sales)
    censored = censored[np.cumsum(known)[censored] > FEWEST]
    wanted = sales.copy()
    if len(censored) > MOST_OFTEN * (sales > 0).sum():
        return wanted
    for _ in range(ROUNDS if len(censored) else 0):
        means = _means(wanted, censored, season_length)
        wanted[censored] = _at_least(sales[censored], means, _size(wanted, season_length))
    return _in_units(sales, wanted)


def _in_units(sales: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    if (np.nan_to_num(sales) % 1).any():
        return wanted
    more = np.cumsum(np.nan_to_num(wanted - sales))
    return np.asarray(sales + np.diff(np.floor(more + 1e-9), prepend=0.0))


def _means(values: np.ndarray, places: np.ndarray, season_length: int) -> np.ndarray:
    """What is expected at each place from the periods before it, (k,)."""
    recent = _before(values, places, np.arange(1, RECENT + 1))
    overall = _mean(recent, np.zeros(len(places)), 0.0)
    own = _before(values, places, season_length * np.arange(1, OWN_WEEKDAYS + 1))
    return _mean(own, overall, WEEKDAY_PRIOR)


def _before(values: np.ndarray, places: np.ndarray, ages: np.ndarray) -> np.ndarray:
    """Values so many periods before each place, (k, ages), NaN before the first."""
    at = places[:, None] - ages
    return np.where(at >= 0, values[np.maximum(at, 0)], np.nan)


def _mean(values: np.ndarray, prior: np.ndarray, weight: float) -> np.ndarray:
    number = (~np.isnan(values)).sum(axis=1)
    return (np.nansum(values, axis=1) + weight * prior) / np.maximum(number + weight, 1)


def _size(values: np.ndarray, season_length: int) -> float:
    """Size of the negative binomial by the method of moments, from all periods around their means."""
    every = np.flatnonzero(~np.isnan(values))[FEWEST:]
    if not len(every):
        return LARGEST_SIZE
    means = _means(values, every, season_length)
    surplus = ((values[every] - means) ** 2 - means).mean()
    return float(np.clip((means**2).mean() / surplus, 0.05, LARGEST_SIZE)) if surplus > 0 else LARGEST_SIZE


def _at_least(sold: np.ndarray, means: np.ndarray, size: float) -> np.ndarray:
    """E[D | D >= sold], D negative binomial: mean * P(D' >= sold - 1) / P(D >= sold), D' of one size more."""
    units = np.ceil(sold)
    failure = np.maximum(means, 1e-9) / (size + np.maximum(means, 1e-9))
    # The upper tail of a negative binomial is the incomplete beta function; of none or more it is one.
    reached = betainc(units, size, failure)
    above = means * np.where(units > 1, betainc(np.maximum(units - 1, 1), size + 1, failure), 1.0)
    expected = np.divide(above, reached, out=sold.copy(), where=reached > 1e-9)
    return np.maximum(expected, sold)

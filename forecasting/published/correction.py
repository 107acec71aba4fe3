"""A factor against a bias that lasts: applied only where it would have helped before."""

from dataclasses import dataclass

import numpy as np

from forecasting.metrics import mean_known

# Weeks that must be known at least, and of them those a first factor is learnt from.
LEAST_WEEKS, FIRST_WEEKS = 12, 6
# Forecasts of a week are made up to so many weeks before it: what is learnt for it ends earlier.
GAP = 1
# Pull towards no correction, as much as so many weeks without bias.
PRIOR_WEEKS = 4.0
SMALLEST, LARGEST = 0.5, 2.0
# Less than this is no bias anyone would notice, and may be but rounding.
LEAST_BIAS = 0.02
# What it must have done on the weeks held out: error reduced to this share, in this share of weeks.
ERROR_SHARE, WEEKS_BETTER = 0.95, 2 / 3
# And the bias must stand out of chance by so many standard errors: skewed sales alone would often pass the above.
STANDARD_ERRORS = 2.0
# Weeks over which the rule itself is tried on the whole catalogue, and the share of error it must have left at most.
TRIAL_WEEKS, TRIAL_SHARE = 12, 0.95


@dataclass(frozen=True, slots=True)
class Correction:
    """factor -- float64, shape (products,); 1 where none has proven to help; weeks -- known ones, (products,)"""

    factor: np.ndarray
    weeks: np.ndarray


def learn(actual: np.ndarray, forecast: np.ndarray) -> Correction:
    """Factors for forecasts from their weekly totals and those of sales, uncorrected, oldest week first.

    actual, forecast -- float64, shape (products, weeks); NaN where a week is not known

    Who looks at many products finds some whose bias stood out by chance. So the rule itself has to have helped: over
    the last weeks, had it been followed, the products it would have corrected must have been forecast better.
    """
    known = ~np.isnan(actual) & ~np.isnan(forecast)
    actual, forecast = np.where(known, actual, np.nan), np.where(known, forecast, np.nan)
    factor = _proven(actual, forecast)
    if (factor != 1).any() and not _rule_helped(actual, forecast):
        factor = np.ones(len(factor))
    return Correction(factor, known.sum(axis=1))


def _rule_helped(actual: np.ndarray, forecast: np.ndarray) -> bool:
    before = after = 0.0
    # Before its first weeks are known the rule decides nothing.
    first = max(LEAST_WEEKS + GAP, actual.shape[1] - TRIAL_WEEKS)
    for week in range(first, actual.shape[1]):
        factor = _proven(actual[:, : week - GAP], forecast[:, : week - GAP])
        moved = factor != 1
        sold, expected = actual[moved, week], forecast[moved, week]
        before += np.nansum(np.abs(expected - sold))
        after += np.nansum(np.abs(factor[moved] * expected - sold))
    return after < TRIAL_SHARE * before


def _proven(actual: np.ndarray, forecast: np.ndarray) -> np.ndarray:
    """Factors of the products whose own weeks speak for one, else 1."""
    weeks = (~np.isnan(actual)).sum(axis=1)
    before, after = _held_out(actual, forecast)
    is_better = mean_known(np.where(np.isnan(before), np.nan, after < before)) >= WEEKS_BETTER
    is_less = np.nansum(after, axis=1) <= ERROR_SHARE * np.nansum(before, axis=1)
    proven = (weeks >= LEAST_WEEKS) & is_better & is_less & _stands_out(forecast - actual, weeks)
    factor = _factor(actual, forecast)
    return np.where(proven & (np.abs(factor - 1) >= LEAST_BIAS), factor, 1.0)


def _stands_out(error: np.ndarray, weeks: np.ndarray) -> np.ndarray:
    mean = mean_known(error)
    deviation = np.sqrt(mean_known((error - mean[:, None]) ** 2))
    return np.abs(mean) * np.sqrt(weeks) > STANDARD_ERRORS * deviation


def _held_out(actual: np.ndarray, forecast: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Absolute errors of each week without and with the factor learnt before it; NaN for the first weeks."""
    before, after = np.full(actual.shape, np.nan), np.full(actual.shape, np.nan)
    for week in range(FIRST_WEEKS + GAP, actual.shape[1]):
        past = slice(0, week - GAP)
        factor = _factor(actual[:, past], forecast[:, past])
        before[:, week] = np.abs(forecast[:, week] - actual[:, week])
        after[:, week] = np.abs(factor * forecast[:, week] - actual[:, week])
    return before, after


def _factor(actual: np.ndarray, forecast: np.ndarray) -> np.ndarray:
    prior = PRIOR_WEEKS * np.nan_to_num(mean_known(forecast))
    sold, expected = np.nansum(actual, axis=1) + prior, np.nansum(forecast, axis=1) + prior
    return np.clip(np.divide(sold, expected, out=np.ones(len(sold)), where=expected > 0), SMALLEST, LARGEST)

"""Forecasts that every year a product has shown contradicts, or of which each said something else: no backtest has seen
what is still far ahead."""

from itertools import combinations

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known

# Parts of the time ahead, from one day to another, beside what the weeks before today and before the same day of the
# year sold, in so many days.
AHEAD_DAYS, LEVEL_DAYS, WEEK_DAYS = ((0, 28), (28, 56), (56, 84), (28, 90)), 28, 7
# They are contradicted by such a difference of logarithms in each of so many years at most, of so many standard errors
# in all of them together.
OTHER, CLEAR, MOST_YEARS = 0.25, 1.75, 3
# Years went on otherwise than each other if one did so many times as high as another in a part of the time ahead, by so
# many standard errors: a wave of an infection comes in another month of each winter.
WAVES_DAYS, TIMES, APART = ((0, 28), (0, 90), (28, 90)), 1.6, 2.5


def contradicts(block: Block, mean: np.ndarray) -> np.ndarray:
    """Whose years all went on from this time otherwise than is expected now, bool (products,).

    mean -- (products, horizon)
    """
    found, level = np.zeros(len(block), dtype=bool), LEVEL_DAYS // block.step_days
    rows = np.flatnonzero(block.periods - block.year_length - level // 2 >= block.first_sales)
    if not len(rows):
        return found
    values = block.values[rows]
    scatter = _scatter(values[:, -block.year_length :], WEEK_DAYS // block.step_days)
    now = _units(values, max(block.periods - level, 0), block.periods)
    for part in (slice(begin // block.step_days, end // block.step_days) for begin, end in AHEAD_DAYS):
        if part.stop <= mean.shape[1]:
            course = _log(mean[rows, part].sum(axis=1)) - _log(now)
            years, errors = _years(block.select(rows), part, level)
            each = years - course
            together = mean_known(each, axis=0)
            count = (~np.isnan(each)).sum(axis=0)
            chance = np.sqrt(scatter * (1 / (now + 0.5) + mean_known(errors, axis=0) / np.maximum(count, 1)))
            alike = (np.isnan(each) | (each * np.sign(together) > OTHER)).all(axis=0)
            found[rows] |= alike & (np.abs(together) > CLEAR * chance)
    return found


def differ(block: Block) -> np.ndarray:
    """Whose years went on from this time otherwise than each other, bool (products,)."""
    found, level = np.zeros(len(block), dtype=bool), LEVEL_DAYS // block.step_days
    rows = np.flatnonzero(block.periods - 2 * block.year_length - level // 2 >= block.first_sales)
    if not len(rows):
        return found
    some = block.select(rows)
    scatter = _scatter(some.values[:, -block.year_length :], WEEK_DAYS // block.step_days)
    for part in (slice(begin // block.step_days, end // block.step_days) for begin, end in WAVES_DAYS):
        years, errors = _years(some, part, level)
        for one, other in combinations(range(len(years)), 2):
            apart = np.abs(years[one] - years[other])
            chance = np.sqrt(scatter * (errors[one] + errors[other]))
            # What is not known of a year is no number, and no difference.
            found[rows] |= (apart > np.log(TIMES)) & (apart > APART * chance)
    return found


def _years(block: Block, part: slice, level: int) -> tuple[np.ndarray, np.ndarray]:
    """How each year went on in a part of the time ahead of the same day, in logarithms, and the variance of that if
    sales were counts, (years, products) each; NaN where it is not known."""
    changes, errors = [], []
    for ago in range(block.year_length, MOST_YEARS * block.year_length + 1, block.year_length):
        today = block.periods - ago
        known = today - level // 2 >= block.first_sales
        if not known.any():
            break
        then = _units(block.values, max(today - level, 0), today)
        came = _units(block.values, today + part.start, today + part.stop)
        changes.append(np.where(known, _log(came) - _log(then), np.nan))
        errors.append(np.where(known, 1 / (came + 0.5) + 1 / (then + 0.5), np.nan))
    return np.array(changes), np.array(errors)


def _units(values: np.ndarray, begin: int, end: int) -> np.ndarray:
    """Sold in these periods, as if all had been known, (rows,); NaN where less than half were."""
    span = values[:, begin:end]
    return np.where(2 * (~np.isnan(span)).sum(axis=1) >= end - begin, mean_known(span) * (end - begin), np.nan)


def _log(units: np.ndarray) -> np.ndarray:
    return np.asarray(np.log(units + 0.5))


def _scatter(values: np.ndarray, week: int) -> np.ndarray:
    """Variance of what weeks sell as a share of its mean, by the steps from one to the next, (rows,)."""
    weeks = values[:, values.shape[1] % week :].reshape(len(values), -1, week).sum(axis=2)
    steps, sold = mean_known(np.diff(weeks, axis=1) ** 2), mean_known(weeks[:, 1:] + weeks[:, :-1])
    return np.maximum(np.divide(steps, sold, out=np.ones(len(values)), where=sold > 0), 1.0)

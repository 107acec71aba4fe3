"""Sales told as totals of weeks: learnt from in weeks, forecast by day.

Spread over days they would look as if they hardly scattered: on four sets of real sales added up to weeks, 80 %
intervals from spread days held 52 to 66 % of the weeks, those from weeks 82 to 94 %, with errors 3 to 14 % lower.
"""

from dataclasses import replace

import numpy as np
from scipy.special import betainc, gammaincinv

from forecasting.forecast import LEVEL_WEIGHTS, LEVELS, Forecast
from forecasting.history import History
from forecasting.settings import TrainingSettings
from forecasting.uncertainty.calibration import are_counts
from forecasting.uncertainty.dependence import FADING, Dependence
from forecasting.uncertainty.quantiles import SMALLEST_MEAN

DAYS = 7
# A week of which fewer days are known says too little.
LEAST_KNOWN = 4
# What rounding errors of shares leave behind.
DIGITS = 6
# Weeks that are tested on at each cut-off.
TESTED_WEEKS = 8
# What weeks share and soon lose is, over the weeks an order has to last, worth so much that stays.
KEPT_FADING = (FADING + FADING**2) / 2
# Where the weeks hardly scatter, neither do the days: the least variance, as a share of the squared mean.
LEAST_VARIANCE = 1e-6
WEEKS_OF_MONTH = 365.25 / 12 / DAYS
# Counts scatter a little more than if their rate were known, and come by so many standard errors at most.
LEAST_DISPERSION, MOST_ERRORS = 1.01, 12.0
BY_WEEK = "By week, as sales come as totals: "
WARNING = "Sales come as totals of weeks or months, so each day is a seventh of its week."


def by_week(history: History, weekday: int) -> History:
    """The whole weeks of a daily history that begin on this weekday (0: Monday), without a part at either end.

    What is known beside the sales is averaged, a week with unknown days judged by the others.
    """
    begin = (weekday - history.start.weekday()) % DAYS
    weeks = max(0, len(history) - begin) // DAYS
    days = history.values[begin : begin + weeks * DAYS].reshape(weeks, DAYS)
    known = (~np.isnan(days)).sum(axis=1)
    total = np.divide(np.nansum(days, axis=1) * DAYS, known, out=np.full(weeks, np.nan), where=known >= LEAST_KNOWN)
    start = (np.datetime64(history.start) + begin).item()
    columns = {name: _averages(column[begin:]) for name, column in history.known.items()}
    borrowed = history.borrowed // DAYS
    return replace(history, start=start, values=total.round(DIGITS), step_days=DAYS, known=columns, borrowed=borrowed)


def _averages(column: np.ndarray) -> np.ndarray:
    weeks = len(column) // DAYS
    days = column[: weeks * DAYS].reshape(weeks, DAYS)
    known = (~np.isnan(days)).sum(axis=1)
    return np.divide(np.nansum(days, axis=1), known, out=np.full(weeks, np.nan), where=known > 0)


def in_steps(settings: TrainingSettings, step_days: int) -> TrainingSettings:
    """The same settings, for the periods of a history."""
    if step_days != DAYS:
        return settings
    return replace(settings, horizon=-(-settings.horizon // DAYS), cutoff_horizon=TESTED_WEEKS)


def in_units(values: np.ndarray) -> np.ndarray:
    """Products, of sales by week (products, weeks), whose days have small whole numbers, bool (products,)."""
    whole = np.isnan(values) | (values % 1 == 0)
    return whole.all(axis=1) & are_counts(np.floor(values / DAYS))


def by_day(forecast: Forecast, between: Dependence, in_units: bool, horizon: int) -> Forecast:
    """A forecast by week as one of its first `horizon` days.

    Each day has a seventh of its week and is gamma distributed, so that seven of them, which have `between` in common,
    add up to the spread of their week.
    """
    mean = forecast.mean / DAYS
    variance = LEVEL_WEIGHTS @ (forecast.quantiles - forecast.mean) ** 2 / (DAYS * (1 + (DAYS - 1) * between.lasting))
    safe = np.maximum(mean, SMALLEST_MEAN)
    scale = np.maximum(variance / safe, LEAST_VARIANCE * safe)
    values = gammaincinv(safe / scale, np.array(LEVELS)[:, None]) * scale
    values = np.where(mean > SMALLEST_MEAN, np.round(values) if in_units else values, 0.0).astype(np.float32)
    days, levels = np.repeat(mean, DAYS), np.repeat(values, DAYS, axis=1)
    return Forecast(forecast.start, days[:horizon], levels[:, :horizon])


def by_day_of_counts(forecast: Forecast, horizon: int) -> Forecast:
    """The same where units are few and told in totals of months, whose weeks repeat each other: nobody knows the days
    they came on, and each is a count by itself (negative binomial), nothing on most days."""
    mean = forecast.mean / DAYS
    of_month = LEVEL_WEIGHTS @ (forecast.quantiles - forecast.mean) ** 2 * WEEKS_OF_MONTH**2
    variance = np.maximum(of_month / (WEEKS_OF_MONTH * DAYS), LEAST_DISPERSION * mean)
    size = np.divide(mean**2, variance - mean, out=np.ones(len(mean)), where=mean > SMALLEST_MEAN)
    units = np.arange(int((mean + MOST_ERRORS * np.sqrt(variance)).max(initial=0.0)) + 2)[:, None, None]
    below = betainc(size, units + 1.0, np.divide(mean, variance, out=np.ones(len(mean)), where=mean > SMALLEST_MEAN))
    values = (below < np.array(LEVELS)[:, None]).sum(axis=0).astype(float)
    values[-1] = np.where(mean > SMALLEST_MEAN, np.maximum(values[-1], 1.0), 0.0)
    # Levels are too few for how often a day sells: what it sells then makes up for it, or sums would be off by half.
    says = LEVEL_WEIGHTS @ values
    values = (values * np.divide(mean, says, out=np.zeros(len(mean)), where=says > 0)).astype(np.float32)
    days, levels = np.repeat(mean, DAYS), np.repeat(values, DAYS, axis=1)
    return Forecast(forecast.start, days[:horizon], levels[:, :horizon], is_whole=True)


def of_days(weeks: Dependence) -> Dependence:
    """What days have in common whose weeks have this in common: those of one week have no more than those of others."""
    shared = weeks.lasting + KEPT_FADING * weeks.fading
    return Dependence(shared / (DAYS - (DAYS - 1) * shared), 0.0)

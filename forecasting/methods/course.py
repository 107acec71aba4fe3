"""The course that products share: trend, week, month, year and what their regressors still explain together.

One product's year is noisy; the mean of many is not, and bears far more detail than Prophet's smooth year: days of the
month, months with steps between them, and what strayed from all that at the same time a year ago.
"""

from dataclasses import replace

import numpy as np

from forecasting.block import Block
from forecasting.methods.prophet import Priors, ProphetSettings, fit_grid
from forecasting.metrics import mean_known

# Half of a category's course is its own once it has this many products; the rest is the whole block's.
OWN_PRODUCTS = 10.0
# Variance of a product's share of its own mean beyond that of a count, which is one over the mean.
OWN_VARIANCE = 0.3
# Prior scales of seasons, and of months, days of the month and regressors: all are held back, none is assumed.
SEASON_SCALE, DETAIL_SCALE = 0.03, 0.05
# Its trend goes on for so many days in all: with one for ever, days 91 to 182 of one of four sets were half as bad
# again, and none was better.
TREND_DAYS = 28
# The course never falls below this share of its mean: sales are divided by it.
LOWEST = 0.1
YEARS_BACK = 4
# Residuals beyond this many standard deviations come back as that many.
LARGEST_RESIDUAL = 4.0
# The echo of a year ago counts only as far as its squared t statistic exceeds this.
FEWEST_EVIDENCE = 3.0


def shared_courses(block: Block, origin: int, periods: int) -> np.ndarray:
    """Course of each product's category as known at `origin`: float64 (products, periods), free of units, positive."""
    names, members = categories_of(block)
    series = typical_series(block, members, len(names), origin)
    known = _typical_regressors(block, members, len(names))
    settings = _settings(block, _calendar(block, origin, periods), known[:, :periods])
    (fits,) = fit_grid(series, block.start, settings, [settings.priors])
    course = np.log1p(fits.between(0, periods, TREND_DAYS / block.step_days))
    strayed = np.full(course.shape, np.nan)
    strayed[:, :origin] = np.log1p(series) - course[:, :origin]
    course = np.expm1(course + echo(strayed, block.year_length))
    lowest = LOWEST * np.maximum(course[:, :origin].mean(axis=1, keepdims=True), 1e-9)
    return np.maximum(course, lowest)[members]


def categories_of(block: Block) -> tuple[np.ndarray, np.ndarray]:
    """Their names, and the position of each product's own among them."""
    names, members = np.unique(np.asarray(block.categories, dtype=str), return_inverse=True)
    return names, members


def echo(strayed: np.ndarray, year_length: int) -> np.ndarray:
    """What is expected to come back of the residuals of earlier years, (rows, periods).

    strayed -- residuals (rows, periods), NaN where unknown. The mean of the same period's in earlier years, times its
    regression slope, shrunk towards 0 as James and Stein do ("Estimation with quadratic loss", 1961).
    """
    limit = LARGEST_RESIDUAL * np.sqrt(mean_known(strayed**2))[:, None]
    strayed = np.clip(strayed, -limit, limit)
    past = _earlier_years(strayed, year_length)
    both = ~np.isnan(past) & ~np.isnan(strayed)
    x, y = np.where(both, past, 0.0), np.where(both, strayed, 0.0)
    xx, xy, yy = (x * x).sum(axis=1), (x * y).sum(axis=1), (y * y).sum(axis=1)
    evidence = both.sum(axis=1) * np.divide(xy * xy, xx * yy, out=np.zeros(len(x)), where=xx * yy > 0)
    slope = np.clip(np.divide(xy, xx, out=np.zeros(len(x)), where=xx > 0), 0.0, 1.0)
    slope *= np.maximum(1 - FEWEST_EVIDENCE / np.maximum(evidence, 1e-9), 0.0)
    return slope[:, None] * np.nan_to_num(past)


def _earlier_years(strayed: np.ndarray, year_length: int) -> np.ndarray:
    """Mean of the same period in the years before, (rows, periods); NaN where none of them is known."""
    past = np.full((YEARS_BACK, *strayed.shape), np.nan)
    for back in range(1, YEARS_BACK + 1):
        past[back - 1, :, back * year_length :] = strayed[:, : -back * year_length]
    return mean_known(past, axis=0)


def typical_series(block: Block, members: np.ndarray, categories: int, origin: int) -> np.ndarray:
    """Mean sales of each category, each product in units of its own mean, (categories, origin); NaN where unknown.

    A share of a slow product says little: products count by the inverse of its variance.
    """
    sales = _after_first(block).values[:, :origin]
    mean = mean_known(sales)[:, None]
    shares = np.divide(sales, mean, out=np.full(sales.shape, np.nan), where=mean > 0)
    worth = np.nan_to_num(mean) / (1 + OWN_VARIANCE * np.nan_to_num(mean))
    everyone = _mean_of(shares, worth)
    series = []
    for category in range(categories):
        inside = members == category
        trust = (~np.isnan(shares[inside])).sum(axis=0)
        trust = trust / (trust + OWN_PRODUCTS)
        series.append(everyone + trust * np.nan_to_num(_mean_of(shares[inside], worth[inside]) - everyone))
    return np.stack(series)


def _after_first(block: Block) -> Block:
    """Without the day of each first sale: histories begin with it, so it is no day like others."""
    values, first = block.values.copy(), block.first_sales
    sold = np.flatnonzero(first < block.periods)
    values[sold, first[sold]] = np.nan
    return replace(block, values=values)


def _mean_of(shares: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Mean of what is known of each period, weighted, (periods,); NaN where nothing is."""
    known = ~np.isnan(shares)
    total, weight = (worth * np.where(known, shares, 0.0)).sum(axis=0), (worth * known).sum(axis=0)
    return np.divide(total, weight, out=np.full(len(total), np.nan), where=weight > 0)


def _typical_regressors(block: Block, members: np.ndarray, categories: int) -> np.ndarray:
    """Mean of each regressor in each category, (categories, t, r)."""
    columns = [
        np.stack([mean_known(column[members == category], axis=0) for category in range(categories)])
        for _, column in sorted(block.known.items())
    ]
    return np.stack(columns, axis=2) if columns else np.zeros((categories, 0, 0))


def _settings(block: Block, calendar: np.ndarray, known: np.ndarray) -> ProphetSettings:
    moving = _with_weekdays(known, block.season_length)
    return ProphetSettings(
        step_days=block.step_days,
        scale="log1p",
        priors=Priors(seasonality_prior_scale=SEASON_SCALE),
        holidays=calendar,
        holiday_names=tuple(f"calendar {number}" for number in range(calendar.shape[1])),
        holidays_prior_scale=DETAIL_SCALE,
        known=moving if moving.shape[2] else None,
        known_names=tuple(f"known {number}" for number in range(moving.shape[2])),
        known_prior_scale=DETAIL_SCALE,
    )


def _calendar(block: Block, origin: int, periods: int) -> np.ndarray:
    """Share of each period's days on each day of the month, and in each month, (periods, 31 + 12).

    Before a year is known, (periods, 31): what is a month's own and what is the level cannot be told apart then, and
    the first month that nobody has seen would start from the wrong one.
    """
    days = block.days(0, periods)[:, None] + np.arange(block.step_days)
    months = days.astype("datetime64[M]")
    of_year, of_month = months.astype(int) % 12, (days - months).astype(int)
    shares = [(of_month == day).mean(axis=1) for day in range(31)]
    if origin >= block.year_length:
        shares += [(of_year == month).mean(axis=1) for month in range(12)]
    return np.stack(shares, axis=1)


def _with_weekdays(known: np.ndarray, season_length: int) -> np.ndarray:
    """Regressors, and each on each weekday alone: (categories, periods, r) to (categories, periods, r * (1 + 7))."""
    if season_length == 1 or not known.size:
        return known
    centred = known - mean_known(known, axis=1)[:, None]
    weekday = np.arange(known.shape[1]) % season_length
    return np.concatenate([centred, *(centred * (weekday == day)[:, None] for day in range(season_length))], axis=2)

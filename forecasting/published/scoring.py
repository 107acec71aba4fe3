"""How published forecasts did, once the days they were for have passed; for many products at once."""

from dataclasses import dataclass

import numpy as np

# Days a published forecast is kept for, and the buckets of leads it is judged in, each by its shortest lead.
HORIZON = 28
LEADS = (1, 8, 15)
# What is summed, in this order.
MEASURES = ("forecasts", "actual", "absolute_error", "error", "naive_absolute_error", "uncorrected", "inside")
# Days of sales needed before the first forecast: the week that seasonal naive repeats, and one to mend it with.
DAYS_BEFORE = 13
WEEK = 7


@dataclass(frozen=True, slots=True)
class Published:
    """Forecasts of many products, one for each day they were made on.

    mean, low, high -- float, shape (products, origins, HORIZON): what was expected 1, 2, ... days after each origin,
    and the bounds of its interval; NaN where nothing was published
    correction -- float, shape (products, origins): the factor that is in them
    sales -- float64, shape (products, DAYS_BEFORE + origins), units sold from DAYS_BEFORE days before the first
    origin to the last one, on which everything is known; NaN where demand is unknown
    """

    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray
    correction: np.ndarray
    sales: np.ndarray


def score(published: Published, weeks: np.ndarray) -> np.ndarray:
    """Sums of MEASURES over the days of each week, float64, shape (products, number of weeks, len(LEADS), MEASURES).

    weeks -- int, shape (origins,): the week each origin belongs to as the day forecast, 0, 1, ...; -1 for none

    A forecast counts where the demand and the last week known at its time are known, as that is what it is measured
    against: the mean error of seasonal naive is over the same days.
    """
    products, origins = published.mean.shape[:2]
    repeated = _mended(published.sales)
    sums = np.zeros((products, weeks.max(initial=-1) + 1, len(LEADS), len(MEASURES)))
    for lead in range(1, min(HORIZON, origins - 1) + 1):
        made = (slice(None), slice(0, origins - lead), lead - 1)
        actual = published.sales[:, DAYS_BEFORE + lead :]
        week_ago = DAYS_BEFORE - WEEK + 1 + (lead - 1) % WEEK
        naive = repeated[:, week_ago : week_ago + origins - lead]
        own = published.mean[made] / published.correction[:, made[1]]
        inside = (actual >= published.low[made]) & (actual <= published.high[made])
        bucket = int(np.searchsorted(LEADS, lead, side="right")) - 1
        in_week = (weeks[lead:, None] == np.arange(sums.shape[1])).astype(float)
        measured = _measured(actual, published.mean[made], naive, own, inside)
        sums[:, :, bucket] += np.moveaxis(measured @ in_week, 0, -1)
    return sums


def _measured(actual: np.ndarray, mean: np.ndarray, naive: np.ndarray, *more: np.ndarray) -> np.ndarray:
    """Each of MEASURES for each forecast, shape (MEASURES, products, origins); zero where it does not count.

    more -- what is summed as it is: the uncorrected mean, and whether sales were inside the interval
    """
    error = mean - actual
    counts = ~np.isnan(error) & ~np.isnan(naive)
    measures = np.stack([counts, actual, np.abs(error), error, np.abs(naive - actual), *more])
    return np.where(counts, measures, 0.0)


def _mended(sales: np.ndarray) -> np.ndarray:
    """Sales as one would repeat them: an unknown day is the same weekday of the week before, if that is known."""
    mended = sales.copy()
    for day in range(WEEK, sales.shape[1]):
        unknown = np.isnan(mended[:, day])
        mended[unknown, day] = mended[unknown, day - WEEK]
    return mended

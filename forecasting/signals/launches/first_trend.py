"""Products that have risen or fallen for all their life, of less than a year: how long they go on so, nobody knows."""

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known

# So many weeks are known; the line through them slopes by so many standard errors, that through the last part of them
# the same way by so many, and at this rate the weeks ahead sell on average so large a share more or less than the last.
FEWEST_WEEKS, WEEK_DAYS, CLEAR, LAST_PART, STILL, WEEKS_AHEAD, OTHER = 6, 7, 2.5, 2 / 3, 1.3, 13, 0.15
SMALLEST = 1e-9


def find(block: Block) -> np.ndarray:
    """Who has, bool (products,)."""
    found, week = np.zeros(len(block), dtype=bool), WEEK_DAYS // block.step_days
    age = block.periods - block.first_sales
    rows = np.flatnonzero((age < block.year_length) & (age >= FEWEST_WEEKS * week))
    if not len(rows):
        return found
    values = block.values[rows, -(age[rows].max() // week) * week :]
    weeks = mean_known(values.reshape(len(rows), -1, week), axis=2)
    ago, known = np.arange(weeks.shape[1])[::-1], age[rows, None] // week
    whole, _ = _line(np.where(ago < known, weeks, np.nan))
    late, rate = _line(np.where(ago < LAST_PART * known, weeks, np.nan))
    goes_on = late * np.sign(whole) > STILL
    found[rows] = (np.abs(whole) > CLEAR) & goes_on & (np.abs(rate) * WEEKS_AHEAD / 2 > OTHER)
    return found


def _line(weeks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of the line through these its slope, in standard errors and as a share of where it ends, (rows,) each."""
    known = ~np.isnan(weeks)
    count, sales = np.maximum(known.sum(axis=1), 1), np.nan_to_num(weeks)
    time = np.arange(weeks.shape[1]) - ((known * np.arange(weeks.shape[1])).sum(axis=1) / count)[:, None]
    mean, spread = sales.sum(axis=1) / count, np.maximum((known * time**2).sum(axis=1), SMALLEST)
    slope = (sales * time * known).sum(axis=1) / spread
    left = known * (sales - mean[:, None] - slope[:, None] * time) ** 2
    # Means of weeks differ at least as counts do.
    variance = np.maximum(left.sum(axis=1) / np.maximum(count - 2, 1), mean / WEEK_DAYS)
    end = np.maximum(mean + slope * time[:, -1], mean / 4)
    return slope / np.sqrt(np.maximum(variance / spread, SMALLEST)), slope / np.maximum(end, SMALLEST)

"""By how much a season grows from one year to the next."""

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known

# Growth from year to year is believed as far as years agree on it, and at most by this factor; years differ by this
# deviation of logarithms anyway. A single step has nothing to agree with: it is believed as goods grow by this one.
FEWEST_YEARS, LARGEST_GROWTH, YEARS_DIFFER, GROWS = 2, 1.5, 0.15, 0.2
DAYS_OF_WEEK = 7
# Of a year that is known in part the weeks known in the one beside it as well count, if they are of this share of what
# either sold or more; of a week more days are known than are not.
PART = 0.5
# Two years may lack so many days.
LACKING_DAYS = 28


def growth(block: Block) -> np.ndarray:
    """Factor from one year to the next, (products,); 1 where years do not agree on one, or too little of them is
    known."""
    years = -(-block.periods // block.year_length)
    if years < FEWEST_YEARS:
        return np.ones(len(block))
    earlier, later = _in_both(_weeks_of_years(block, years))
    units = np.nan_to_num(np.minimum(earlier, later))
    steps = np.log(later / np.maximum(earlier, 1e-9), out=np.full(units.shape, np.nan), where=units > 0)
    known = block.periods - block.first_sales + LACKING_DAYS // block.step_days
    steps[known < FEWEST_YEARS * block.year_length] = np.nan
    count, mean = (~np.isnan(steps)).sum(axis=1), np.nan_to_num(mean_known(steps))
    chance = np.nan_to_num(mean_known((steps - mean[:, None]) ** 2)) / np.maximum(count - 1, 1)
    fewest = np.nan_to_num(mean_known(np.where(units > 0, units, np.nan)))
    chance += (YEARS_DIFFER**2 + 1 / np.maximum(fewest, 1)) / np.maximum(count, 1)
    usual = np.where(count > 1, mean**2, GROWS**2)
    believed = np.where(count > 0, usual / np.maximum(usual + chance, 1e-12), 0.0)
    return np.clip(np.exp(believed * mean), 1 / LARGEST_GROWTH, LARGEST_GROWTH)


def _weeks_of_years(block: Block, years: int) -> np.ndarray:
    """Sums of the weeks of so many last years, (products, years, weeks), as if all their days had been known; NaN where
    half or more of a week are not, or none since the first sale."""
    lacking, week = years * block.year_length - block.periods, DAYS_OF_WEEK // block.step_days
    values = np.pad(block.values, ((0, 0), (lacking, 0)), constant_values=np.nan)
    too_early = np.arange(values.shape[1]) < (block.first_sales + lacking)[:, None]
    days, early = (
        one.reshape(len(block), years, -1)[:, :, block.year_length % week :].reshape(len(block), years, -1, week)
        for one in (values, too_early)
    )
    # A season begins on the day of its first sale, not with the week of it.
    days = np.where(early, 0.0, days)
    known = (np.isnan(days).mean(axis=3) < 0.5) & ~early.all(axis=3)
    return np.where(known, week * mean_known(days, axis=3), np.nan)


def _in_both(weeks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What each year but the last and what the one after it sold, (products, years - 1) each, in weeks known in both,
    but for those between two sales of a year in which it sold nothing: it may have run out. 0 where these weeks are too
    little of a year."""
    sold, known = weeks > 0, ~np.isnan(weeks)
    sold_until, sold_from = (np.logical_or.accumulate(one, axis=2) for one in (sold, sold[:, :, ::-1]))
    ran_out = ~sold & sold_until & sold_from[:, :, ::-1]
    both = known[:, :-1] & known[:, 1:]
    compared = both & ~ran_out[:, :-1] & ~ran_out[:, 1:]
    units = np.nan_to_num(weeks)
    years = [units[:, :-1], units[:, 1:]]
    enough = np.logical_and.reduce([(one * both).sum(axis=2) >= PART * one.sum(axis=2) for one in years])
    before, after = ((one * compared).sum(axis=2) * enough for one in years)
    return before, after

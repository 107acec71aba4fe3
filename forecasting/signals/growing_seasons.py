"""By how much a season grows from one year to the next."""

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known

# Growth from year to year is believed as far as years agree on it, and at most by this factor; years differ by this
# deviation of logarithms anyway. A single step has nothing to agree with: it is believed as goods grow by this one.
FEWEST_YEARS, LARGEST_GROWTH, YEARS_DIFFER, GROWS = 2, 1.5, 0.15, 0.2
DAYS_OF_WEEK = 7
# A year may lack so many days: what a season's first sale begins lacks those before it.
LACKING_DAYS = 28


def growth(block: Block) -> np.ndarray:
    """Factor from one year to the next, (products,); 1 where years do not agree on one, or are not wholly known."""
    years = (block.periods + LACKING_DAYS // block.step_days) // block.year_length
    if years < FEWEST_YEARS:
        return np.ones(len(block))
    earlier, later = _in_both(_weeks_of_years(block, years))
    units = np.nan_to_num(np.minimum(earlier, later))
    steps = np.log(later / np.maximum(earlier, 1e-9), out=np.full(units.shape, np.nan), where=units > 0)
    count, mean = (units > 0).sum(axis=1), np.nan_to_num(mean_known(steps))
    chance = np.nan_to_num(mean_known((steps - mean[:, None]) ** 2)) / np.maximum(count - 1, 1)
    fewest = np.nan_to_num(mean_known(np.where(units > 0, units, np.nan)))
    chance += (YEARS_DIFFER**2 + 1 / np.maximum(fewest, 1)) / np.maximum(count, 1)
    usual = np.where(count > 1, mean**2, GROWS**2)
    believed = np.where(count > 0, usual / np.maximum(usual + chance, 1e-12), 0.0)
    return np.clip(np.exp(believed * mean), 1 / LARGEST_GROWTH, LARGEST_GROWTH)


def _weeks_of_years(block: Block, years: int) -> np.ndarray:
    """Sums of the weeks of so many last years, (products, years, weeks); NaN where more than a few days of the year are
    unknown."""
    whole = np.pad(block.values, ((0, 0), (years * block.year_length, 0)), constant_values=np.nan)
    parts = whole[:, -years * block.year_length :].reshape(len(block), years, -1)
    lacking = np.isnan(parts).sum(axis=2) * block.step_days
    week = DAYS_OF_WEEK // block.step_days
    weeks = np.nansum(parts[:, :, parts.shape[2] % week :].reshape(*parts.shape[:2], -1, week), axis=3)
    return np.where(lacking[:, :, None] > LACKING_DAYS, np.nan, weeks)


def _in_both(weeks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What each year but the last and what the one after it sold, (products, years - 1) each, but for the weeks between
    two sales of a year in which it sold nothing: it may have run out."""
    sold = weeks > 0
    sold_until, sold_from = (np.logical_or.accumulate(one, axis=2) for one in (sold, sold[:, :, ::-1]))
    ran_out = ~sold & sold_until & sold_from[:, :, ::-1]
    either = ran_out[:, :-1] | ran_out[:, 1:]
    before, after = (np.where(either, 0.0, one).sum(axis=2) for one in (weeks[:, :-1], weeks[:, 1:]))
    return before, after

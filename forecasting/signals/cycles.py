"""Forecasts of products that follow a calendar: from the same phases of the cycles before."""

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known
from forecasting.signals import calendars
from forecasting.signals.calendars import Calendar

# A cycle counts this much less than the one after it: of a year, and of a shorter one.
FADING_YEARS, FADING_CYCLES = 0.3, 0.9
# Growth from year to year is believed as far as so many years or more agree on it, and at most by this factor; years
# differ by this deviation of logarithms anyway.
FEWEST_YEARS, LARGEST_GROWTH, YEARS_DIFFER = 3, 1.5, 0.15
# Days around the same day of earlier years whose mean is expected.
YEAR_WINDOW = 3
# The recent level moves the expected one as it stands out of what so many periods of the season would sell.
RECENT_PERIODS, LEVEL_PERIODS, LARGEST_MOVE = 28, 14.0, 3.0
# Pull of a weekday's share to none, in periods of the season.
WEEKDAY_PERIODS = 10.0
# Variance beyond a count's own, as a share of the squared mean: years differ by more than days show.
LEAST_EXCESS, LARGEST_EXCESS = 0.3, 3.0


def forecast(block: Block, calendar: Calendar, horizon: int) -> np.ndarray:
    """Means ahead, float64 (products, horizon)."""
    expected = _expected(block, calendar, np.arange(block.periods, block.periods + horizon))
    recent = np.arange(max(block.periods - RECENT_PERIODS // block.step_days, 0), block.periods)
    before = _expected(block.until(recent[0]) if len(recent) else block, calendar, recent)
    known = ~np.isnan(block.values[:, recent])
    sales = np.nan_to_num(block.values[:, recent]).sum(axis=1)
    usual = (before * known).sum(axis=1)
    in_season = _weighted_by_itself(expected)
    prior = LEVEL_PERIODS * in_season + 1e-9
    move = np.clip((sales + prior) / (usual + prior), 1 / LARGEST_MOVE, LARGEST_MOVE)
    return expected * move[:, None]


def excess(block: Block, calendar: Calendar) -> np.ndarray:
    """Variance beyond that of a count, as a share of the squared mean, (products,)."""
    mean = _expected(block, calendar, np.arange(block.periods))
    known = ~np.isnan(block.values)
    beyond = np.where(known, (np.nan_to_num(block.values) - mean) ** 2 - mean, 0.0).sum(axis=1)
    squares = np.where(known, mean**2, 0.0).sum(axis=1)
    own = np.divide(beyond, squares, out=np.zeros(len(block)), where=squares > 0)
    return np.clip(own, LEAST_EXCESS, LARGEST_EXCESS)


def _weighted_by_itself(course: np.ndarray) -> np.ndarray:
    """What is sold in a period in season: mean weighted by itself, (products,); 0 where there is nothing."""
    return np.divide((course**2).sum(axis=1), course.sum(axis=1), out=np.zeros(len(course)), where=course.any(axis=1))


def _expected(block: Block, calendar: Calendar, periods: np.ndarray) -> np.ndarray:
    """Mean of the same phase in the cycles before, the newest counting most, (products, len(periods))."""
    yearly = calendar.near > 0
    fading = FADING_YEARS if yearly else FADING_CYCLES
    age = calendar.cycle[block.periods] - calendar.cycle[: block.periods]
    weight = fading**age
    known = ~np.isnan(block.values)
    phase = calendar.phase[: block.periods]
    grown = _growth(block)[:, None] ** age if calendar.name == calendars.YEAR else 1.0
    total = calendars.sums(np.nan_to_num(block.values) * weight * grown, phase, calendar.phases)
    mass = calendars.sums(known * weight, phase, calendar.phases)
    if yearly:
        total, mass = calendars.with_near(total, YEAR_WINDOW), calendars.with_near(mass, YEAR_WINDOW)
    mean = np.divide(total, mass, out=np.zeros(total.shape), where=mass > 1e-9)
    out = mean[:, calendar.phase[periods]]
    return out * _weekday_shares(block, mean[:, phase], periods) if yearly else out


def _growth(block: Block) -> np.ndarray:
    """Factor from one year to the next, (products,); 1 where years do not agree on one, or are not wholly known."""
    years = block.periods // block.year_length
    if years < FEWEST_YEARS:
        return np.ones(len(block))
    sold = block.values[:, -years * block.year_length :].reshape(len(block), years, -1).sum(axis=2)
    known = np.log(sold, out=np.full(sold.shape, np.nan), where=sold > 0)
    steps = np.diff(known, axis=1)
    count, mean = (~np.isnan(steps)).sum(axis=1), np.nan_to_num(mean_known(steps))
    chance = np.nan_to_num(mean_known((steps - mean[:, None]) ** 2)) / np.maximum(count - 1, 1)
    chance += (YEARS_DIFFER**2 + 1 / np.maximum(np.nan_to_num(mean_known(sold)), 1)) / np.maximum(count, 1)
    believed = np.where(count >= FEWEST_YEARS - 1, mean**2 / (mean**2 + chance), 0.0)
    return np.clip(np.exp(believed * mean), 1 / LARGEST_GROWTH, LARGEST_GROWTH)


def _weekday_shares(block: Block, course: np.ndarray, periods: np.ndarray) -> np.ndarray:
    """What weekdays sell beside their season's course, (products, len(periods))."""
    length = block.season_length
    weekday = np.arange(block.periods) % length
    sales, usual = np.nan_to_num(block.values), np.where(np.isnan(block.values), 0.0, course)
    sums = [np.stack([part[:, weekday == day].sum(axis=1) for day in range(length)], axis=1) for part in (sales, usual)]
    peak = _weighted_by_itself(course)
    prior = WEEKDAY_PERIODS * peak[:, None] + 1e-9
    shares = (sums[0] + prior) / (sums[1] + prior)
    return (shares / shares.mean(axis=1, keepdims=True))[:, periods % length]

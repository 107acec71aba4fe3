"""What each phase of a calendar sold in its cycles so far."""

import numpy as np

from forecasting.block import Block
from forecasting.signals.calendars import calendars
from forecasting.signals.calendars.calendars import Calendar
from forecasting.signals.phases import growing_seasons

# A cycle counts this much less than the one after it: of a year, and of a shorter one.
FADING_YEARS, FADING_CYCLES = 0.3, 0.9
# Days around the same day of earlier years whose mean is expected. Who sold in so many years may begin and end its
# season on the very day: in those of a week without a sale none is expected where by that mean so many units would be.
YEAR_WINDOW, SHARP_YEARS, SHARP_UNITS = 3, 2, 5.0
# Pull of a weekday's share to none, in periods of the season.
WEEKDAY_PERIODS = 10.0


def of_phases(block: Block, calendar: Calendar, course: np.ndarray | None = None) -> np.ndarray:
    """Mean of each phase in the cycles of a block, (products, phases); course -- what the time of the year multiplied
    it by, (products, periods)"""
    yearly = calendar.near > 0
    fading = FADING_YEARS if yearly else FADING_CYCLES
    age = calendar.cycle[block.periods] - calendar.cycle[: block.periods]
    weight = fading**age
    known = ~np.isnan(block.values)
    phase = calendar.phase[: block.periods]
    smaller = 1 / grown(block, calendar, np.arange(block.periods))
    total = calendars.sums(np.nan_to_num(block.values) * weight * smaller, phase, calendar.phases)
    mass = calendars.sums(known * weight * (1.0 if course is None else course), phase, calendar.phases)
    if yearly:
        never = _never(total, mass, calendars.sums(known, phase, calendar.phases))
        never &= (_cycles_sold_in(block, calendar) >= SHARP_YEARS)[:, None]
        mass = np.where(never, 0.0, mass)
        return np.where(never, 0.0, _around(total, mass))
    return np.divide(total, mass, out=np.zeros(total.shape), where=mass > 1e-9)


def grown(block: Block, calendar: Calendar, periods: np.ndarray) -> np.ndarray:
    """By what these periods sell more than those of the cycle that the block ends in, (products, len(periods))."""
    if calendar.name != calendars.YEAR:
        return np.ones((len(block), len(periods)))
    return np.asarray(
        growing_seasons.growth(block)[:, None] ** (calendar.cycle[periods] - calendar.cycle[block.periods])
    )


def weighted_by_itself(course: np.ndarray) -> np.ndarray:
    """What is sold in a period in season: mean weighted by itself, (products,); 0 where there is nothing."""
    return np.divide((course**2).sum(axis=1), course.sum(axis=1), out=np.zeros(len(course)), where=course.any(axis=1))


def _around(total: np.ndarray, mass: np.ndarray) -> np.ndarray:
    total, mass = calendars.with_near(total, YEAR_WINDOW), calendars.with_near(mass, YEAR_WINDOW)
    return np.divide(total, mass, out=np.zeros(total.shape), where=mass > 1e-9)


def _never(total: np.ndarray, mass: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Phases of a week on which nothing is sold, beside days of sales, bool (products, phases); years -- that knew
    each, (products, phases)"""
    quiet = calendars.with_near(total, YEAR_WINDOW) == 0
    ends = np.roll(quiet, YEAR_WINDOW, axis=1) | np.roll(quiet, -YEAR_WINDOW, axis=1)
    clear = ends & (_around(total, mass) * years >= SHARP_UNITS)
    return np.asarray(ends & (calendars.with_near(clear.astype(float), YEAR_WINDOW) > 0))


def _cycles_sold_in(block: Block, calendar: Calendar) -> np.ndarray:
    cycle = calendar.cycle[: block.periods]
    return (calendars.sums(block.values > 0, cycle - cycle[0], int(np.ptp(cycle)) + 1) > 0).sum(axis=1)


def weekday_shares(block: Block, course: np.ndarray, periods: np.ndarray) -> np.ndarray:
    """What weekdays sell beside their season's course, (products, len(periods))."""
    length = block.season_length
    weekday = np.arange(block.periods) % length
    sales, usual = np.nan_to_num(block.values), np.where(np.isnan(block.values), 0.0, course)
    sums = [np.stack([part[:, weekday == day].sum(axis=1) for day in range(length)], axis=1) for part in (sales, usual)]
    peak = weighted_by_itself(course)
    prior = WEEKDAY_PERIODS * peak[:, None] + 1e-9
    shares = (sums[0] + prior) / (sums[1] + prior)
    return (shares / shares.mean(axis=1, keepdims=True))[:, periods % length]

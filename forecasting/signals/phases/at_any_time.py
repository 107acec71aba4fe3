"""Who stands out for a week or so at other times each year, as in offers that nobody marked: what did so once in this
way is no peak of a calendar."""

import numpy as np

from forecasting.signals.calendars import calendars
from forecasting.signals.cleaning import usual_sales
from forecasting.signals.phases import standing_out
from forecasting.signals.phases.selling_alike import Among
from forecasting.signals.phases.standing_out import Parts

# What lasted for so many days and was seen once may have come at any time.
LONGEST_DAYS = 17
# Who sold more in the days of a week, so many to either side, in one year, and in another that saw them not within so
# many days, has sold more at any time: so often is often.
NEAR_OF_WEEK, AWAY_DAYS, OFTEN = 3, 10, 3
# It has to have been so many times the usual, by so many standard errors, and the cube root of what sold most once:
# what offers multiply by scatters.
LEAST, CHANCE = 2.0, 2.5


def came_once(single: Parts, found: np.ndarray, among: Among) -> np.ndarray:
    """Which of these phases, that one year alone saw, are no more of the calendar than what came at other times, bool
    (products, phases).

    single -- of single phases
    """
    once = found & (single.times == 1) & standing_out.passing(found, LONGEST_DAYS)
    rows = np.flatnonzero(once.any(axis=1))
    if len(rows):
        weeks = single.select(rows).with_near(NEAR_OF_WEEK)
        values, usual = among.values[rows], among.usual[rows]
        chance = np.sqrt(usual_sales.unsteadiness(values, usual, np.full(len(rows), among.slow)))
        once[rows] &= _at_any_time(weeks, once[rows], chance) >= OFTEN
    return once


def _at_any_time(weeks: Parts, once: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """How often each sold much more at a time at which it did not in another year, int (products, 1).

    weeks -- of each phase and those near it; chance -- standard errors, (products, 1)
    """
    times = np.divide(weeks.sales, weeks.level, out=np.zeros(weeks.sales.shape), where=weeks.level > 0)
    most = np.where(once, times.max(axis=1), 0.0).max(axis=1)
    least = np.maximum(LEAST, np.cbrt(most))[:, None, None]
    margin = CHANCE * chance[:, None] * np.sqrt(weeks.level)
    more = weeks.seen & (weeks.sales > np.maximum(least * weeks.level, weeks.level + margin))
    phases = more.shape[2]
    around = calendars.with_near(more.reshape(-1, phases).astype(float), AWAY_DAYS).reshape(more.shape) > 0
    alone = more & (weeks.seen & ~around).any(axis=1, keepdims=True)
    return np.asarray((alone & ~np.roll(alone, 1, axis=2)).sum(axis=(1, 2)))[:, None]

"""What products sell in each phase of a calendar, as a multiple of the usual: more in peaks, nothing on closed days."""

from dataclasses import dataclass, replace

import numpy as np

from forecasting.signals import calendars, standing_out, usual_sales
from forecasting.signals.calendars import Calendar
from forecasting.signals.standing_out import LONGEST, PARTS, by_part, high

# A phase is a peak if in each year, or each third of shorter cycles, it sold so many times the usual, by more than
# chance would have it: so many standard errors of sales that vary as much as the product's own days do.
LEAST, CHANCE = 1.5, 3.5
# Where few sales make single phases doubtful, phases in a row are one peak if all of them together sold as many times.
LEAST_OF_RUN = 2.0
# Of the many phases of shorter cycles more stand out by chance.
CHANCE_OF_SHORT = 5.0
# A phase is one of closed days if less than this share of the usual was sold in every year, and in all of them
# together so many units would have been.
SHUT, FEWEST_MISSED = 0.2, 20.0
# A peak of the year that fewer years saw has to be larger, clearer, and last for so many days: then it is one, with
# little confidence. Once is not enough for a calendar other than the year.
# What moves through the year in two of them is no season of its days: it need not be as clear.
LEAST_OF_FEW, CHANCE_OF_FEW, CHANCE_OF_MOVING, DAYS_OF_FEW = 2.0, 7.0, 5.0, 7
# All proven peaks together last for no larger share of the year.
MOST = 0.3
# Days of the year to either side that are as one, where years differ by a day; those of half a week of weekly sales;
# and those that peaks of slow sellers are looked for in.
NEAR, NEAR_OF_SLOW = 1, 7
# Pull of a phase's factor to 1, in usual periods of all years together, or of each third of shorter cycles.
USUAL_PERIODS = 0.3
# Times the usual, or units a period.
LARGEST_FACTOR = 40.0
# Less is usually sold on no day that counts.
SMALLEST_USUAL = 0.01


@dataclass(frozen=True, slots=True)
class Among:
    """Products that sell alike often: sales and what is usual, (products, periods) each; slow -- on few days"""

    values: np.ndarray
    usual: np.ndarray
    slow: bool
    step_days: int

    @property
    def parts(self) -> tuple[np.ndarray, np.ndarray]:
        """Known sales and what is usual on the same days."""
        return np.nan_to_num(self.values), np.where(np.isnan(self.values), 0.0, self.usual)

    @property
    def chance(self) -> np.ndarray:
        """What a standard error of a count has to be multiplied by, (products, 1)."""
        slow = np.full(len(self.values), self.slow)
        return np.sqrt(usual_sales.unsteadiness(self.values, self.usual, slow))


def factors_of(calendar: Calendar, among: Among) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Factor of each phase, (products, phases); how much of the sales they explain, and whether fewer than PARTS years
    saw some of them, (products,) each."""
    near = max(NEAR, among.step_days // 2) if calendar.near else 0
    narrow = replace(calendar, near=near)
    wide = replace(calendar, near=max(NEAR_OF_SLOW, near)) if among.slow and near else narrow
    proven = _proven(wide, among)
    found = _short(_with_few_years(narrow, among, proven), MOST) if near else proven
    unproven = (found & ~proven).any(axis=1)
    shut = _short(_shut(narrow, among), LONGEST)
    # A phase is seen together with those near it: so are the ends of a peak, or its sum would be too low.
    found |= (calendars.with_near((found & proven).astype(float), wide.near) > 0) | (
        calendars.with_near(shut.astype(float), near) > 0
    )
    factors = np.where(found, _times_usual(narrow, among), 1.0)
    factors[shut] = 0.0
    return factors, _explained(among, factors[:, calendar.phase[: among.values.shape[1]]]), unproven


def _proven(calendar: Calendar, among: Among) -> np.ndarray:
    """Phases that years or parts enough have shown to be peaks, bool (products, phases)."""
    sales, level = (by_part(calendar, one, calendar.near) for one in among.parts)
    seen = standing_out.seen(level)
    chance = (CHANCE if calendar.near else CHANCE_OF_SHORT) * among.chance
    margin = chance[:, None] * np.sqrt(level)
    proven = high(sales, level, seen, LEAST, margin) & (seen.sum(axis=1) >= PARTS)
    return proven | standing_out.high_runs(calendar, among.parts, LEAST_OF_RUN, chance) if calendar.near else proven


def _with_few_years(calendar: Calendar, among: Among, proven: np.ndarray) -> np.ndarray:
    """Those proven, and phases that only one year saw, or two, and that are clear and lasting, bool (products, phases):
    not of slow sellers, nor where it would be many."""
    if among.slow:
        return proven
    sales, level = (by_part(calendar, one, calendar.near) for one in among.parts)
    seen, is_year = standing_out.seen(level), calendar.name == calendars.YEAR
    times = seen.sum(axis=1)
    few = (times < PARTS) & (times >= (1 if is_year else 2))
    begins, ends = standing_out.edges(calendar, among.values, among.step_days)
    edge = ends | (begins & (times == 1))
    run = proven | (few & high(sales, level, seen, LEAST, np.zeros(level.shape)))
    margin = (CHANCE_OF_FEW if is_year else CHANCE_OF_MOVING) * among.chance[:, None] * np.sqrt(level)
    clear = few & high(sales, level, seen, LEAST_OF_FEW, margin)
    doubtful = proven | (standing_out.lasting(run, edge, DAYS_OF_FEW // among.step_days) & clear)
    return np.where(doubtful.mean(axis=1, keepdims=True) <= LONGEST, doubtful, proven)


def _shut(calendar: Calendar, among: Among) -> np.ndarray:
    """Phases of the year in which next to nothing was sold in any of the years, where much would have been, bool
    (products, phases)."""
    sales, level = (by_part(calendar, one, calendar.near) for one in among.parts)
    seen = standing_out.seen(level)
    quiet = ~(seen & (sales > SHUT * level)).any(axis=1) & (level.sum(axis=1) > FEWEST_MISSED)
    return quiet & (seen.sum(axis=1) >= PARTS) & bool(calendar.near and not among.slow)


def _short(found: np.ndarray, most: float) -> np.ndarray:
    """Without those of products where they last for long, or for much of the year."""
    brief = (found.mean(axis=1) <= most) & (standing_out.longest_run(found) <= LONGEST * found.shape[1])
    return found & brief[:, None]


def _times_usual(calendar: Calendar, among: Among) -> np.ndarray:
    """What each phase sold as a multiple of the usual, (products, phases): the median of years or parts, or, of few
    sales in a year, all of them together and no less than the usual."""
    sales, level = (by_part(calendar, one, calendar.near) for one in among.parts)
    seen, usual = standing_out.seen(level), np.maximum(among.usual.mean(axis=1), SMALLEST_USUAL)[:, None]
    pull = USUAL_PERIODS * usual[:, None]
    if among.slow and calendar.near:
        sold, expected = (np.where(seen, one, 0.0).sum(axis=1) for one in (sales, level))
        times = np.maximum((sold + pull[:, 0]) / (expected + pull[:, 0]), 1.0)
    else:
        share = pull / np.maximum(seen.sum(axis=1, keepdims=True), 1) if calendar.near else pull
        ratios = np.divide(sales + share, level + share, out=np.full(sales.shape, np.nan), where=seen)
        times = np.nanmedian(np.where(seen.any(axis=1, keepdims=True), ratios, 1.0), axis=1)
    return np.minimum(times, LARGEST_FACTOR * (1 + 1 / usual))


def _explained(among: Among, factors: np.ndarray) -> np.ndarray:
    """How much less sales stray from the usual if it is multiplied by these, in units of it, (products,)."""
    values, usual = among.values, among.usual
    less = (values - usual) ** 2 - (values - factors * usual) ** 2
    return np.where(np.isnan(less), 0.0, less / np.maximum(usual, SMALLEST_USUAL)).sum(axis=1)

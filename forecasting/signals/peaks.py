"""Products that sell all year, and several times as much at times of their own: in December, in the two weeks before
Easter, on the first of the month.

No method of the ladder knows every calendar, and three months of backtests do not see a peak that comes once a year.
Here a product's sales are compared with their usual level, phase by phase of each calendar. What stood out in every
year is taken out of the sales before any method fits, and put back where the phase comes round again.
"""

from dataclasses import dataclass, replace

import numpy as np

from forecasting.block import Block
from forecasting.signals import calendars
from forecasting.signals.calendars import Calendar
from forecasting.signals.preprocessing import median
from forecasting.signals.recurrence import BETTER, RARE

# A phase is a peak if in each year, or each third of shorter cycles, it sold so many times the usual, by more than
# chance would have it: so many standard errors of sales that vary as much as the product's own days do.
LEAST, CHANCE = 1.5, 3.5
# Years, or parts of shorter cycles, that are needed: two are alike by chance too often.
PARTS = 3
# Only who has so many days or weeks that stand out alone is looked at.
SUSPECT = 0.01
# What lasts for a larger share of the year is a season, which the methods know.
LONGEST = 0.15
# A phase was seen in a year in which so large a part of its sales can be told.
SEEN = 0.5
# Days of the year to either side that are as one, where years differ by a day; those of half a week of weekly sales.
NEAR = 1
# Pull of a phase's factor to 1, in usual periods of each year.
USUAL_PERIODS = 0.3
LARGEST_FACTOR = 20.0
# Median of a squared standard normal variable.
MEDIAN_SQUARE = 0.455


@dataclass(frozen=True, slots=True)
class Peaks:
    """factors -- what peaks multiply sales by, float64 (products, periods + horizon), 1 beside them
    calendars -- name of the one that each product's peaks follow, "" for none
    """

    factors: np.ndarray
    calendars: tuple[str, ...]


def none(block: Block, horizon: int) -> Peaks:
    return Peaks(np.ones((len(block), block.periods + horizon)), ("",) * len(block))


def find(block: Block, horizon: int) -> Peaks:
    """Peaks of the products that sell in most periods; the others are those of `recurrence`."""
    found = none(block, horizon)
    rows = np.flatnonzero(_often_sold(block))
    if not len(rows):
        return found
    usual = _usual(block.select(rows))
    suspect = _suspect(block.values[rows], usual, block.season_length)
    rows, level = rows[suspect], usual[suspect]
    values = block.values[rows]
    most, names = np.zeros(len(rows)), np.full(len(block), "", dtype=object)
    unsteadiness = _unsteadiness(values, level)
    for calendar in calendars.all_of(block, block.periods + horizon) if len(rows) else ():
        calendar = replace(calendar, near=min(calendar.near, max(NEAR, block.step_days // 2)))
        factors, explained = _peaks(calendar, values, level, unsteadiness)
        better = explained > BETTER * most
        most[better], names[rows[better]] = explained[better], calendar.name
        found.factors[rows[better]] = factors[better][:, calendar.phase]
    return Peaks(found.factors, tuple(names))


def _often_sold(block: Block) -> np.ndarray:
    known = (~np.isnan(block.values)).sum(axis=1)
    return (known > (PARTS - 1) * block.year_length) & ((block.values > 0).sum(axis=1) >= RARE * known)


def _usual(block: Block) -> np.ndarray:
    """Usual sales of each period, (products, periods): the weekday's share of the median week of its year; years are
    counted back from the end, and a part of one at the beginning is as the year after it."""
    share = _weekday_shares(block)
    weeks = _weeks(block.values / share, block.season_length)
    year = block.year_length // block.season_length
    years = max(weeks.shape[1] // year, 1)
    of_years = weeks[:, -years * year :].reshape(len(weeks) * years, -1)
    levels = median(of_years).reshape(len(weeks), years)
    which = years - 1 - np.minimum(np.arange(block.periods)[::-1] // block.year_length, years - 1)
    return levels[:, which] * share


def _weekday_shares(block: Block) -> np.ndarray:
    """(products, periods), 1 on average."""
    length = block.season_length
    filled, known = np.nan_to_num(block.values), ~np.isnan(block.values)
    weekday = np.arange(block.periods) % length
    means = np.ones((len(filled), length))
    for day in range(length):
        count = np.maximum(known[:, weekday == day].sum(axis=1), 1)
        means[:, day] = filled[:, weekday == day].sum(axis=1) / count
    overall = means.mean(axis=1, keepdims=True)
    return np.divide(means, overall, out=np.ones(means.shape), where=overall > 0)[:, weekday].clip(0.02)


def _weeks(values: np.ndarray, length: int) -> np.ndarray:
    """Means of weeks that end with the last period, NaN where no day is known, (products, weeks)."""
    values = values[:, values.shape[1] % length :].reshape(len(values), -1, length)
    known = ~np.isnan(values)
    count = known.sum(axis=2)
    sums = np.where(known, values, 0.0).sum(axis=2)
    return np.divide(sums, count, out=np.full(sums.shape, np.nan), where=count > 0)


def _suspect(values: np.ndarray, usual: np.ndarray, length: int) -> np.ndarray:
    """Who has days or weeks enough that stand out, bool (products,)."""
    unsteadiness = _unsteadiness(values, usual)
    found = np.zeros(len(values), dtype=bool)
    for sales, level, periods in ((values, usual, 1), (_weeks(values, length), _weeks(usual, length), length)):
        high = sales > np.maximum(LEAST * level, level + CHANCE * np.sqrt(unsteadiness * level / periods))
        found |= high.sum(axis=1) > SUSPECT * (~np.isnan(sales)).sum(axis=1)
    return found


def _unsteadiness(values: np.ndarray, usual: np.ndarray) -> np.ndarray:
    """Variance about the usual as a share of it, (products, 1); that of a count at least."""
    squares = np.divide((values - usual) ** 2, usual, out=np.full(values.shape, np.nan), where=usual > 0)
    return np.maximum(median(squares) / MEDIAN_SQUARE, 1.0)


def _peaks(
    calendar: Calendar, values: np.ndarray, usual: np.ndarray, unsteadiness: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Factor of each phase, (products, phases), and how much of the sales they explain, (products,)."""
    expected = np.where(np.isnan(values), 0.0, usual)
    sales, level = (_by_part(calendar, one) for one in (np.nan_to_num(values), expected))
    seen = (level > 0) & (level >= SEEN * level.max(axis=1, keepdims=True))
    stands_out = sales > np.maximum(LEAST * level, level + CHANCE * np.sqrt(unsteadiness[:, None] * level))
    high = (stands_out | ~seen).all(axis=1) & (seen.sum(axis=1) >= PARTS)
    if calendar.near:
        high &= high.mean(axis=1, keepdims=True) <= LONGEST
    pull = USUAL_PERIODS * usual.mean(axis=1)[:, None, None]
    ratios = np.divide(sales + pull, level + pull, out=np.full(sales.shape, np.nan), where=seen)
    factors = np.minimum(np.nanmedian(np.where(high[:, None], ratios, 1.0), axis=1), LARGEST_FACTOR)
    explained = ((factors - 1) ** 2 * level.sum(axis=1)).sum(axis=1)
    return factors, explained / (2 * calendar.near + 1)


def _by_part(calendar: Calendar, values: np.ndarray) -> np.ndarray:
    """Sums of each phase and those near it, (products, parts, phases): year by year, or by thirds of
    shorter cycles."""
    cycle = calendar.cycle[: values.shape[1]]
    part = cycle - cycle[0] if calendar.near else cycle % PARTS
    parts = int(part.max()) + 1
    phase = calendar.phase[: values.shape[1]] + calendar.phases * part
    sums = calendars.sums(values, phase, parts * calendar.phases).reshape(-1, calendar.phases)
    return calendars.with_near(sums, calendar.near).reshape(len(values), parts, calendar.phases)

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

# Who sells on a smaller share of days has no usual level, but may have times of its own; who sells on less than RARE
# has peaks only of a year that enough years saw.
OFTEN = 0.25
# A phase is a peak if in each year, or each third of shorter cycles, it sold so many times the usual, by more than
# chance would have it: so many standard errors of sales that vary as much as the product's own days do. Of so many
# years one may be without.
LEAST, CHANCE, WITHOUT_ONE = 1.5, 3.5, 5
# Where few sales make single phases doubtful, phases in a row are one peak if all of them together sold as many times.
LEAST_OF_RUN = 2.0
# Of the many phases of shorter cycles more stand out by chance.
CHANCE_OF_SHORT = 5.0
# Years, or parts of shorter cycles, that prove a peak: two are alike by chance too often.
PARTS = 3
# A peak of the year that fewer years saw has to be larger, clearer, and last for so many days: then it is one, with
# little confidence. What was seen once only, in the first of all days, is a launch; what goes on in the last ones may
# be a new level, which the methods see; and once is not enough for a calendar other than the year.
# What moves through the year in two of them is no season of its days: it need not be as clear.
LEAST_OF_FEW, CHANCE_OF_FEW, CHANCE_OF_MOVING, DAYS_OF_FEW = 2.0, 7.0, 5.0, 7
FIRST_DAYS, LAST_DAYS = 5, 14
# A feast that few years saw has to be one of the shop: of so large a share of its products.
LEAST_FOLLOWERS = 0.1
# A forecast is doubtful if such a peak comes within so many days.
SOON_DAYS = 56
# Only who has so many days or weeks that stand out alone is looked at.
SUSPECT = 0.01
# What lasts for a larger share of the year is a season, which the methods know; and so are all proven peaks together.
LONGEST, MOST = 0.15, 0.3
# Shorter cycles are looked for in so many days of sales.
FEWEST_DAYS = 270
# A phase was seen in a year in which so large a part of its sales can be told.
SEEN = 0.5
# Days of the year to either side that are as one, where years differ by a day; those of half a week of weekly sales.
NEAR = 1
# Pull of a phase's factor to 1, in usual periods of all years together, or of each third of shorter cycles.
USUAL_PERIODS = 0.3
LARGEST_FACTOR = 20.0
# Less is usually sold on no day that counts.
SMALLEST_USUAL = 0.01
# Median of a squared standard normal variable.
MEDIAN_SQUARE = 0.455


@dataclass(frozen=True, slots=True)
class Peaks:
    """factors -- what peaks multiply sales by, float64 (products, periods + horizon), 1 beside them
    calendars -- name of the one that each product's peaks follow, "" for none
    unproven -- who soon has a peak that fewer than PARTS years saw, bool (products,)
    """

    factors: np.ndarray
    calendars: tuple[str, ...]
    unproven: np.ndarray

    @property
    def doubt(self) -> np.ndarray:
        """By which forecasts are less sure in peaks: how large one will be is known from a few of them only."""
        return np.sqrt(np.maximum(self.factors, 1.0))


def none(block: Block, horizon: int) -> Peaks:
    return Peaks(np.ones((len(block), block.periods + horizon)), ("",) * len(block), np.zeros(len(block), dtype=bool))


def find(block: Block, horizon: int) -> Peaks:
    """Peaks of the products that sell in most periods; the others are those of `recurrence`."""
    found = none(block, horizon)
    rows = np.flatnonzero(_often_sold(block))
    if not len(rows):
        return found
    looked_at = len(rows)
    usual = _usual(block.select(rows))
    suspect = _suspect(block.values[rows], usual, block.season_length)
    rows, level = rows[suspect], usual[suspect]
    values = block.values[rows]
    most, names = np.zeros(len(rows)), np.full(len(block), "", dtype=object)
    unsteadiness = _unsteadiness(values, level)
    for calendar in calendars.all_of(block, block.periods + horizon) if len(rows) else ():
        calendar = replace(calendar, near=min(calendar.near, max(NEAR, block.step_days // 2)))
        factors, explained, unproven = _peaks(calendar, values, level, unsteadiness, block.step_days)
        better = explained > BETTER * most
        most[better], names[rows[better]] = explained[better], calendar.name
        found.factors[rows[better]] = factors[better][:, calendar.phase]
        found.unproven[rows[better]] = unproven[better]
    alone = _alone(names, found.unproven, looked_at)
    found.factors[alone], found.unproven[alone], names[alone] = 1.0, False, ""
    soon = found.factors[:, block.periods :][:, : SOON_DAYS // block.step_days] != 1
    return Peaks(found.factors, tuple(names), found.unproven & soon.any(axis=1))


def _alone(names: np.ndarray, unproven: np.ndarray, looked_at: int) -> np.ndarray:
    """Whose peaks few years saw, by a calendar other than the year that hardly any other product follows, bool."""
    alone = np.zeros(len(names), dtype=bool)
    for name in set(names[unproven]) - {calendars.YEAR}:
        own = names == name
        alone |= own & unproven & (own.sum() < LEAST_FOLLOWERS * looked_at)
    return alone


def _often_sold(block: Block) -> np.ndarray:
    known = (~np.isnan(block.values)).sum(axis=1)
    return (known * block.step_days > FEWEST_DAYS) & (_sold_share(block.values) >= OFTEN)


def _sold_share(values: np.ndarray) -> np.ndarray:
    return (values > 0).sum(axis=1) / np.maximum((~np.isnan(values)).sum(axis=1), 1)


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
    calendar: Calendar, values: np.ndarray, usual: np.ndarray, unsteadiness: np.ndarray, step_days: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Factor of each phase, (products, phases); how much of the sales they explain, and whether years enough saw all
    of them, (products,) each."""
    expected = np.where(np.isnan(values), 0.0, usual)
    sales, level = (_by_part(calendar, one, calendar.near) for one in (np.nan_to_num(values), expected))
    seen = (level > 0) & (level >= SEEN * level.max(axis=1, keepdims=True))
    deviation = np.sqrt(unsteadiness[:, None] * level)
    chance = (CHANCE if calendar.near else CHANCE_OF_SHORT) * np.sqrt(unsteadiness)
    proven = _high(sales, level, seen, LEAST, chance[:, None] * np.sqrt(level)) & (seen.sum(axis=1) >= PARTS)
    if calendar.near:
        proven |= _high_runs(calendar, np.nan_to_num(values), expected, chance)
    steady = _sold_share(values)[:, None] >= RARE
    high = proven & steady
    if calendar.near:
        times = seen.sum(axis=1)
        few = steady & (times < PARTS) & (times >= (1 if calendar.name == calendars.YEAR else 2))
        begins, ends = _edges(calendar, values, step_days)
        edge = ends | (begins & (times == 1))
        run = proven | (few & _high(sales, level, seen, LEAST, 0 * deviation))
        chance = CHANCE_OF_FEW if calendar.name == calendars.YEAR else CHANCE_OF_MOVING
        clear = few & _high(sales, level, seen, LEAST_OF_FEW, chance * deviation)
        doubtful = proven | (_lasting(run, edge, DAYS_OF_FEW // step_days) & clear)
        high = np.where(doubtful.mean(axis=1, keepdims=True) <= LONGEST, doubtful, proven)
        high &= (high.mean(axis=1, keepdims=True) <= MOST) & (_longest_run(high)[:, None] <= LONGEST * calendar.phases)
    unproven = (high & ~proven).any(axis=1)
    # A phase is seen together with those near it: so are the ends of a peak, or its sum would be too low.
    high |= calendars.with_near((high & proven).astype(float), calendar.near) > 0
    pull = USUAL_PERIODS * usual.mean(axis=1)[:, None, None]
    if calendar.near:
        pull = pull / np.maximum(seen.sum(axis=1, keepdims=True), 1)
    ratios = np.divide(sales + pull, level + pull, out=np.full(sales.shape, np.nan), where=seen)
    factors = np.minimum(np.nanmedian(np.where(high[:, None], ratios, 1.0), axis=1), LARGEST_FACTOR)
    return factors, _explained(values, usual, factors[:, calendar.phase[: values.shape[1]]]), unproven


def _explained(values: np.ndarray, usual: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """How much less sales stray from the usual if it is multiplied by these, in units of it, (products,)."""
    less = (values - usual) ** 2 - (values - factors * usual) ** 2
    return np.where(np.isnan(less), 0.0, less / np.maximum(usual, SMALLEST_USUAL)).sum(axis=1)


def _high_runs(calendar: Calendar, sales: np.ndarray, level: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """Phases that stand out in all years together, in runs that do so in each, bool (products, phases)."""
    sold, usual = (_by_part(calendar, one, calendar.near).sum(axis=1, keepdims=True) for one in (sales, level))
    high = _high(sold, usual, usual > 0, LEAST_OF_RUN, chance[:, None] * np.sqrt(usual))
    rows = np.flatnonzero(high.any(axis=1))
    sold, usual = (_of_runs(_by_part(calendar, one[rows], 0), high[rows]) for one in (sales, level))
    seen = (usual > 0) & (usual >= SEEN * usual.max(axis=1, keepdims=True))
    high[rows] &= _high(sold, usual, seen, LEAST_OF_RUN, chance[rows, None] * np.sqrt(usual))
    high[rows] &= seen.sum(axis=1) >= PARTS
    return high


def _of_runs(values: np.ndarray, high: np.ndarray) -> np.ndarray:
    """For each phase the sum of the run of high ones that it is in, (rows, parts, phases); high -- (rows, phases)."""
    place, size = np.arange(high.shape[1]), high.shape[1]
    begin = np.maximum.accumulate(np.where(high, -1, place), axis=1) + 1
    end = np.minimum.accumulate(np.where(high, size, place)[:, ::-1], axis=1)[:, ::-1]
    sums = np.concatenate([np.zeros((*values.shape[:2], 1)), values.cumsum(axis=2)], axis=2)
    return np.take_along_axis(sums, end[:, None], axis=2) - np.take_along_axis(
        sums, np.minimum(begin, end)[:, None], axis=2
    )


def _high(sales: np.ndarray, level: np.ndarray, seen: np.ndarray, least: float, margin: np.ndarray) -> np.ndarray:
    """Phases that stood out in the parts that saw them, bool (products, phases)."""
    stood_out = sales > np.maximum(least * level, level + margin)
    return (seen & ~stood_out).sum(axis=1) <= (seen.sum(axis=1) >= WITHOUT_ONE)


def _longest_run(high: np.ndarray) -> np.ndarray:
    """Most phases in a row, round the cycle's end, (products,)."""
    high = np.tile(high, 2)
    place = np.arange(high.shape[1])
    return (place - np.maximum.accumulate(np.where(high, -1, place), axis=1)).max(axis=1)


def _edges(calendar: Calendar, values: np.ndarray, step_days: int) -> list[np.ndarray]:
    """Phases of each product's first days, and of its last ones, bool (products, phases) each."""
    period, first = np.arange(values.shape[1]), (~np.isnan(values)).argmax(axis=1)[:, None]
    begins = (period >= first) & (period < first + FIRST_DAYS // step_days)
    ends = np.broadcast_to(period >= len(period) - LAST_DAYS // step_days, values.shape)
    return [calendars.sums(days, calendar.phase[: len(period)], calendar.phases) > 0 for days in (begins, ends)]


def _lasting(high: np.ndarray, edge: np.ndarray, phases: int) -> np.ndarray:
    """Those of them that stand so many in a row, round the cycle's end, with no edge among them."""
    high, edge = np.tile(high, 2), np.tile(edge, 2)
    place, size = np.arange(high.shape[1]), high.shape[1]
    begin = np.maximum.accumulate(np.where(high, -1, place), axis=1) + 1
    end = np.minimum.accumulate(np.where(high, size, place)[:, ::-1], axis=1)[:, ::-1]
    edges = np.concatenate([np.zeros((len(high), 1), dtype=int), np.cumsum(edge, axis=1)], axis=1)
    touched = np.take_along_axis(edges, end, axis=1) > np.take_along_axis(edges, np.minimum(begin, size), axis=1)
    lasting = high & (end - begin >= phases) & (end - begin <= LONGEST * size / 2) & ~touched
    return lasting[:, : size // 2] | lasting[:, size // 2 :]


def _by_part(calendar: Calendar, values: np.ndarray, near: int) -> np.ndarray:
    """Sums of each phase and those near it, (products, parts, phases): year by year, or by thirds of
    shorter cycles."""
    cycle = calendar.cycle[: values.shape[1]]
    part = cycle - cycle[0] if calendar.near else cycle % PARTS
    parts = int(part.max()) + 1
    phase = calendar.phase[: values.shape[1]] + calendar.phases * part
    sums = calendars.sums(values, phase, parts * calendar.phases).reshape(-1, calendar.phases)
    return calendars.with_near(sums, near).reshape(len(values), parts, calendar.phases)

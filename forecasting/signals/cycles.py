"""Forecasts of products that follow a calendar: from the same phases of the cycles before."""

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known
from forecasting.signals import calendars, course_of_year, own_times
from forecasting.signals.calendars import Calendar

# A cycle counts this much less than the one after it: of a year, and of a shorter one.
FADING_YEARS, FADING_CYCLES = 0.3, 0.9
# Growth from year to year is believed as far as years agree on it, and at most by this factor; years differ by this
# deviation of logarithms anyway. A single step has nothing to agree with: it is believed as goods grow by this one.
FEWEST_YEARS, LARGEST_GROWTH, YEARS_DIFFER, GROWS = 2, 1.5, 0.15, 0.2
DAYS_OF_WEEK = 7
# A year may lack so many days: what a season's first sale begins lacks those before it.
LACKING_DAYS = 28
# Days around the same day of earlier years whose mean is expected.
YEAR_WINDOW = 3
# The recent level moves the expected one as it stands out of what so many periods of the season would sell.
RECENT_PERIODS, LEVEL_PERIODS, LARGEST_MOVE = 28, 14.0, 3.0
# A season of so many phases that are as one may begin so many days late or early, usually by this deviation, and ends
# as late: seen in so many days, of sales whose variance is so many times a count's, with so large a share of a day's
# sales beside it. So many shifts to either side are tried.
MOVES, LATEST_DAYS, USUALLY_LATE_DAYS, ONSET_DAYS, SCATTER, BESIDE, SHIFTS = 10, 10, 4.0, 120, 3.0, 0.03, 5
# It comes earlier or later if the share of a season that is sold in so many coming days differed from cycle to cycle by
# this deviation, beside its mean, beyond what counts scatter.
COMING_DAYS, DIFFERS = 28, 0.3
# Pull of a weekday's share to none, in periods of the season.
WEEKDAY_PERIODS = 10.0
# Variance beyond a count's own, as a share of the squared mean: years differ by more than days show.
LEAST_EXCESS, LARGEST_EXCESS = 0.3, 3.0


def forecast(block: Block, calendar: Calendar, horizon: int) -> np.ndarray:
    """Means ahead, float64 (products, horizon)."""
    expected = _expected(block, calendar, np.arange(block.periods, block.periods + horizon))
    recent = np.arange(max(block.periods - RECENT_PERIODS // block.step_days, 0), block.periods)
    before = _expected(block.until(recent[0]) if len(recent) else block, calendar, recent)
    on = _is_on(block) if calendar.near >= MOVES else np.empty(0, dtype=int)
    if len(on):
        before[on], expected[on] = _as_late(block.select(on), calendar, len(recent), horizon)
    known = ~np.isnan(block.values[:, recent])
    if calendar.near:
        # A year before its first sale nothing was expected: what is sold now is no more than was.
        known &= recent - block.year_length >= block.first_sales[:, None]
    sales = np.where(known, block.values[:, recent], 0.0).sum(axis=1)
    usual = (before * known).sum(axis=1)
    in_season = _weighted_by_itself(expected)
    prior = LEVEL_PERIODS * in_season + 1e-9
    move = np.clip((sales + prior) / (usual + prior), 1 / LARGEST_MOVE, LARGEST_MOVE)
    return expected * move[:, None]


def _is_on(block: Block) -> np.ndarray:
    """Whose season is on, rows: they sold more than a little in the newest periods, and what began it was seen a year
    before as well."""
    onset = (ONSET_DAYS + LATEST_DAYS) // block.step_days
    sold = own_times.sells(block.values)[:, -LATEST_DAYS // block.step_days :].any(axis=1)
    return np.flatnonzero(sold & (block.periods - block.first_sales > onset + block.year_length))


def _as_late(block: Block, calendar: Calendar, recent: int, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """What was expected of the newest periods and is of those ahead, (products, recent) and (products, horizon), of
    seasons as late as they have begun this time: averaged over shifts, each as likely as it makes the sales since
    before the season and as seasons are so late."""
    begin, latest = block.periods - ONSET_DAYS // block.step_days, LATEST_DAYS // block.step_days
    periods = np.arange(begin, block.periods + horizon)
    past = block.until(begin)
    mean = _of_phases(past, calendar)
    shares = _weekday_shares(past, mean[:, calendar.phase[:begin]], periods)
    least = BESIDE * _weighted_by_itself(mean)[:, None]
    sales = np.nan_to_num(block.values[:, begin:])
    known = ~np.isnan(block.values[:, begin:])
    chances, courses = [], []
    for late in range(-latest, latest + 1, max(latest // SHIFTS, 1)):
        phase = calendar.phase[np.minimum(periods - late, len(calendar.phase) - 1)]
        courses.append(mean[:, phase] * shares)
        share = np.where(known, courses[-1][:, : sales.shape[1]] + least, 0.0)
        share /= np.maximum(share.sum(axis=1, keepdims=True), 1e-12)
        likely = (sales * np.log(np.maximum(share, 1e-12))).sum(axis=1) / SCATTER
        chances.append(likely - 0.5 * (late * block.step_days / USUALLY_LATE_DAYS) ** 2)
    chance = np.exp(np.array(chances) - np.max(chances, axis=0))
    course = np.einsum("sn,snt->nt", chance / chance.sum(axis=0), np.array(courses))
    return course[:, sales.shape[1] - recent : sales.shape[1]], course[:, sales.shape[1] :]


def excess(block: Block, calendar: Calendar) -> np.ndarray:
    """Variance beyond that of a count, as a share of the squared mean, (products,)."""
    mean = _expected(block, calendar, np.arange(block.periods))
    known = ~np.isnan(block.values)
    beyond = np.where(known, (np.nan_to_num(block.values) - mean) ** 2 - mean, 0.0).sum(axis=1)
    squares = np.where(known, mean**2, 0.0).sum(axis=1)
    own = np.divide(beyond, squares, out=np.zeros(len(block)), where=squares > 0)
    return np.clip(own, LEAST_EXCESS, LARGEST_EXCESS)


def comes_another_time(block: Block, calendar: Calendar, horizon: int) -> np.ndarray:
    """Whose coming weeks were another part of the season in each cycle that is known whole, bool (products,)."""
    ahead = np.arange(block.periods, block.periods + min(horizon, COMING_DAYS // block.step_days))
    cycle, sales = calendar.cycle[: block.periods], np.nan_to_num(block.values)
    whole = np.setdiff1d(cycle, [cycle[0], calendar.cycle[block.periods]])
    if not calendar.near or len(whole) < 2:
        return np.zeros(len(block), dtype=bool)
    coming = np.isin(calendar.phase[: block.periods], calendar.phase[ahead])
    units = np.stack([(sales * (coming & (cycle == one))).sum(axis=1) for one in whole], axis=1)
    season = np.stack([sales[:, cycle == one].sum(axis=1) for one in whole], axis=1)
    share = np.where(season > 0, units / np.maximum(season, 1e-9), np.nan)
    mean, by_chance = mean_known(share, axis=1), mean_known(share / np.maximum(season, 1e-9), axis=1)
    known = (season > 0).sum(axis=1)
    variance = mean_known((share - mean[:, None]) ** 2, axis=1) * known / np.maximum(known - 1, 1)
    return np.asarray((known > 1) & (variance - by_chance > (DIFFERS * mean) ** 2))


def _weighted_by_itself(course: np.ndarray) -> np.ndarray:
    """What is sold in a period in season: mean weighted by itself, (products,); 0 where there is nothing."""
    return np.divide((course**2).sum(axis=1), course.sum(axis=1), out=np.zeros(len(course)), where=course.any(axis=1))


def _expected(block: Block, calendar: Calendar, periods: np.ndarray) -> np.ndarray:
    """Mean of the same phase in the cycles before, the newest counting most, (products, len(periods))."""
    if not calendar.near:
        ahead = int(periods[-1]) + 1 - block.periods if len(periods) else 0
        course = course_of_year.factors(block, calendar, max(ahead, 0))
        return _of_phases(block, calendar, course[:, : block.periods])[:, calendar.phase[periods]] * course[:, periods]
    mean = _of_phases(block, calendar)
    weekdays = _weekday_shares(block, mean[:, calendar.phase[: block.periods]], periods)
    return mean[:, calendar.phase[periods]] * weekdays


def _of_phases(block: Block, calendar: Calendar, course: np.ndarray | None = None) -> np.ndarray:
    """Mean of each phase in the cycles of a block, (products, phases); course -- what the time of the year multiplied
    it by, (products, periods)"""
    yearly = calendar.near > 0
    fading = FADING_YEARS if yearly else FADING_CYCLES
    age = calendar.cycle[block.periods] - calendar.cycle[: block.periods]
    weight = fading**age
    known = ~np.isnan(block.values)
    phase = calendar.phase[: block.periods]
    grown = _growth(block)[:, None] ** age if calendar.name == calendars.YEAR else 1.0
    total = calendars.sums(np.nan_to_num(block.values) * weight * grown, phase, calendar.phases)
    mass = calendars.sums(known * weight * (1.0 if course is None else course), phase, calendar.phases)
    if yearly:
        total, mass = calendars.with_near(total, YEAR_WINDOW), calendars.with_near(mass, YEAR_WINDOW)
    return np.divide(total, mass, out=np.zeros(total.shape), where=mass > 1e-9)


def _growth(block: Block) -> np.ndarray:
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

"""Forecasts of products that follow a calendar: from the same phases of the cycles before."""

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known
from forecasting.signals import calendars, course_of_year, cycle_levels, growing_seasons, own_times, season_levels
from forecasting.signals.calendars import Calendar
from forecasting.signals.season_levels import LARGEST_MOVE, SCATTER, UNITS

# A cycle counts this much less than the one after it: of a year, and of a shorter one.
FADING_YEARS, FADING_CYCLES = 0.3, 0.9
# Days around the same day of earlier years whose mean is expected. Who sold in so many years may begin and end its
# season on the very day: in those of a week without a sale none is expected where by that mean so many units would be.
YEAR_WINDOW, SHARP_YEARS, SHARP_UNITS = 3, 2, 5.0
# The recent level moves the expected one as it stands out of what so many periods of the season would sell.
RECENT_PERIODS, LEVEL_PERIODS = 28, 14.0
# But where sales of so many days are of another level, it moves as these did, if the newest periods moved by this share
# of it at least.
SPANS_DAYS, PART = (84, 56), 0.5
# A season of so many phases that are as one may begin so many days late or early, usually by this deviation, and ends
# as late: seen in so many days, with so large a share of a day's sales beside it. So many shifts to either side are
# tried.
MOVES, LATEST_DAYS, USUALLY_LATE_DAYS, ONSET_DAYS, BESIDE, SHIFTS = 10, 10, 4.0, 120, 0.03, 5
# It is due if so many units, and those of so many days of it, would have been sold by now.
DUE_UNITS, DUE_DAYS = 5.0, 3.0
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
    if not calendar.near:
        return expected
    recent = np.arange(max(block.periods - RECENT_PERIODS // block.step_days, 0), block.periods)
    before = _expected(block.until(recent[0]) if len(recent) else block, calendar, recent)
    on = np.flatnonzero(_is_on(block) | _is_due(block, before)) if calendar.near >= MOVES else np.empty(0, dtype=int)
    if len(on):
        before[on], expected[on] = _as_late(block.select(on), calendar, len(recent), horizon)
    known = ~np.isnan(block.values[:, recent])
    # A year before its first sale nothing was expected: what is sold now is no more than was.
    known &= recent - block.year_length >= block.first_sales[:, None]
    sales = np.where(known, block.values[:, recent], 0.0).sum(axis=1)
    usual = (before * known).sum(axis=1)
    in_season = weighted_by_itself(expected)
    prior = LEVEL_PERIODS * in_season + 1e-9
    move = np.clip((sales + prior) / (usual + prior), 1 / LARGEST_MOVE, LARGEST_MOVE)
    lasting = _lasting_moves(block, calendar)
    # Nor is it one if the season, as late as it is, explains the newest sales.
    lately = np.log((sales + UNITS) / (usual + UNITS)) / np.log(np.where(lasting == 1, np.e, lasting))
    moved = (lasting != 1) & (lately > PART)
    return expected * np.where(moved, lasting, move)[:, None]


def _lasting_moves(block: Block, calendar: Calendar) -> np.ndarray:
    """By what the sales of some months differ from those expected of them, see `season_levels.move`, (products,); 1:
    they do not."""
    moves, most = np.ones(len(block)), np.zeros(len(block))
    for days in SPANS_DAYS:
        own, clear = season_levels.move(*_beside_expected(block, calendar, days))
        found = clear > most
        moves[found], most[found] = own[found], clear[found]
    return moves


def _beside_expected(block: Block, calendar: Calendar, days: int) -> tuple[np.ndarray, np.ndarray]:
    """What was sold in each period of so many days, and what was expected then, (products, periods) each; 0 where that
    is unknown."""
    span = np.arange(max(block.periods - days // block.step_days, 0), block.periods)
    known = ~np.isnan(block.values[:, span]) & (span - block.year_length >= block.first_sales[:, None])
    usual = np.where(known, _expected(block.until(span[0]), calendar, span), 0.0)
    return np.where(known, block.values[:, span], 0.0), usual


def stands_out(block: Block, calendar: Calendar) -> np.ndarray:
    """Of whose season the last weeks were clearly more or less than was expected of them, bool (products,)."""
    if not calendar.near:
        course = course_of_year.factors(block, calendar, 0)
        return cycle_levels.find(block, calendar, course, 0).is_new
    if calendar.near < MOVES:
        return np.zeros(len(block), dtype=bool)
    spans = (_beside_expected(block, calendar, days) for days in (*SPANS_DAYS, RECENT_PERIODS))
    return np.logical_or.reduce([season_levels.is_doubtful(*span) for span in spans])


def is_due(block: Block, calendar: Calendar) -> np.ndarray:
    """Whose season should have begun, and has not, bool (products,)."""
    recent = np.arange(max(block.periods - RECENT_PERIODS // block.step_days, 0), block.periods)
    if calendar.near < MOVES or not len(recent):
        return np.zeros(len(block), dtype=bool)
    return _is_due(block, _expected(block.until(recent[0]), calendar, recent))


def _is_on(block: Block) -> np.ndarray:
    """Whose season is on, bool (products,): they sold more than a little in the newest periods, and what began it was
    seen a year before as well."""
    sold = own_times.sells(block.values)[:, -LATEST_DAYS // block.step_days :].any(axis=1)
    return np.asarray(sold & _was_seen(block))


def _is_due(block: Block, usual: np.ndarray) -> np.ndarray:
    """Whose season is not, bool (products,): nothing since what is to be seen of one, where days of it would have been.

    usual -- expected of the newest periods, (products, recent)
    """
    onset, missed = (ONSET_DAYS + LATEST_DAYS) // block.step_days, usual.sum(axis=1)
    none = ~own_times.sells(block.values)[:, -onset:].any(axis=1)
    days = DUE_DAYS / block.step_days * weighted_by_itself(np.nan_to_num(block.values))
    return np.asarray(none & (missed >= DUE_UNITS) & (missed >= days) & _was_seen(block))


def _was_seen(block: Block) -> np.ndarray:
    onset = (ONSET_DAYS + LATEST_DAYS) // block.step_days
    return np.asarray(block.periods - block.first_sales > onset + block.year_length)


def _as_late(block: Block, calendar: Calendar, recent: int, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """What was expected of the newest periods and is of those ahead, (products, recent) and (products, horizon), of
    seasons as late as they have begun this time: averaged over shifts, each as likely as it makes the sales since
    before the season and as seasons are so late."""
    begin, latest = block.periods - ONSET_DAYS // block.step_days, LATEST_DAYS // block.step_days
    periods = np.arange(begin, block.periods + horizon)
    past = block.until(begin)
    mean = _of_phases(past, calendar)
    shares = _weekday_shares(past, mean[:, calendar.phase[:begin]], periods) * _grown(past, calendar, periods)
    least = BESIDE * weighted_by_itself(mean)[:, None]
    sales = np.nan_to_num(block.values[:, begin:])
    known = ~np.isnan(block.values[:, begin:])
    chances, courses = [], []
    for late in range(-latest, latest + 1, max(latest // SHIFTS, 1)):
        phase = calendar.phase[np.minimum(periods - late, len(calendar.phase) - 1)]
        courses.append(mean[:, phase] * shares)
        share = np.where(known, courses[-1][:, : sales.shape[1]] + least, 0.0)
        share /= np.maximum(share.sum(axis=1, keepdims=True), 1e-12)
        likely = (sales * np.log(np.maximum(share, 1e-12))).sum(axis=1) / SCATTER
        # Where nothing was sold yet, all that would have been speaks for a later one.
        likely -= np.where(sales.any(axis=1), 0.0, (courses[-1][:, : sales.shape[1]] * known).sum(axis=1) / SCATTER)
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


def weighted_by_itself(course: np.ndarray) -> np.ndarray:
    """What is sold in a period in season: mean weighted by itself, (products,); 0 where there is nothing."""
    return np.divide((course**2).sum(axis=1), course.sum(axis=1), out=np.zeros(len(course)), where=course.any(axis=1))


def _expected(block: Block, calendar: Calendar, periods: np.ndarray) -> np.ndarray:
    """Mean of the same phase in the cycles before, the newest counting most, (products, len(periods))."""
    if not calendar.near:
        ahead = max(int(periods[-1]) + 1 - block.periods, 0) if len(periods) else 0
        course = course_of_year.factors(block, calendar, ahead)
        course = course * cycle_levels.find(block, calendar, course[:, : block.periods], ahead).of_periods
        return _of_phases(block, calendar, course[:, : block.periods])[:, calendar.phase[periods]] * course[:, periods]
    mean = _of_phases(block, calendar)
    weekdays = _weekday_shares(block, mean[:, calendar.phase[: block.periods]], periods)
    return mean[:, calendar.phase[periods]] * weekdays * _grown(block, calendar, periods)


def _grown(block: Block, calendar: Calendar, periods: np.ndarray) -> np.ndarray:
    """By what these periods sell more than those of the cycle that the block ends in, (products, len(periods))."""
    if calendar.name != calendars.YEAR:
        return np.ones((len(block), len(periods)))
    return np.asarray(
        growing_seasons.growth(block)[:, None] ** (calendar.cycle[periods] - calendar.cycle[block.periods])
    )


def _of_phases(block: Block, calendar: Calendar, course: np.ndarray | None = None) -> np.ndarray:
    """Mean of each phase in the cycles of a block, (products, phases); course -- what the time of the year multiplied
    it by, (products, periods)"""
    yearly = calendar.near > 0
    fading = FADING_YEARS if yearly else FADING_CYCLES
    age = calendar.cycle[block.periods] - calendar.cycle[: block.periods]
    weight = fading**age
    known = ~np.isnan(block.values)
    phase = calendar.phase[: block.periods]
    grown = 1 / _grown(block, calendar, np.arange(block.periods))
    total = calendars.sums(np.nan_to_num(block.values) * weight * grown, phase, calendar.phases)
    mass = calendars.sums(known * weight * (1.0 if course is None else course), phase, calendar.phases)
    if yearly:
        never = _never(total, mass, calendars.sums(known, phase, calendar.phases))
        never &= (_cycles_sold_in(block, calendar) >= SHARP_YEARS)[:, None]
        mass = np.where(never, 0.0, mass)
        return np.where(never, 0.0, _around(total, mass))
    return np.divide(total, mass, out=np.zeros(total.shape), where=mass > 1e-9)


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


def _weekday_shares(block: Block, course: np.ndarray, periods: np.ndarray) -> np.ndarray:
    """What weekdays sell beside their season's course, (products, len(periods))."""
    length = block.season_length
    weekday = np.arange(block.periods) % length
    sales, usual = np.nan_to_num(block.values), np.where(np.isnan(block.values), 0.0, course)
    sums = [np.stack([part[:, weekday == day].sum(axis=1) for day in range(length)], axis=1) for part in (sales, usual)]
    peak = weighted_by_itself(course)
    prior = WEEKDAY_PERIODS * peak[:, None] + 1e-9
    shares = (sums[0] + prior) / (sums[1] + prior)
    return (shares / shares.mean(axis=1, keepdims=True))[:, periods % length]

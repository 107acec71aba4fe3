"""Forecasts of products that follow a calendar: from the same phases of the cycles before."""

from dataclasses import dataclass, replace

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known
from forecasting.signals.calendars.calendars import Calendar
from forecasting.signals.levels import season_levels
from forecasting.signals.levels.season_levels import LARGEST_MOVE, SCATTER, UNITS
from forecasting.signals.phases import phase_means
from forecasting.signals.seasons import course_of_year, cycle_levels, cycle_pauses, own_times

# The recent level moves the expected one as it stands out of what so many periods of the season would sell.
RECENT_PERIODS, LEVEL_PERIODS = 28, 14.0
# But where sales of so many days are of another level, it moves as these did, if the newest periods moved by this share
# of it at least.
SPANS_DAYS, PART = (84, 56), 0.5
# A season of so many phases that are as one may begin so many days late or early, usually by this deviation, and ends
# as late: seen in so many days, with so large a share of a day's sales beside it. So many shifts to either side are
# tried.
MOVES, LATEST_DAYS, USUALLY_LATE_DAYS, ONSET_DAYS, BESIDE, SHIFTS = 10, 10, 4.0, 120, 0.003, 5
# It is due if so many units, and those of so many days of it, would have been sold by now.
DUE_UNITS, DUE_DAYS = 5.0, 3.0
# It comes earlier or later if the share of a season that is sold in so many coming days differed from cycle to cycle by
# this deviation, beside its mean, beyond what counts scatter.
COMING_DAYS, DIFFERS = 28, 0.3
# Variance beyond a count's own, as a share of the squared mean: years differ by more than days show.
LEAST_EXCESS, LARGEST_EXCESS = 0.3, 3.0


@dataclass(frozen=True, slots=True)
class Seen:
    """ahead -- means, float64 (products, horizon)
    excess -- variance beyond that of a count, as a share of the squared mean, (products,)
    stands_out -- of whose season the last weeks were clearly more or less than was expected of them, or whose cycles
                  may have come to another level, bool (products,)
    """

    ahead: np.ndarray
    excess: np.ndarray
    stands_out: np.ndarray


def see(block: Block, calendar: Calendar, horizon: int) -> Seen:
    if calendar.near:
        past = _expected(block, calendar, np.arange(block.periods))
        return Seen(forecast(block, calendar, horizon), _excess(block, past), _stands_out(block, calendar))
    expected, is_new = _of_cycles(block, calendar, horizon)
    return Seen(expected[:, block.periods :], _excess(block, expected[:, : block.periods]), is_new)


def forecast(block: Block, calendar: Calendar, horizon: int) -> np.ndarray:
    """Means ahead, float64 (products, horizon)."""
    if not calendar.near:
        return _of_cycles(block, calendar, horizon)[0][:, block.periods :]
    expected = _expected(block, calendar, np.arange(block.periods, block.periods + horizon))
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
    in_season = phase_means.weighted_by_itself(expected)
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


def _stands_out(block: Block, calendar: Calendar) -> np.ndarray:
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
    days = DUE_DAYS / block.step_days * phase_means.weighted_by_itself(np.nan_to_num(block.values))
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
    mean = phase_means.of_phases(past, calendar)
    shares = phase_means.weekday_shares(past, mean[:, calendar.phase[:begin]], periods)
    shares *= phase_means.grown(past, calendar, periods)
    least = BESIDE * phase_means.weighted_by_itself(mean)[:, None]
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


def _excess(block: Block, mean: np.ndarray) -> np.ndarray:
    """mean -- of each period of the block"""
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


def _of_cycles(block: Block, calendar: Calendar, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """Means of a cycle within the year, past and ahead, (products, periods + horizon), and who may have come to another
    level, bool (products,)."""
    course, past = course_of_year.factors(block, calendar, horizon), slice(block.periods)
    pauses = cycle_pauses.find(block, calendar)
    block = replace(block, values=np.where(pauses, np.nan, block.values))
    levels = cycle_levels.find(block, calendar, course[:, past], horizon)
    coming = course[:, block.periods :][:, : COMING_DAYS // block.step_days]
    again = cycle_pauses.may_come_again(pauses, block, coming)
    course = course * levels.of_periods
    mean = phase_means.of_phases(block, calendar, course[:, past])
    return mean[:, calendar.phase[: course.shape[1]]] * course, levels.is_new | again


def _expected(block: Block, calendar: Calendar, periods: np.ndarray) -> np.ndarray:
    """Mean of the same phase in the years before, the newest counting most, (products, len(periods))."""
    mean = phase_means.of_phases(block, calendar)
    weekdays = phase_means.weekday_shares(block, mean[:, calendar.phase[: block.periods]], periods)
    return mean[:, calendar.phase[periods]] * weekdays * phase_means.grown(block, calendar, periods)

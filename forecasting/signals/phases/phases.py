"""What products sell in each phase of a calendar, as a multiple of the usual: more in peaks, nothing on closed days."""

from dataclasses import dataclass, replace

import numpy as np

from forecasting.signals.calendars import calendars
from forecasting.signals.calendars.calendars import Calendar
from forecasting.signals.cleaning import usual_sales
from forecasting.signals.phases import at_any_time, feast_days, standing_out
from forecasting.signals.phases.selling_alike import Among
from forecasting.signals.phases.standing_out import FEWEST_MISSED, LONGEST, PARTS, SHUT, Parts

# A phase is a peak if in each year, or each third of shorter cycles, it sold so many times the usual, by more than
# chance would have it: so many standard errors of sales that vary as much as the product's own days do.
LEAST, CHANCE = 1.5, 3.5
# Where few sales make single phases doubtful, phases in a row are one peak if all of them together sold as many times.
LEAST_OF_RUN = 2.0
# Of the many phases of shorter cycles more stand out by chance.
CHANCE_OF_SHORT = 5.0
# Peaks on so many days of a cycle of weeks are those of a whole week: then its other weeks are low.
MOST_OF_WEEK = 5
# A peak of the year that fewer years saw has to be larger, clearer, and last for so many days: then it is one, with
# little confidence. Once is not enough for a calendar other than the year.
# What moves through the year in two of them is no season of its days: it need not be as clear.
LEAST_OF_FEW, CHANCE_OF_FEW, CHANCE_OF_MOVING, DAYS_OF_FEW = 2.0, 7.0, 5.0, 7
# Or two years saw so many times the usual on the same dates, so many in a row with those beside them at most: more are
# of a season. Or one saw it up to a feast: what ends so near to one is explained by it, and rather than by the date.
LEAST_OF_BRIEF, MOST_BRIEF, RATHER_FEAST = 2.5, 8, 1.1
# Or it is a peak of so many days, of which none is clear by itself: longer ones are of a season.
DAYS_OF_MONTH = (21, 42)
# All proven peaks together last for no larger share of the year.
MOST = 0.3
# Days of the year to either side that peaks of slow sellers are looked for in.
NEAR_OF_SLOW = 7
# A season is seen in so many days to either side.
NEAR_OF_SEASON = 14
# Pull of a phase's factor to 1, in usual periods of all years together, or of each third of shorter cycles.
USUAL_PERIODS = 0.3
# A day beside closed ones that sells less than this share of the usual, or by itself hardly anything, is one as well:
# what is sold on it says next to nothing of the usual.
HARDLY_OPEN = 0.35
# Times the usual, or units a period.
LARGEST_FACTOR = 40.0
# Less is usually sold on no day that counts.
SMALLEST_USUAL = 0.01


@dataclass(frozen=True, slots=True)
class Factors:
    """of_phases -- (products, phases); explained -- how much of the sales these explain, (products,)
    unproven, by_feast -- whether fewer than PARTS years saw some of them, and whether a feast explains these, bool
                          (products,) each"""

    of_phases: np.ndarray
    explained: np.ndarray
    unproven: np.ndarray
    by_feast: np.ndarray

    def select(self, rows: np.ndarray) -> "Factors":
        return Factors(self.of_phases[rows], self.explained[rows], self.unproven[rows], self.by_feast[rows])


def factors_of(calendar: Calendar, among: Among) -> Factors:
    near = among.near if calendar.near else 0
    if not near and not among.slow:
        among = _beside_season(calendar, among)
    single = Parts.of(calendar, *among.parts, among.step_days)
    parts = single.with_near(near)
    proven = _proven(single, among, near) if near else _in_turn(calendar, single, among)
    at_feast, great = np.zeros((2, *proven.shape), dtype=bool)
    found = proven
    if near:
        great = at_feast = feast_days.great(calendar, single, among)
    if near and among.slow:
        # So many days around them as few sales are counted in hide one day; once, it is any large order.
        great = at_feast = great & (single.seen.sum(axis=1) > 1)
        proven = proven | (great & (single.times >= PARTS))
        found = proven | great
    if near and not among.slow:
        at_feast = great | _for_feasts(calendar, parts, max(near, feast_days.NEAR_FEAST))
        found = _with_few_years(calendar, (single, parts), among, (proven, at_feast, great))
        found = _short(_going_on(calendar, single, among, (found, proven)), MOST)
    doubtful = found & ~proven
    unproven = doubtful.any(axis=1)
    mostly = 2 * at_feast.sum(axis=1, where=doubtful) > doubtful.sum(axis=1)
    by_feast = unproven & mostly & ~(found & proven).any(axis=1)
    shut, shut_once = np.zeros((2, *found.shape), dtype=bool)
    if near and not among.slow:
        shut = _short(_shut(parts, near), LONGEST)
        shut_once = feast_days.shut(calendar, single, among) & ~shut
        shut |= shut_once
        unproven |= shut_once.any(axis=1)
    # A phase is seen together with those near it: so are the ends of a peak, or its sum would be too low.
    around = max(NEAR_OF_SLOW, near) if among.slow and near else near
    beside_shut = calendars.with_near(shut.astype(float), near) > 0
    found = found | (calendars.with_near((found & proven & ~great).astype(float), around) > 0) | beside_shut
    factors = np.where(found, _times_usual(parts, among, near > 0), 1.0)
    factors = np.where(found, _beside_great(great, single, among, factors), 1.0) if great.any() else factors
    closed = (factors < HARDLY_OPEN) | (single.sales.sum(axis=1) <= SHUT * single.level.sum(axis=1))
    factors[shut | (beside_shut & closed)] = 0.0
    explained = _explained(among, factors[:, calendar.phase[: among.values.shape[1]]])
    return Factors(factors, explained * np.where(by_feast, RATHER_FEAST, 1.0), unproven, by_feast)


def explained_by_dates(year: Calendar, among: Among) -> np.ndarray:
    """How much of the sales is explained at most by the dates that two years or more saw stand out, (products,): even
    by those of a season that is not over, or may be a new level."""
    parts = Parts.of(year, *among.parts, among.step_days).with_near(among.near)
    margin = (CHANCE_OF_MOVING * among.chance)[:, None] * np.sqrt(parts.level)
    found = parts.high(LEAST_OF_FEW, margin) & (parts.times > 1)
    factors = np.where(found, _times_usual(parts, among, True), 1.0)
    return _explained(among, factors[:, year.phase[: among.values.shape[1]]])


def explained_by_season(year: Calendar, among: Among) -> np.ndarray:
    """How much of the sales is explained by weeks of the year that each year saw stand out, (products,)."""
    parts = Parts.of(year, *among.parts, among.step_days).with_near(NEAR_OF_SEASON)
    high = parts.high(LEAST, np.zeros(parts.level.shape)) & (parts.times > 1)
    factors = np.where(high, _times_usual(parts, among, True), 1.0)
    return _explained(among, factors[:, year.phase[: among.values.shape[1]]])


def _beside_season(calendar: Calendar, among: Among) -> Among:
    """The same products beside what they sold around each day, whatever rhythm it has: a season that was seen once is
    no rhythm of its days."""
    rhythm = _times_usual(Parts.of(calendar, *among.parts, among.step_days), among, False)
    rhythm = rhythm[:, calendar.phase[: among.values.shape[1]]]
    usual = among.usual * rhythm / np.maximum(np.median(rhythm, axis=1, keepdims=True), SMALLEST_USUAL)
    near = usual_sales.BESIDE_DAYS // among.step_days
    return replace(among, usual=among.usual * usual_sales.beside(among.values, usual, near))


def _for_feasts(calendar: Calendar, parts: Parts, near: int) -> np.ndarray:
    """Phases that sold more in each year that saw them, for no longer than one buys for a feast, and up to one, bool
    (products, phases)."""
    run = parts.seen.any(axis=1) & parts.high(LEAST, np.zeros(parts.level.shape))
    feasts = np.bincount(np.array(calendar.feasts), minlength=calendar.phases)[None].astype(float)
    return standing_out.passing(run, calendar.eve + 2 * near, calendars.with_near(feasts, near)[0] > 0)


def _in_turn(calendar: Calendar, single: Parts, among: Among) -> np.ndarray:
    """Phases of a shorter cycle that all its parts have shown to be peaks, bool (products, phases); all of a cycle in
    which whole weeks are some: who sells much in one week of two sells little in the other."""
    # What a rhythm explains is no chance.
    rhythm = _times_usual(single, among, False)[:, calendar.phase[: among.values.shape[1]]]
    found = _seen_enough(single, LEAST, CHANCE_OF_SHORT * replace(among, usual=among.usual * rhythm).chance)
    return found | ((found.sum(axis=1, keepdims=True) >= MOST_OF_WEEK) & calendar.of_weeks)


def _proven(single: Parts, among: Among, near: int) -> np.ndarray:
    """Phases that years enough have shown to be peaks, bool (products, phases): days with those near them, and single
    days of who sells often.

    single -- of single phases; near -- how many to either side are as one
    """
    chance = CHANCE * among.chance
    proven = _stand_out(single, max(NEAR_OF_SLOW, near) if among.slow else near, chance)
    if among.step_days == 1 and not among.slow:
        proven |= _stand_out(single, 0, chance) & single.regular
    return proven


def _stand_out(single: Parts, near: int, chance: np.ndarray) -> np.ndarray:
    """In each year that saw them, or in a run in each and in all years together, bool (products, phases)."""
    in_years = _seen_enough(single.with_near(near), LEAST, chance)
    return in_years | standing_out.high_runs(single, near, LEAST_OF_RUN, chance)


def _seen_enough(parts: Parts, least: float, chance: np.ndarray) -> np.ndarray:
    return parts.high(least, chance[:, None] * np.sqrt(parts.level)) & (parts.times >= PARTS)


def _with_few_years(
    calendar: Calendar,
    by_phase: tuple[Parts, Parts],
    among: Among,
    sure: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> np.ndarray:
    """Those proven, and phases that only one year saw, or two, and that are clear, and lasting or explained by a feast,
    bool (products, phases): none where it would be many.

    by_phase -- of single phases, and with those near them
    sure -- which are proven, which end on a feast, and which are great days of one, bool (products, phases) each
    """
    single, parts = by_phase
    (proven, at_feast, great), is_year, times = sure, calendar.name == calendars.YEAR, parts.times
    few = (times < PARTS) & ((times >= (1 if is_year else 2)) | ((times == 1) & at_feast))
    begins, ends = standing_out.edges(calendar, among.values, among.step_days)
    again = parts.seen.sum(axis=1) > 1
    first = begins & ~again
    edge, new = ends | first, (ends & standing_out.goes_on(among.values, among.usual, among.step_days)) | first
    run = proven | (few & parts.high(LEAST, np.zeros(parts.level.shape)))
    chance = np.where(is_year | (times == 1), CHANCE_OF_FEW, CHANCE_OF_MOVING) * among.chance
    margin = chance[:, None] * np.sqrt(parts.level)
    clear = few & parts.high(LEAST_OF_FEW, margin)
    on_dates = parts.regular & is_year & standing_out.passing(run, MOST_BRIEF)
    # What two years saw up to a feast is no new level, however late it was.
    once = edge & ~again
    brief = ((at_feast & ~once) | (on_dates & ~edge)) & parts.high(LEAST_OF_BRIEF, margin)
    days = DAYS_OF_FEW // among.step_days
    over = standing_out.lasting(run, new, days) & standing_out.mostly(clear, run)
    together = few & _as_a_month(by_phase, (proven, few, new), chance, among.step_days) if is_year else False
    season = standing_out.lasting(run, edge, days) & standing_out.by_several(clear, run, among.near)
    # Nor is what two years saw from now on, whatever has begun already.
    ahead = run & ~ends & (times > 1)
    season |= standing_out.lasting(ahead, first, days) & standing_out.by_several(clear, ahead, among.near)
    doubtful = proven | (clear & (brief | over | season)) | together | (few & great & ~once)
    doubtful &= ~at_any_time.came_once(single, doubtful & ~proven, among)
    return np.where(doubtful.mean(axis=1, keepdims=True) <= LONGEST, doubtful, proven)


def _as_a_month(
    by_phase: tuple[Parts, Parts], kinds: tuple[np.ndarray, np.ndarray, np.ndarray], chance: np.ndarray, step_days: int
) -> np.ndarray:
    """Phases of a month of its own: where days scatter too much to be clear by themselves, all years together show
    which are, bool (products, phases).

    kinds -- which are proven, which few years saw, and which may be new, bool (products, phases) each
    """
    (single, parts), (proven, few, new) = by_phase, kinds
    run = proven | (few & standing_out.of_all(parts).high(LEAST, np.zeros((len(few), 1, 1))))
    least, most = (month // step_days for month in DAYS_OF_MONTH)
    clear = standing_out.clear_together(single, run, LEAST_OF_FEW, chance)
    return clear & standing_out.lasting(run, new, least) & standing_out.passing(run, most)


def _going_on(calendar: Calendar, single: Parts, among: Among, sure: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Those found, and all of the peak that is on now, where it was on at the same time before: what it has sold so far
    is no new level. What is on and was longer before is a season, and none of it a peak that few years saw.

    sure -- which are found, and which of them proven, bool (products, phases) each
    """
    found, proven = sure
    rows, most = np.flatnonzero(found.any(axis=1)), round(LONGEST * calendars.DAYS_OF_YEAR) // among.step_days
    wide = single.select(rows).with_near(feast_days.NEAR_OF_WEEK)
    high = (wide.high(LEAST, np.zeros((len(rows), 1, 1))) & wide.seen.any(axis=1)) | found[rows]
    out = found.copy()
    peak, season = standing_out.going_on(found[rows], high, calendar.phase, among.values.shape[1], most)
    out[rows] = (found[rows] & (proven[rows] | ~season)) | peak
    return out


def _shut(parts: Parts, near: int) -> np.ndarray:
    """Phases of the year in which next to nothing was sold in any of the years, where much would have been, bool
    (products, phases)."""
    quiet = ~(parts.seen & ~parts.quiet).any(axis=1)
    shut = quiet & (parts.level.sum(axis=1) > FEWEST_MISSED) & (parts.times >= PARTS)
    return shut & ~feast_days.by_chance(parts, shut, parts.level.shape[2], near)


def _short(found: np.ndarray, most: float) -> np.ndarray:
    """Without those of products where they last for long, or for much of the year."""
    brief = (found.mean(axis=1) <= most) & (standing_out.longest_run(found) <= LONGEST * found.shape[1])
    return found & brief[:, None]


def _times_usual(parts: Parts, among: Among, yearly: bool) -> np.ndarray:
    """What each phase sold as a multiple of the usual, (products, phases): the median of years or parts, or, of few
    sales in a year, all of them together and no less than the usual."""
    sales, level, seen = parts.sales, parts.level, parts.seen
    usual = np.maximum(among.mean, SMALLEST_USUAL)[:, None]
    pull = USUAL_PERIODS * usual[:, None]
    if among.slow and yearly:
        sold, expected = (np.where(seen, one, 0.0).sum(axis=1) for one in (sales, level))
        times = np.maximum((sold + pull[:, 0]) / (expected + pull[:, 0]), 1.0)
    else:
        share = pull / np.maximum(seen.sum(axis=1, keepdims=True), 1) if yearly else pull
        ratios = np.divide(sales + share, level + share, out=np.full(sales.shape, np.nan), where=seen)
        times = _median_of_parts(np.where(seen.any(axis=1, keepdims=True), ratios, 1.0))
    return np.minimum(times, LARGEST_FACTOR * (1 + 1 / usual))


def _median_of_parts(ratios: np.ndarray) -> np.ndarray:
    """Median over the parts without NaN, (products, phases): NumPy's own takes ten times as long.

    ratios -- (products, parts, phases), of each phase at least one known
    """
    ordered, count = np.sort(ratios, axis=1), (~np.isnan(ratios)).sum(axis=1, keepdims=True)
    low, high = (np.take_along_axis(ordered, place, axis=1) for place in ((count - 1) // 2, count // 2))
    return np.asarray((low + high)[:, 0] / 2)


def _beside_great(great: np.ndarray, single: Parts, among: Among, factors: np.ndarray) -> np.ndarray:
    """With great days as they are alone, and those near them as they are without, (products, phases)."""
    others = replace(
        single, sales=np.where(great[:, None], 0.0, single.sales), level=np.where(great[:, None], 0.0, single.level)
    ).with_near(among.near)
    near = calendars.with_near(great.astype(float), among.near) > 0
    factors = np.where(near, _times_usual(others, among, True), factors)
    return np.where(great, _times_usual(single, among, True), factors)


def _explained(among: Among, factors: np.ndarray) -> np.ndarray:
    """How much less sales stray from the usual if it is multiplied by these, in units of it, (products,)."""
    values, usual = among.values, among.usual
    less = (values - usual) ** 2 - (values - factors * usual) ** 2
    return np.where(np.isnan(less), 0.0, less / np.maximum(usual, SMALLEST_USUAL)).sum(axis=1)

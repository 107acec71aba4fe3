"""Proof that a product sells at its own times only: a calendar that explains when it sells nothing.

Phases in which it sold nothing in one half of the cycles have to be silent in the other half too, where an even seller
of the same weekdays would have sold.
"""

from dataclasses import replace

import numpy as np
from scipy.special import pdtr

from forecasting.block import Block
from forecasting.metrics import zero_where_unknown
from forecasting.signals.calendars import calendars
from forecasting.signals.calendars.calendars import Calendar
from forecasting.signals.cleaning import usual_sales

# Less than this share of what it sells in season is as nothing: a few sweaters in summer. Weeks scatter less than days.
FEW, FEW_IN_WEEKS = 0.2, 0.35
# A phase is silent below this share of an even seller's sales; so many of those may come all the same, and so many
# (or fewer) come by chance alone this often.
SILENT, ALLOWED, CHANCE = 0.25, 0.25, 5e-4
# Or the shares of a shorter cycle's phases in one half make the other half likelier than even ones by so much, as a
# logarithm.
EVIDENCE = 14.0
# A shorter cycle comes round all year, or in a season of it: in this share of those since the first sale or more.
COMES_ROUND = 0.2
# So many cycles have to be known, and no more than so many days: their halves are compared.
FEWEST_CYCLES, MOST_DAYS = 1.5, 730
# A longer cycle has to explain so much more than a simpler one, and one that moves within the year so much more than
# the year: any season that shifts follows some feast a little. Cycles that every phase is taken to be like the others.
BETTER, BETTER_THAN_YEAR, EVEN_CYCLES = 1.03, 1.12, 1.0
# A season of a feast ends within so many days of it, and is followed by so many without a sale.
NEAR_FEAST, BETWEEN = 2, 45
# A season lasts for no larger share of the weeks.
DAYS_OF_WEEK, MOST_WEEKS = 7, 0.8
# No share of selling days is surer than this.
SUREST = 0.02


def explaining(block: Block, choices: list[Calendar], few: float = FEW, evidence: float = EVIDENCE) -> np.ndarray:
    """The position of the calendar that explains most silence of each product, int (rows,); -1 where none is proven."""
    return weighed(block, choices, few, evidence)[0]


def weighed(
    block: Block, choices: list[Calendar], few: float = FEW, evidence: float = EVIDENCE
) -> tuple[np.ndarray, np.ndarray]:
    """The same, and how much each calendar explains, (rows, calendars): 0 where it is not proven, infinite where every
    season ends on the days of its feasts."""
    sold, known = sells(block.values, few), ~np.isnan(block.values)
    base = _weekday_rates(sold, known, block.season_length)
    best, most, of_each = np.full(len(sold), -1), np.zeros(len(sold)), np.zeros((len(sold), len(choices)))
    year = next((calendar for calendar in choices if calendar.name == calendars.YEAR), None)
    by_year: dict[int, np.ndarray] = {}
    for number, calendar in enumerate(choices):
        expected, came, explained = _in_other_half(calendar, sold, known, base)
        # Of a calendar with a feast that moves some phases are those of no year, or of few.
        fewest = min(FEWEST_CYCLES * min(calendar.phases, calendars.DAYS_OF_YEAR), MOST_DAYS)
        proven, surely = known.sum(axis=1) * block.step_days >= fewest, np.zeros(len(sold), dtype=bool)
        silent = pdtr(came, np.maximum(expected, 1e-9)) < CHANCE
        # The sales of a month's one day are few, and so are the weeks of a short season: that they come in it says more
        # than that there are none beside it.
        silent |= (explained > evidence) & ((calendar.near == 0) | (block.step_days > 1))
        proven &= (came <= ALLOWED * expected) & silent
        if not calendar.near:
            proven[proven] = _comes_round(calendar, sold[proven])
        better = proven & (explained > BETTER * most)
        if year and calendar.near and calendar is not year and better.any():
            # Beside a year that is looked at as closely: what is near a feast is nearer to it than to a date.
            if calendar.near not in by_year:
                by_year[calendar.near] = _in_other_half(replace(year, near=calendar.near), sold, known, base)[2]
            better &= explained > BETTER_THAN_YEAR * by_year[calendar.near]
        if year and calendar.feasts and calendar is not year and proven.any():
            of_feasts = proven & _of_feasts(calendar, year, (sold, known, base), block.step_days)
            better |= of_feasts
            surely |= of_feasts & (block.step_days == 1)
        best[better], most[better] = number, explained[better]
        of_each[:, number] = np.where(surely, np.inf, np.where(proven, explained, 0.0))
    return best, of_each


def _comes_round(calendar: Calendar, sold: np.ndarray) -> np.ndarray:
    """Who sold in enough of the cycles since its first sale, bool (rows,): what comes once a year keeps no rhythm of
    weeks, however well a few of them fit."""
    cycle = calendar.cycle[: sold.shape[1]]
    cycles = calendars.sums(sold, cycle - cycle[0], int(cycle[-1] - cycle[0]) + 1) > 0
    return np.asarray(cycles.sum(axis=1) >= COMES_ROUND * (cycles.shape[1] - cycles.argmax(axis=1)))


def _of_feasts(
    calendar: Calendar, year: Calendar, sales: tuple[np.ndarray, np.ndarray, np.ndarray], step_days: int
) -> np.ndarray:
    """Whose seasons all end on feasts of a calendar that, looked at closely, explains them better than dates do, bool
    (rows,).

    sales -- periods sold in, those known, and the usual share of the former, (rows, periods) each
    """
    sold, (periods, between) = sales[0], (sales[0].shape[1], BETWEEN // step_days)
    newest = np.maximum.accumulate(np.where(sold, np.arange(periods), -1), axis=1)
    # What was sold and then not for so long; of the last days nobody knows.
    ends = sold[:, :-between] & (newest[:, between:] == np.arange(periods - between))
    feasts = np.bincount(np.array(calendar.feasts), minlength=calendar.phases)[None].astype(float)
    # A week is known by its first day, and may end on the feast.
    near, closest = max(NEAR_FEAST, step_days - 1), max(NEAR_FEAST, step_days // 2)
    on_feast = (calendars.with_near(feasts, near) > 0)[:, calendar.phase[: periods - between]]
    found = (ends.sum(axis=1) > 1) & ~(ends & ~on_feast).any(axis=1)
    if found.any():
        own = [one[found] for one in sales]
        closely = [_in_other_half(replace(one, near=closest), *own)[2] for one in (calendar, year)]
        found[found] = closely[0] > BETTER * closely[1]
    return found


def explained_in_weeks(block: Block) -> np.ndarray:
    """Of whom the time of the year explains the weeks with little or nothing, bool (rows,): what is sold beside a
    season, or by the weather, scatters too much from day to day."""
    if block.step_days > 1 or block.periods < DAYS_OF_WEEK:
        return np.zeros(len(block), dtype=bool)
    begin = block.days(block.periods % DAYS_OF_WEEK, block.periods)[0].item()
    weeks = Block(begin, usual_sales.by_week(block.values, DAYS_OF_WEEK), block.categories, DAYS_OF_WEEK)
    years = [one for one in calendars.all_of(weeks, weeks.periods) if one.name == calendars.YEAR]
    return explaining(weeks, years, FEW_IN_WEEKS) == 0


def rests(block: Block) -> np.ndarray:
    """Who sells more than a little in a part of the weeks only, bool (rows,)."""
    weeks = usual_sales.by_week(block.values, block.season_length)
    return np.asarray(sells(weeks, FEW_IN_WEEKS).sum(axis=1) < MOST_WEEKS * (~np.isnan(weeks)).sum(axis=1))


def sells(values: np.ndarray, few: float = FEW) -> np.ndarray:
    """Periods in which more is sold than a little beside the product's own season, bool (products, periods)."""
    sales = zero_where_unknown(values)
    in_season = (sales**2).sum(axis=1) / np.maximum(sales.sum(axis=1), 1e-9)
    return sales > few * in_season[:, None]


def _weekday_rates(sold: np.ndarray, known: np.ndarray, season_length: int) -> np.ndarray:
    """Share of periods with a sale on the weekday of each period, (rows, periods)."""
    weekday = np.arange(sold.shape[1]) % season_length
    days = np.stack([known[:, weekday == day].sum(axis=1) for day in range(season_length)], axis=1)
    sales = np.stack([sold[:, weekday == day].sum(axis=1) for day in range(season_length)], axis=1)
    return (sales / np.maximum(days, 1))[:, weekday]


def _in_other_half(
    calendar: Calendar, sold: np.ndarray, known: np.ndarray, base: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """From one half of the cycles on the other, (rows,) each: sales expected of an even seller, and those that came, in
    phases that are silent; and how much likelier than an even seller's the shares of all phases make what was sold."""
    periods = sold.shape[1]
    phase, half = calendar.phase[:periods], calendar.cycle[:periods] % 2
    expected, came, likelier = np.zeros((3, len(sold)))
    for side in (0, 1):
        here, there = half == side, half != side
        if not here.any() or not there.any():
            continue
        usual, seen, days = (
            _by_phase(calendar, part[:, there], phase[there]) for part in (np.where(known, base, 0.0), sold, known)
        )
        silent = ((usual > 0) & (seen <= SILENT * usual))[:, phase[here]] & known[:, here]
        expected += (silent * base[:, here]).sum(axis=1)
        came += (silent & sold[:, here]).sum(axis=1)
        mean = np.divide(usual, days, out=np.ones(usual.shape), where=usual > 0)
        share = (seen + EVEN_CYCLES * mean) / (days + EVEN_CYCLES) / mean
        likelier += _likelier(share[:, phase[here]], base[:, here], sold[:, here], known[:, here])
    return expected, came, likelier


def _likelier(factor: np.ndarray, base: np.ndarray, sold: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Gain in log-likelihood of shares of selling days that are so many times the base, (rows,)."""
    even = np.clip(base, SUREST / 10, 1 - SUREST)
    share = np.clip(base * factor, SUREST / 10, 1 - SUREST)
    gain = np.where(sold, np.log(share / even), np.log((1 - share) / (1 - even)))
    return np.where(known, gain, 0.0).sum(axis=1)


def _by_phase(calendar: Calendar, values: np.ndarray, phase: np.ndarray) -> np.ndarray:
    """Sums of each phase and those near it, (rows, phases)."""
    return calendars.with_near(calendars.sums(values, phase, calendar.phases), calendar.near)

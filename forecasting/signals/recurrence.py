"""Products that sell only at their own times: in a season, on the first of the month, every second week.

Three months of backtests do not see a season, and no method of the ladder knows every rhythm. Here a calendar is proven
on a product's own years: phases in which it sold nothing in one half of the cycles have to be silent in the other half
too, where an even seller of the same weekdays would have sold. Then the product is forecast from the same phases of
the cycles before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import pdtr

from forecasting.block import Block
from forecasting.metrics import mean_known
from forecasting.signals import calendars, seen_once
from forecasting.signals.calendars import Calendar

# Only who sells on less than this share of periods can have a time of their own.
RARE = 0.62
# A phase is silent below this share of an even seller's sales; so many of those may come all the same, and so many
# (or fewer) come by chance alone this often.
SILENT, ALLOWED, CHANCE = 0.25, 0.25, 5e-4
# So many cycles have to be known: their halves are compared.
FEWEST_CYCLES = 1.5
# A longer cycle has to explain so much more than a simpler one; cycles that every phase is taken to be like the others.
BETTER, EVEN_CYCLES = 1.03, 1.0
# No share of selling days is surer than this.
SUREST = 0.02
# Who has not sold for a year and a quarter does not come back; where so many days of that are unknown, they may hide a
# season, and a year more is looked at.
LONGEST_SILENCE_DAYS, HIDING_DAYS = 456, 28
# A cycle counts this much less than the one after it: of a year, and of a shorter one.
FADING_YEARS, FADING_CYCLES = 0.3, 0.9
# Growth from year to year is believed as far as so many years or more agree on it, and at most by this factor; years
# differ by this deviation of logarithms anyway.
FEWEST_YEARS, LARGEST_GROWTH, YEARS_DIFFER = 3, 1.5, 0.15
# Days around the same day of earlier years whose mean is expected.
YEAR_WINDOW = 3
# The recent level moves the expected one as it stands out of what so many periods of the season would sell.
RECENT_PERIODS, LEVEL_PERIODS, LARGEST_MOVE = 28, 14.0, 3.0
# Pull of a weekday's share to none, in periods of the season.
WEEKDAY_PERIODS = 10.0
# Variance beyond a count's own, as a share of the squared mean: years differ by more than days show.
LEAST_EXCESS, LARGEST_EXCESS = 0.3, 3.0


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Products of a block that follow a calendar.

    rows -- int (m,); names -- of the calendar of each; forecasts -- by origin, float64 (origins, m, horizon)
    excess -- variance beyond that of a count, as a share of the squared mean, (m,)
    once -- whose calendar is not proven, for one season was seen, bool (m,)
    """

    rows: np.ndarray
    names: tuple[str, ...]
    forecasts: np.ndarray
    excess: np.ndarray
    once: np.ndarray

    def calendars(self, products: int) -> tuple[str, ...]:
        """Name of the calendar of each product of the block, "" for none."""
        names = dict(zip(self.rows.tolist(), self.names, strict=True))
        return tuple(names.get(row, "") for row in range(products))

    def seen_once(self, products: int) -> np.ndarray:
        """Products of the block whose season was seen once, bool (products,)."""
        return np.isin(np.arange(products), self.rows[self.once])


def find(block: Block, origins: Sequence[int], horizon: int) -> Recurrence:
    """Prove calendars on the whole block, and forecast those who follow one from each origin, as known then."""
    sold = block.values > 0
    known = ~np.isnan(block.values)
    rows = np.flatnonzero(_may_recur(block, sold, known))
    periods = max(origins, default=block.periods) + horizon
    choices = calendars.all_of(block, periods) if len(rows) else []
    chosen = _proven(block, sold[rows], known[rows], choices)
    once = _seen_once(block.select(rows), chosen, choices)
    followed = chosen >= 0
    rows, chosen, once = rows[followed], chosen[followed], once[followed]
    own = block.select(rows)
    share = np.where(once, seen_once.SHARE, 1.0)[:, None]
    forecasts = np.zeros((len(origins), len(rows), horizon))
    for number in np.unique(chosen):
        members = chosen == number
        for position, origin in enumerate(origins):
            forecasts[position, members] = _forecast(own.select(members).until(origin), choices[number], horizon)
    names = tuple(choices[number].name for number in chosen)
    excess = np.where(once, seen_once.EXCESS, _excess(own, chosen, choices))
    return Recurrence(rows, names, forecasts * share, excess, once)


def _seen_once(block: Block, chosen: np.ndarray, choices: list[Calendar]) -> np.ndarray:
    """Let those of whom nothing is proven follow the season they were seen in once; says who they are, bool (rows,)."""
    once = np.zeros(len(block), dtype=bool)
    if not len(block):
        return once
    names = [calendar.name for calendar in choices]
    year, easter = names.index(calendars.YEAR), names.index(calendars.EASTER)
    for number, follow in zip((year, easter), seen_once.follows(block, choices[easter]), strict=True):
        follow &= chosen < 0
        chosen[follow], once[follow] = number, True
    return once


def _may_recur(block: Block, sold: np.ndarray, known: np.ndarray) -> np.ndarray:
    longest = LONGEST_SILENCE_DAYS // block.step_days
    hidden = (~known[:, -longest:]).sum(axis=1) * block.step_days >= HIDING_DAYS
    recent = sold[:, -longest:].any(axis=1) | (hidden & sold[:, -longest - block.year_length :].any(axis=1))
    return recent & (sold.sum(axis=1) < RARE * known.sum(axis=1))


def _proven(block: Block, sold: np.ndarray, known: np.ndarray, choices: list[Calendar]) -> np.ndarray:
    """The position of the calendar that explains most silence of each product, int (rows,); -1 where none is proven."""
    base = _weekday_rates(sold, known, block.season_length)
    best, most = np.full(len(sold), -1), np.zeros(len(sold))
    for number, calendar in enumerate(choices):
        expected, came, explained = _in_other_half(calendar, sold, known, base)
        proven = known.sum(axis=1) * block.step_days >= FEWEST_CYCLES * calendar.phases
        proven &= (came <= ALLOWED * expected) & (pdtr(came, np.maximum(expected, 1e-9)) < CHANCE)
        better = proven & (explained > BETTER * most)
        best[better], most[better] = number, explained[better]
    return best


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


def _weighted_by_itself(course: np.ndarray) -> np.ndarray:
    """What is sold in a period in season: mean weighted by itself, (products,); 0 where there is nothing."""
    return np.divide((course**2).sum(axis=1), course.sum(axis=1), out=np.zeros(len(course)), where=course.any(axis=1))


def _forecast(block: Block, calendar: Calendar, horizon: int) -> np.ndarray:
    """Means ahead, float64 (products, horizon)."""
    expected = _expected(block, calendar, np.arange(block.periods, block.periods + horizon))
    recent = np.arange(max(block.periods - RECENT_PERIODS // block.step_days, 0), block.periods)
    before = _expected(block.until(recent[0]) if len(recent) else block, calendar, recent)
    known = ~np.isnan(block.values[:, recent])
    sales = np.nan_to_num(block.values[:, recent]).sum(axis=1)
    usual = (before * known).sum(axis=1)
    in_season = _weighted_by_itself(expected)
    prior = LEVEL_PERIODS * in_season + 1e-9
    move = np.clip((sales + prior) / (usual + prior), 1 / LARGEST_MOVE, LARGEST_MOVE)
    return expected * move[:, None]


def _expected(block: Block, calendar: Calendar, periods: np.ndarray) -> np.ndarray:
    """Mean of the same phase in the cycles before, the newest counting most, (products, len(periods))."""
    yearly = calendar.near > 0
    fading = FADING_YEARS if yearly else FADING_CYCLES
    age = calendar.cycle[block.periods] - calendar.cycle[: block.periods]
    weight = fading**age
    known = ~np.isnan(block.values)
    phase = calendar.phase[: block.periods]
    grown = _growth(block)[:, None] ** age if calendar.name == calendars.YEAR else 1.0
    total = calendars.sums(np.nan_to_num(block.values) * weight * grown, phase, calendar.phases)
    mass = calendars.sums(known * weight, phase, calendar.phases)
    if yearly:
        total, mass = calendars.with_near(total, YEAR_WINDOW), calendars.with_near(mass, YEAR_WINDOW)
    mean = np.divide(total, mass, out=np.zeros(total.shape), where=mass > 1e-9)
    out = mean[:, calendar.phase[periods]]
    return out * _weekday_shares(block, mean[:, phase], periods) if yearly else out


def _growth(block: Block) -> np.ndarray:
    """Factor from one year to the next, (products,); 1 where years do not agree on one, or are not wholly known."""
    years = block.periods // block.year_length
    if years < FEWEST_YEARS:
        return np.ones(len(block))
    sold = block.values[:, -years * block.year_length :].reshape(len(block), years, -1).sum(axis=2)
    known = np.log(sold, out=np.full(sold.shape, np.nan), where=sold > 0)
    steps = np.diff(known, axis=1)
    count, mean = (~np.isnan(steps)).sum(axis=1), np.nan_to_num(mean_known(steps))
    chance = np.nan_to_num(mean_known((steps - mean[:, None]) ** 2)) / np.maximum(count - 1, 1)
    chance += (YEARS_DIFFER**2 + 1 / np.maximum(np.nan_to_num(mean_known(sold)), 1)) / np.maximum(count, 1)
    believed = np.where(count >= FEWEST_YEARS - 1, mean**2 / (mean**2 + chance), 0.0)
    return np.clip(np.exp(believed * mean), 1 / LARGEST_GROWTH, LARGEST_GROWTH)


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


def _excess(block: Block, chosen: np.ndarray, choices: list[Calendar]) -> np.ndarray:
    excess = np.zeros(len(block))
    for number in np.unique(chosen):
        own = block.select(chosen == number)
        mean = _expected(own, choices[number], np.arange(own.periods))
        known = ~np.isnan(own.values)
        beyond = np.where(known, (np.nan_to_num(own.values) - mean) ** 2 - mean, 0.0).sum(axis=1)
        squares = np.where(known, mean**2, 0.0).sum(axis=1)
        excess[chosen == number] = np.divide(beyond, squares, out=np.zeros(len(own)), where=squares > 0)
    return np.clip(excess, LEAST_EXCESS, LARGEST_EXCESS)

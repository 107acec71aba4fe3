"""Products that sell only at their own times: in a season, on the first of the month, every second week.

Three months of backtests do not see a season, and no method of the ladder knows every rhythm. Here a calendar is proven
on a product's own years, see `own_times`; then the product is forecast from the same phases of the cycles before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.block import Block
from forecasting.signals.calendars import calendars
from forecasting.signals.calendars.calendars import Calendar
from forecasting.signals.seasons import (
    comebacks,
    cycles,
    nearly_proven,
    own_times,
    rare_dates,
    rivals,
    seen_once,
    sparse_season,
    waves,
)

# Only who sells (more than a little) in less than this share of periods can have a time of their own.
RARE = 0.62
# Who has not sold for a year and a quarter does not come back; where so many days of that are unknown, they may hide a
# season, and a year more is looked at.
LONGEST_SILENCE_DAYS, HIDING_DAYS = 456, 28
# A season seen once, that is over, is not awaited where less than this share of the shop's products came back from one.
LEAST_COMEBACKS = 0.3


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Products of a block that follow a calendar.

    rows -- int (m,); names -- of the calendar of each; forecasts -- by origin, float64 (origins, m, horizon)
    excess -- variance beyond that of a count, as a share of the squared mean, (m,)
    once -- whose calendar is not proven, for one season was seen, bool (m,)
    shifting -- whose season comes earlier in some years, or ends so, in the coming weeks, is due, or may follow another
                calendar that sees these otherwise, or none, bool (m,)
    stands_out -- whose last weeks were clearly more or less than was expected of them, bool (m,)
    """

    rows: np.ndarray
    names: tuple[str, ...]
    forecasts: np.ndarray
    excess: np.ndarray
    once: np.ndarray
    shifting: np.ndarray
    stands_out: np.ndarray

    def calendars(self, products: int) -> tuple[str, ...]:
        """Name of the calendar of each product of the block, "" for none."""
        names = dict(zip(self.rows.tolist(), self.names, strict=True))
        return tuple(names.get(row, "") for row in range(products))

    def without(self, some: np.ndarray) -> "Recurrence":
        """None of these, bool (m,)."""
        kept = ~some
        names = tuple(name for name, keeps in zip(self.names, kept, strict=True) if keeps)
        own = (self.excess[kept], self.once[kept], self.shifting[kept], self.stands_out[kept])
        return Recurrence(self.rows[kept], names, self.forecasts[:, kept], *own)

    def seen_once(self, products: int) -> np.ndarray:
        """Products of the block whose season was seen once, bool (products,)."""
        return np.isin(np.arange(products), self.rows[self.once])

    def are_shifting(self, products: int) -> np.ndarray:
        """Products of the block whose season is not on the same days each year, bool (products,)."""
        return np.isin(np.arange(products), self.rows[self.shifting])

    def may_have_moved(self, products: int) -> np.ndarray:
        """Products of the block whose season may have come to another level, bool (products,)."""
        return np.isin(np.arange(products), self.rows[self.stands_out])


def find(block: Block, origins: Sequence[int], horizon: int, by: Sequence[str] | None = None) -> Recurrence:
    """Prove calendars on the whole block, and forecast those who follow one from each origin, as known then.

    by -- name of the only calendar of each product that is looked at, "" for none; None: all are
    """
    rows = np.flatnonzero(_may_recur(block))
    periods = max(origins, default=block.periods) + horizon
    choices = calendars.all_of(block, periods) if len(rows) else []
    some = block.select(rows)
    chosen, explained = _explaining(some, choices, None if by is None else np.asarray(by, dtype=object)[rows])
    disputed = rivals.disputed(some, choices, chosen, explained) | _on_rare_dates(some, chosen, choices)
    season = seen_once.in_season(some)
    once = _seen_once(some, season, chosen, choices)
    if once.any():
        come_back = comebacks.share(seen_once.in_season(block))[rows]
        chosen[once & seen_once.rather_over(season) & (come_back < LEAST_COMEBACKS)] = -1
    followed = chosen >= 0
    rows, chosen, once, disputed = rows[followed], chosen[followed], once[followed], disputed[followed]
    own = block.select(rows)
    share = np.where(once & ~seen_once.is_back(season.select(followed)), seen_once.SHARE, 1.0)[:, None]
    forecasts, excess = np.zeros((len(origins), len(rows), horizon)), np.full(len(rows), seen_once.EXCESS)
    shifting, stands_out = np.zeros((2, len(rows)), dtype=bool)
    for number in np.unique(chosen):
        members = chosen == number
        among = own.select(members)
        seen = cycles.see(among, choices[number], horizon)
        excess[members] = np.where(once[members], seen_once.EXCESS, seen.excess)
        moves = cycles.comes_another_time(among, choices[number], horizon) | cycles.is_due(among, choices[number])
        shifting[members] = ~once[members] & (moves | disputed[members])
        stands_out[members] = seen.stands_out
        for position, origin in enumerate(origins):
            known = among.until(origin)
            said = seen.ahead if origin == own.periods else cycles.forecast(known, choices[number], horizon)
            said = said * share[members]
            forecasts[position, members] = np.where(once[members][:, None], seen_once.begun(known, said), said)
    names = tuple(choices[number].name for number in chosen)
    return Recurrence(rows, names, forecasts, excess, once, shifting, stands_out)


def of_few_sales(block: Block, names: Sequence[str]) -> np.ndarray:
    """Whose times or peaks, by the calendars of these names, are rather a season of few sales by the time of the year,
    bool (products,)."""
    found = np.zeros(len(block), dtype=bool)
    for calendar in calendars.all_of(block, block.periods) if any(names) else ():
        rows = np.flatnonzero(np.asarray(names, dtype=object) == calendar.name)
        if len(rows) and calendar.near:
            found[rows] = sparse_season.rather_than(block.select(rows), calendar)
    return found


def leaves_no_peaks(block: Block, peaks_by: Sequence[str]) -> np.ndarray:
    """Who sells at its own times only, so that there are no peaks beside them, bool (products,): at times of a year, by
    whichever calendar; or by a shorter cycle, where the peaks are those of one as well.

    peaks_by -- name of the calendar of each product's peaks
    """
    rows = np.flatnonzero(_may_recur(block))
    choices = calendars.all_of(block, block.periods) if len(rows) else []
    seasons = np.array([calendar.near > 0 for calendar in choices] + [False])
    of_short_cycle = np.isin(np.asarray(peaks_by, dtype=object), [one.name for one in choices if not one.near])
    chosen, found = _explaining(block.select(rows), choices, None)[0], np.zeros(len(block), dtype=bool)
    found[rows] = seasons[chosen] | ((chosen >= 0) & of_short_cycle[rows])
    # Who is not forecast by these times in the end has its peaks left, unless they are of the same few sales.
    followed = np.flatnonzero(found)
    own, names = block.select(followed), [choices[one].name for one in chosen[found[rows]]]
    found[followed] = ~of_few_sales(own, names) | of_few_sales(own, [peaks_by[row] for row in followed.tolist()])
    return found


def _explaining(block: Block, choices: list[Calendar], by: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """The position of the calendar that each follows, int (rows,), -1 where none is proven; and how much each calendar
    that was looked at explains, (rows, calendars)."""
    if by is None:
        chosen, explained = nearly_proven.as_their_like(block, choices, *own_times.weighed(block, choices))
        return _but_waves(_or_in_weeks(chosen, block, choices), block, choices), explained
    chosen = np.full(len(block), -1)
    for number, calendar in enumerate(choices):
        own = np.flatnonzero(by == calendar.name)
        if len(own):
            some = block.select(own)
            proven = _or_in_weeks(nearly_proven.still(some, calendar, choices), some, [calendar])
            chosen[own] = np.where(proven == 0, number, -1)
    return _but_waves(chosen, block, choices), np.zeros((len(block), len(choices)))


def _but_waves(chosen: np.ndarray, block: Block, choices: list[Calendar]) -> np.ndarray:
    """Without those whose season is one of waves: they sell all year, more at its height and less beside it."""
    rows = np.flatnonzero(np.array([one.near > 0 for one in choices] + [False])[chosen])
    chosen[rows[waves.explain(block.select(rows))]] = -1
    return chosen


def _or_in_weeks(chosen: np.ndarray, block: Block, choices: list[Calendar]) -> np.ndarray:
    """With those whose weeks the time of the year explains, where no calendar explains their days."""
    for number, calendar in enumerate(choices):
        left = np.flatnonzero(chosen < 0)
        if calendar.name == calendars.YEAR and len(left):
            chosen[left[own_times.explained_in_weeks(block.select(left))]] = number
    return chosen


def _seen_once(block: Block, season: Block, chosen: np.ndarray, choices: list[Calendar]) -> np.ndarray:
    """Let those of whom nothing is proven follow the season they were seen in once, or twice for a few weeks; says who
    they are, bool (rows,)."""
    once = np.zeros(len(block), dtype=bool)
    if not len(block):
        return once
    left = np.flatnonzero((chosen < 0) & seen_once.is_brief(season))
    if block.step_days > 1 and len(left):
        nearly = nearly_proven.explaining(block.select(left), choices)
        chosen[left], once[left] = nearly, nearly >= 0
    names = [calendar.name for calendar in choices]
    year, easter, islam = (names.index(name) for name in (calendars.YEAR, calendars.EASTER, calendars.ISLAM))
    follows = seen_once.follows(block, season, choices[easter], choices[islam])
    for number, follow in zip((year, easter, islam), follows, strict=True):
        follow &= chosen < 0
        chosen[follow], once[follow] = number, True
    return once


def _on_rare_dates(block: Block, chosen: np.ndarray, choices: list[Calendar]) -> np.ndarray:
    """Let those of whom nothing is proven follow the dates on which they sold each year; says who they are, bool."""
    follow = np.zeros(len(block), dtype=bool)
    for number, calendar in enumerate(choices):
        if calendar.name == calendars.YEAR:
            follow = rare_dates.follow(block, calendar) & (chosen < 0)
            chosen[follow] = number
    return follow


def _may_recur(block: Block) -> np.ndarray:
    sold, known = own_times.sells(block.values), ~np.isnan(block.values)
    longest = LONGEST_SILENCE_DAYS // block.step_days
    hidden = (~known[:, -longest:]).sum(axis=1) * block.step_days >= HIDING_DAYS
    recent = sold[:, -longest:].any(axis=1) | (hidden & sold[:, -longest - block.year_length :].any(axis=1))
    return recent & ((sold.sum(axis=1) < RARE * known.sum(axis=1)) | own_times.rests(block))

"""Calendars that explain a season nearly as well as the one it is taken to follow, and see other weeks ahead.

Two or three years of a season fit several feasts that move: who sold before Easter twice may have sold for Ramadan.
"""

from collections.abc import Sequence

import numpy as np

from forecasting.block import Block
from forecasting.signals.calendars.calendars import YEAR, Calendar
from forecasting.signals.phases import phase_means
from forecasting.signals.phases.phases import Factors
from forecasting.signals.seasons import cycles

# Explains as large a share of what the chosen one does (all of it, beside the time of the year, which most seasons
# follow), and says of so many coming days a sum that is other by such a share of the larger one, which has so many days
# of a season.
AS_MUCH, COMING_DAYS, OTHER, SEASON_DAYS = 0.8, 28, 0.4, 2.0
# Peaks beside what is sold all year: the year sees the same ones so far only as they lie on the same dates, and a
# smaller part of the sum is theirs.
AS_MUCH_OF_PEAKS, OTHER_PEAKS = 0.7, 0.12


def disputed(block: Block, choices: list[Calendar], chosen: np.ndarray, explained: np.ndarray) -> np.ndarray:
    """Whose coming weeks another calendar of the year sees otherwise, bool (products,).

    chosen -- position of the one that each follows, -1 for none, int (products,)
    explained -- by each, (products, calendars); 0 where it is not proven
    """
    found, yearly = np.zeros(len(block), dtype=bool), np.array([one.near > 0 for one in choices], dtype=bool)
    rows = np.flatnonzero((chosen >= 0) & np.append(yearly, False)[chosen])
    most = explained[rows, chosen[rows]][:, None]
    by_dates = np.array([one.name == YEAR for one in choices])[chosen[rows]][:, None]
    close = (explained[rows] >= np.where(by_dates, 1.0, AS_MUCH) * most) & (most > 0) & yearly
    close[np.arange(len(rows)), chosen[rows]] = False
    rows, close = rows[close.any(axis=1)], close[close.any(axis=1)]
    own = {number: _coming(block, choices[number], rows[chosen[rows] == number]) for number in set(chosen[rows])}
    for number in np.flatnonzero(close.any(axis=0)):
        for by in set(chosen[rows[close[:, number]]]):
            among = rows[chosen[rows] == by]
            others = close[chosen[rows] == by, number]
            said, season = (one[others] for one in own[by])
            rival = _coming(block, choices[number], among[others])[0]
            larger = np.maximum(said, rival)
            found[among[others]] |= (np.abs(said - rival) > OTHER * larger) & (larger >= SEASON_DAYS * season)
    return found


def of_peaks(
    choices: Sequence[Calendar], found: Sequence[Factors], chosen: np.ndarray, periods: int, step_days: int
) -> np.ndarray:
    """Whose coming weeks the time of the year sees otherwise than the calendar that their peaks follow, and nearly as
    well, bool (products,).

    chosen -- position of the one that each follows, -1 for none, int (products,); periods -- of the past
    """
    disputed, by_name = np.zeros(len(chosen), dtype=bool), {one.name: number for number, one in enumerate(choices)}
    of_year, ahead = by_name.get(YEAR), slice(periods, periods + COMING_DAYS // step_days)
    if of_year is None:
        return disputed
    moving = [number for number, one in enumerate(choices) if one.near and number != of_year]
    for number in set(chosen) & set(moving):
        rows = np.flatnonzero(chosen == number)
        own, by_dates = (
            found[one].of_phases[rows][:, choices[one].phase[ahead]].sum(axis=1) for one in (number, of_year)
        )
        as_well = found[of_year].explained[rows] >= AS_MUCH_OF_PEAKS * found[number].explained[rows]
        disputed[rows] = as_well & (np.abs(own - by_dates) > OTHER_PEAKS * np.maximum(own, by_dates))
    return disputed


def _coming(block: Block, calendar: Calendar, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What is sold in the coming days, and in a day of the season, (rows,) each."""
    own = block.select(rows)
    said = cycles.forecast(own, calendar, COMING_DAYS // block.step_days)
    return said.sum(axis=1), phase_means.weighted_by_itself(np.nan_to_num(own.values)) / block.step_days

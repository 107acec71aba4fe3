"""Calendars of weeks that prove themselves only nearly: two years of a short season are few of them.

Where others of their category are proven to follow one, less evidence is enough.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from forecasting.block import Block
from forecasting.signals.calendars import calendars
from forecasting.signals.calendars.calendars import Calendar
from forecasting.signals.seasons import own_times

# With this evidence a calendar is nearly proven. So much less than a proof is enough where so many of a category are
# proven to follow a calendar with feasts that move, and no fewer than follow any other: they are bought for the same.
NEARLY, LENT, LENDERS = 8.0, 4.0, 3


def explaining(block: Block, choices: list[Calendar]) -> np.ndarray:
    """The position of the calendar of a year that explains most, though it does not prove itself, int (rows,); -1 where
    none explains enough. Of weeks only: two short seasons are few of them."""
    yearly = [number for number, one in enumerate(choices) if one.near]
    explained = own_times.weighed(block, [choices[number] for number in yearly], evidence=NEARLY)[1]
    return np.where(explained.any(axis=1), np.take(yearly, explained.argmax(axis=1)), -1)


def as_their_like(
    block: Block, choices: list[Calendar], chosen: np.ndarray, explained: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """What is chosen and explained with those of whom nothing is proven, but what their category follows nearly is.

    chosen -- int (products,); explained -- (products, calendars), see `own_times.weighed`
    """
    chosen, explained = chosen.copy(), explained.copy()
    years = [one for one in choices if one.name == calendars.YEAR]
    for number, rows in _lent(block.categories, choices, chosen):
        some, enough = block.select(rows), own_times.EVIDENCE - LENT
        nearly, by_dates = (
            own_times.weighed(some, own, evidence=enough)[1].sum(axis=1) for own in ([choices[number]], years)
        )
        follow = (nearly > 0) & (nearly >= by_dates)
        chosen[rows[follow]], explained[rows[follow], number] = number, nearly[follow]
    return chosen, explained


def still(block: Block, calendar: Calendar, choices: list[Calendar]) -> np.ndarray:
    """0 for who was found to follow this calendar and does so by what was enough, -1 for the others, int (rows,)."""
    if block.step_days == 1 or not calendar.near or calendar.name == calendars.YEAR:
        return own_times.explaining(block, [calendar])
    # Few weeks are explained by many a calendar: it has to do better than the time of the year, as it had to at first.
    beside = [*(one for one in choices if one.name == calendars.YEAR), calendar]
    proven = own_times.explaining(block, beside) == len(beside) - 1
    of_category = np.array(block.categories, dtype=str)
    lenders = np.array([proven[of_category == own].sum() if own else 0 for own in of_category])
    nearly = own_times.explaining(block, [calendar], evidence=own_times.EVIDENCE - LENT) == 0
    return np.where(proven | (nearly & (lenders >= LENDERS)), 0, -1)


def _lent(categories: Sequence[str], choices: list[Calendar], chosen: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """Calendars that enough of a category follow, with the others of it, of whom none is proven, int (rows,); who has
    no category has no like."""
    moving = [number for number, one in enumerate(choices) if one.near and one.name != calendars.YEAR]
    proven = chosen >= 0
    if not np.isin(chosen[proven], moving).any():
        return
    of_category = np.array(categories, dtype=str)
    for category in sorted(set(of_category[np.isin(chosen, moving)].tolist()) - {""}):
        followed = np.bincount(chosen[(of_category == category) & proven])
        number = int(followed.argmax())
        left = np.flatnonzero((of_category == category) & ~proven)
        if number in moving and followed[number] >= LENDERS and len(left):
            yield number, left

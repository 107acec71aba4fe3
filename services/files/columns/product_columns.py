"""Sheets with a column for each product: in front a day, beside it what was sold of each."""

from collections.abc import Mapping

from services.files.columns.columns import Columns
from services.files.headings.headings import RANKS, TIMES
from services.files.lines import total_words

# One more column of numbers beside a day may be anything.
_FEWEST = 2
_OF_DAYS = ("date", "year", "month_number", "week_number", "day_number")


def found(columns: Columns, positions: Mapping[str, int]) -> dict[int, str]:
    """The columns that are products, by their headings; none where one of the file's columns may be anything else.

    positions -- the columns of what is known already
    """
    taken, headings = set(positions.values()), columns.head.headings
    others = [place for place in range(len(headings)) if place not in taken and not _is_beside(columns, place)]
    if len(others) < _FEWEST or not all(counts_units(columns, place) for place in others):
        return {}
    return {place: headings[place] for place in others}


def _is_beside(columns: Columns, place: int) -> bool:
    """The weekday or the time of a day, a sum of its products, or nothing."""
    key, is_empty = columns.head.keys[place], not columns.evidence[place].cells
    is_of_days = key in TIMES or any(RANKS[name].of(key) is not None for name in _OF_DAYS)
    return is_empty or is_of_days or total_words.is_total(columns.head.headings[place])


def counts_units(columns: Columns, place: int) -> bool:
    """Whether it holds nothing but numbers, of units, and its heading says nothing else that is known."""
    seen, key = columns.evidence[place], columns.head.keys[place]
    is_known = not key or any(ranks.of(key) is not None for ranks in RANKS.values())
    return not is_known and seen.numbers == seen.values and not columns.is_money(place, is_loose=True)

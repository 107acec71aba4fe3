"""Sheets with a column for each size: in front a day and an article, beside them what each size sold of it."""

import re
from collections.abc import Mapping

from services.files.columns import product_columns
from services.files.columns.columns import Columns
from services.files.lines import total_words

# What the column of their names is called then.
SIZE = "size"
_FEWEST = 3
_ONE = r"(?:x{0,5}|[2-9]x)[sl]|m"
_SIZE = re.compile(rf"(?:{_ONE})(?:[/\-](?:{_ONE}))?|one ?size|uni", re.IGNORECASE)


def found(columns: Columns, positions: Mapping[str, int]) -> dict[int, str]:
    """The columns that are sizes, where nothing else beside them may be units, but for their sum."""
    taken, headings = set(positions.values()), columns.head.headings
    others = (place for place in range(len(headings)) if place not in taken)
    units = [
        place
        for place in others
        if not total_words.is_total(headings[place]) and product_columns.counts_units(columns, place)
    ]
    are_sizes = len(units) >= _FEWEST and all(_SIZE.fullmatch(headings[place].strip()) for place in units)
    return {place: headings[place] for place in units} if are_sizes else {}

"""Days that a file tells of twice: exports of which one begins before the other ends, put together."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from services.errors import InvalidInput
from utils import language
from utils.language import _

# Fewer rows may be alike by chance, and so may some days of two tills.
_FEWEST_ROWS, _FEWEST_DAYS = 3, 0.5


class Overlaps:
    """Compares what the sections of a file say of a day: its sheets, the files of an archive, what stands below
    repeated headings. Two tills add up; nobody sells the same twice, day after day.

    day -- the place of the day in a row
    """

    def __init__(self, day: int) -> None:
        self._day = day
        self._said = defaultdict[str, dict[Any, tuple[int, int]]](dict)

    def take(self, section: object, row: Sequence[Any]) -> None:
        """One more row, whose first value is its line."""
        rows, content = self._said[row[self._day]].get(section, (0, 0))
        self._said[row[self._day]][section] = rows + 1, content + hash(row[1:])

    def refuse(self) -> None:
        """Raises InvalidInput where most days that several sections tell of are the same in two of them."""
        shared = {day: list(said.values()) for day, said in self._said.items() if len(said) > 1}
        twice = {day: max(parts)[0] for day, parts in shared.items() if len(set(parts)) < len(parts)}
        if sum(twice.values()) < _FEWEST_ROWS or len(twice) < _FEWEST_DAYS * len(shared):
            return
        raise InvalidInput(
            _(
                "{count} days stand in the file twice, with the same rows; the first is {day}. Leave one of them out,"
                " or send the parts one after the other: then what is told again counts once, or twice with a ?source="
                " of its own. Nothing was imported.",
                count=len(twice),
                day=language.long_day(date.fromisoformat(min(twice))),
            ),
            "days_twice",
        )

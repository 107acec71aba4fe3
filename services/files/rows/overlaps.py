"""Days that a file tells of twice: exports of which one begins before the other ends, put together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from services.errors import InvalidInput
from utils import language
from utils.language import ngettext

# Fewer rows may be alike by chance, and so may some days of two tills; not where one export goes on from another.
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
        shared = {day: said for day, said in self._said.items() if len(said) > 1}
        twice = {day: alike for day, said in shared.items() if (alike := _alike(said))}
        if not twice or len(twice) < _FEWEST_DAYS * len(shared):
            return
        rows = sum(self._said[day][sections[0]][0] for day, sections in twice.items())
        if rows < _FEWEST_ROWS and not all(map(self._follow, twice.values())):
            return
        raise InvalidInput(
            ngettext(
                "{count} day stands in the file twice, with the same rows: {day}. Leave one of them out, or send the"
                " parts one after the other: then what is told again counts once (or twice, with a ?source= of its"
                " own). Nothing was imported.",
                "{count} days stand in the file twice, with the same rows; the first is {day}. Leave one of them out,"
                " or send the parts one after the other: then what is told again counts once (or twice, with a ?source="
                " of its own). Nothing was imported.",
                len(twice),
                day=language.long_day(date.fromisoformat(min(twice))),
            ),
            "days_twice",
        )

    def _follow(self, sections: Sequence[object]) -> bool:
        """Whether each of these begins later than the one before and ends later."""
        noted = ([day for day, said in self._said.items() if one in said] for one in sections)
        spans = sorted((min(days), max(days)) for days in noted)
        return all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(spans))


def _alike(said: Mapping[object, tuple[int, int]]) -> list[object]:
    """Sections that say the same of a day; none where each says something else."""
    by_content = defaultdict[tuple[int, int], list[object]](list)
    for section, content in said.items():
        by_content[content].append(section)
    most = max(by_content.values(), key=len)
    return most if len(most) > 1 else []

"""A row of headings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from services.files.headings import heading_parts
from services.files.headings.heading_keys import key
from services.files.records import Cell


@dataclass(frozen=True)
class Head:
    """The row of headings.

    line -- where it stands; above -- how many records stand above it
    spans -- columns whose heading is a day, week or month, with its text; {} in it awaits the year
    stores -- of columns of days, the store that a line above or below the days names for each
    is_stacked -- two lines make up the headings
    day -- the only one that the lines above name, as it is written there; "" for none
    day_order -- in which all days above are written, where one of them leaves no choice; "" where none does
    scale -- how many units one of what is counted is, by the lines above
    of_returns -- one of the lines above says that what follows came back
    """

    line: int
    above: int
    headings: tuple[str, ...]
    spans: dict[int, str] = field(default_factory=dict)
    stores: dict[int, str] = field(default_factory=dict)
    is_stacked: bool = False
    day: str = ""
    day_order: str = ""
    scale: float = 1.0
    of_returns: bool = False

    @property
    def has_days(self) -> bool:
        """Whether its columns are days, weeks or months."""
        return len(self.spans) > 1 or (self.is_stacked and bool(self.spans))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return heading_parts.keys(self.headings)

    @property
    def names(self) -> tuple[str, ...]:
        """The headings, those that several columns have or that are empty numbered: "Qty (1)", "Qty (2)", "(1)"."""
        counts, met = Counter(self.headings), Counter[str]()
        names = []
        for heading in self.headings:
            met[heading] += 1
            is_named = heading and counts[heading] == 1
            names.append(heading if is_named else f"{heading} ({met[heading]})".lstrip())
        return tuple(names)

    def is_repeated_by(self, cells: Sequence[Cell]) -> bool:
        """Whether a record is these headings again, as on each page of a report."""
        last = cells[len(self.headings) - 1] if self.headings and len(cells) >= len(self.headings) else None
        if not isinstance(last, str) or " ".join(last.split()) != self.headings[-1]:
            return False
        return [" ".join(str(cell).split()) for cell in cells] == list(self.headings)

    def places(self, name: str) -> list[int]:
        """The columns that somebody names: by a heading, one of `names`, or a heading written a little otherwise."""
        name = name.strip()
        by_heading = [place for place, one in enumerate(self.headings) if one.strip() == name]
        return (
            by_heading
            or [place for place, one in enumerate(self.names) if one == name]
            or [place for place, one in enumerate(self.keys) if one == key(name)]
        )

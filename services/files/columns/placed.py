"""What is decided of a file so far: which of its columns is what."""

from dataclasses import dataclass
from typing import Self

from services.files.columns.assignment import Assignment
from services.files.columns.columns import Columns
from services.files.columns.evidence import Evidence
from services.files.fields import LENGTH, MONEY, NUMBER, PACK, SHARE, Form, Overrules, Wanted
from services.files.headings.headings import RANKS


@dataclass
class Placed:
    """Columns in their places; where rows are made of several, columns that stand in no file come behind the last.

    positions -- the column of each field; evidence -- what stands in each column
    """

    columns: Columns
    form: Form
    overrules: Overrules
    assignment: Assignment
    positions: dict[str, int]
    evidence: list[Evidence]

    @classmethod
    def by_headings(cls, columns: Columns, form: Form, overrules: Overrules) -> Self:
        assignment = Assignment(columns, form, overrules)
        return cls(columns, form, overrules, assignment, assignment.positions, list(columns.evidence))

    def seen(self, name: str) -> Evidence:
        """What stands in the column of a field."""
        return self.evidence[self.positions[name]]

    def has_days(self) -> bool:
        """Whether a column is the day of its row."""
        day = self.form.day
        return day is not None and day.name in self.positions and self.seen(day.name).days > 0

    def position_of(self, name: str) -> int | None:
        """The first column of just this name."""
        ranks, keys = RANKS[name], self.columns.head.keys
        return next((place for place, one in enumerate(keys) if ranks.named(one) is not None), None)

    def all_of(self, name: str) -> tuple[int, ...]:
        """The column of a field, and further ones of its names."""
        if name not in self.positions:
            return ()
        ranks, taken = RANKS[name], set(self.positions.values())
        keys = enumerate(self.columns.head.keys)
        others = (place for place, one in keys if ranks.of(one) is not None and place not in taken)
        return (self.positions[name], *others)

    def numbers(self) -> list[Wanted]:
        """The fields of numbers that have a column."""
        kinds = (NUMBER, LENGTH, PACK, SHARE, MONEY)
        return [one for one in self.form.fields if one.kind in kinds and one.name in self.positions]

    def is_labelled(self) -> bool:
        """Whether the codes are within a column of names, not of codes: nobody's code is lost."""
        name = self.form.subject.name
        seen = self.columns.evidence[self.positions[name]]
        return seen.share(seen.labels) > 0.5 and (not self.assignment.is_sure(name) or self.columns.profile is not None)

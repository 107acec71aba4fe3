"""What is known of the columns of a file before it is decided what each of them is."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.files.columns.evidence import Evidence
from services.files.headings.headings import is_of_money
from services.files.headings.profiles import Profile
from services.files.heads.head import Head
from services.files.records import Cell


@dataclass(frozen=True)
class Columns:
    """What is known of the columns of a file; sample -- its first records, to compare columns by

    trailing -- whether it is usual for its records to end in empty cells that no heading stands above
    """

    head: Head
    evidence: Sequence[Evidence]
    sample: Sequence[Sequence[Cell]]
    profile: Profile | None
    trailing: bool = True

    def is_money(self, position: int, is_loose: bool) -> bool:
        """Whether a column of numbers holds money: by its heading, by its currency signs; under a loose name by its
        cents as well.
        """
        seen = self.evidence[position]
        if is_of_money(self.head.headings[position]) or seen.share(seen.money) > 0.5:
            return True
        return is_loose and seen.values > 0 and seen.cents == seen.values

    def same_content(self, one: int, other: int) -> bool:
        return all(cells[one] == cells[other] for cells in self.sample if len(cells) > max(one, other))

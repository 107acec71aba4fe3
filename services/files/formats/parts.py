"""Files of several tables: sheets of a workbook, files of an archive; of which one is read, or several as one."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from services.errors import InvalidInput
from services.files.formats.held_tables import HeldTable
from services.files.records import Cell, Record, Unreadable
from utils.language import _

# All that are alike, and the same with each as a store of its own: names that no sheet can have.
EVERY, EACH_A_STORE = "*", "@"
# A store is called as its file is, without its folders and kind.
_ENDING = re.compile(r"^.*/|\.(?:csv|tsv|txt|xls[xb]?|ods)(?=$|:)", re.IGNORECASE)
# A sheet for each day of two years and more; each is looked through, and a few kilobytes can hold ten thousands.
MOST_PARTS = 1_000
# What the column of their names is called then.
STORE = "store"


class Part(Protocol):
    """name -- of the sheet or file; encoding_name -- of what is no text the format, such as XLSX"""

    @property
    def name(self) -> str: ...

    @property
    def delimiter(self) -> str: ...

    @property
    def encoding_name(self) -> str: ...

    @property
    def is_empty(self) -> bool: ...

    def records(self) -> Iterator[Record]: ...

    def share_read(self) -> float: ...

    def forget(self) -> None:
        """Let go of what is held in memory; it is read again when it is asked for."""


@dataclass(frozen=True)
class Worth:
    """How many of the columns that are needed the best row of a table names; what it names of all that are known.

    meanings -- of each heading the field that it is for, whatever it is called there; else its key
    above -- the records above that row
    """

    needed: int = 0
    known: frozenset[str] = frozenset()
    headings: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    above: int = 0


class Parts:
    """The one that names most of what is wanted, the first of several; or the one that is asked for, or all alike.

    alike -- others that are worth as much, and are not read; same -- those of them that name the same
    others -- what is no table of this kind
    """

    def __init__(self, parts: Sequence[Part], asked: str = "", no_tables: Sequence[str] | None = None) -> None:
        """Raises InvalidInput where there are too many to be looked through."""
        if len(parts) > MOST_PARTS:
            raise InvalidInput(
                _("This file holds {parts} tables; at most {most} are read.", parts=len(parts), most=MOST_PARTS),
                "too_many_sheets",
            )
        self._parts = {part.name: part for part in parts}
        self._asked, self._no_tables, self.are_files = asked, no_tables or (), no_tables is not None
        self.alike, self.same, self.others = list[str](), list[str](), [*self._no_tables]
        self._worths = dict[str, Worth]()
        self._read = [self._found("" if asked in (EVERY, EACH_A_STORE) else asked)]
        self._behind = 0

    @property
    def sheet(self) -> str:
        return self._read[0].name

    @property
    def are_several(self) -> bool:
        """Whether several are read together."""
        return len(self._read) > 1

    @property
    def part(self) -> int:
        """Which of those that are read together the last record stands in."""
        return self._behind

    @property
    def name_read(self) -> str:
        """What the sheet or file is called that the last record stands in."""
        return _ENDING.sub("", self._read[min(self._behind, len(self._read) - 1)].name)

    def above(self) -> list[tuple[str, list[Sequence[Cell]]]]:
        """Of those that are read together the name of each, and what stands above its headings."""
        if not self.are_several:
            return []
        parts = ((part, self._worths[part.name].above) for part in self._read)
        return [
            (part.name, [() if isinstance(cells, Unreadable) else cells for _, cells in islice(part.records(), above)])
            for part, above in parts
        ]

    @property
    def delimiter(self) -> str:
        return self._read[0].delimiter

    @property
    def encoding_name(self) -> str:
        return self._read[0].encoding_name

    @property
    def are_of_markup(self) -> bool:
        return isinstance(self._read[0], HeldTable) and not self.are_files

    def choose(self, worth: Callable[[Iterator[Record], str], Worth]) -> None:
        """Turn to the part whose records are worth most; or to all that are alike, if these were asked for."""
        if len(self._parts) == 1 or self._asked not in ("", EVERY, EACH_A_STORE):
            return
        for name, part in self._parts.items():
            self._worths[name] = Worth() if part.is_empty else worth(part.records(), name)
            part.forget()
        best = max(found.needed for found in self._worths.values())
        if not best:
            return
        chosen, *self.alike = [name for name, found in self._worths.items() if found.needed == best]
        known = self._worths[chosen].known
        self.same = [name for name in self.alike if self.are_files or self._worths[name].known == known]
        self.others = [*(name for name, found in self._worths.items() if found.needed < best), *self._no_tables]
        self._read = [self._parts[chosen]]
        if self._asked:
            self._read += [self._parts[name] for name in self.same]
            self.alike = [name for name in self.alike if name not in self.same]

    def share_read(self) -> float:
        return (self._behind + self._read[min(self._behind, len(self._read) - 1)].share_read()) / (len(self._read) + 1)

    def records(self) -> Iterator[Record]:
        """All records with the row each stands in: those of further parts under the headings of the first."""
        self._behind = 0
        if self._asked not in (EVERY, EACH_A_STORE) or not self._worths:
            yield from self._read[0].records()
            return
        columns = self._columns()
        for part in self._read:
            yield from self._under(part, columns)
            self._behind += 1

    def _columns(self) -> dict[tuple[str, int], str]:
        """The headings of all of them, each once; those of the first as they stand there."""
        columns = dict[tuple[str, int], str]()
        for worth in (self._worths[part.name] for part in self._read):
            for numbered, heading in zip(_numbered(worth.meanings), worth.headings, strict=True):
                columns.setdefault(numbered, heading)
        return columns

    def _under(self, part: Part, columns: Mapping[tuple[str, int], str]) -> Iterator[Record]:
        """The records of a part, each cell in its column; headings only of the first part.

        What stands above them is of one part alone, such as its month.
        """
        worth, is_first = self._worths[part.name], part is self._read[0]
        store = _ENDING.sub("", part.name) if self._asked == EACH_A_STORE else ""
        places = {numbered: place for place, numbered in enumerate(_numbered(worth.meanings))}
        own = [places.get(numbered) for numbered in columns]
        for number, (line, cells) in enumerate(part.records()):
            if number > worth.above:
                yield line, cells if isinstance(cells, Unreadable) else _placed(cells, own, store)
            elif is_first and number == worth.above:
                yield line, [*columns.values(), *((STORE,) if store else ())]

    def _found(self, name: str) -> Part:
        if name and name not in self._parts:
            raise InvalidInput(
                _("The workbook has no sheet {name!r}; it has {names}.", name=name, names=", ".join(self._parts)),
                "no_such_sheet",
            )
        found = next((part for part in self._parts.values() if part.name == name or not (name or part.is_empty)), None)
        if found is None:
            raise InvalidInput(_("The workbook is empty."), "empty_file")
        return found


def _numbered(meanings: Sequence[str]) -> list[tuple[str, int]]:
    """What tells columns apart: the second "Qty" is another than the first."""
    met = Counter[str]()
    numbered = []
    for meaning in meanings:
        met[meaning] += 1
        numbered.append((meaning, met[meaning]))
    return numbered


def _placed(cells: Sequence[Cell], own: Sequence[int | None], store: str) -> list[Cell]:
    """The cells of a record in the columns of all parts; what is empty stays so, without a store."""
    placed: list[Cell] = [cells[place] if place is not None and place < len(cells) else "" for place in own]
    if not any(cell != "" for cell in placed):
        return []
    # What stands behind the last heading is for the reader to judge.
    return [*placed, store] if store else [*placed, *cells[len(own) :]]

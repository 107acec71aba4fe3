"""Columns of fixed width, as printers and terminals have them: where they begin and end, and what stands in each."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.files.headings.heading_keys import key
from services.files.headings.headings import RANKS
from services.files.records import Unreadable, is_rule
from utils.language import _

# Fewer columns sell nothing: a product, a day, a quantity. Fewer lines stand one below the other by chance.
_FEWEST_COLUMNS, _FEWEST_LINES = 3, 3
_GAP = re.compile(r" {2,}")


@dataclass(frozen=True)
class Columns:
    """begins, ends -- of each column, in characters; between them nothing stands in any line"""

    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def cut(self, line: str) -> list[str] | Unreadable:
        """The cells of a line; why it has none, where something stands between the columns."""
        text = line.rstrip()
        gaps = zip(self.ends, self.begins[1:], strict=False)
        if text[: self.begins[0]].strip() or any(text[end:begin].strip() for end, begin in gaps):
            return Unreadable(_("the row does not keep to the columns of the file"))
        return [text[begin:end].strip() for begin, end in zip(self.begins, (*self.ends[:-1], None), strict=True)]


def found(lines: Sequence[str], otherwise: Callable[[str], Sequence[str]]) -> Columns | None:
    """The columns of these lines; None where a sign between cells names as many headings that are known.

    otherwise -- the cells of a line by that sign
    """
    lines = [line.rstrip() for line in lines]
    columns = _below_rules(lines) or _between_gaps(lines)
    if columns is None:
        return None
    named = max(_known(columns.cut(line)) for line in lines)
    return columns if named >= 2 and named > max(_known(otherwise(line)) for line in lines) else None


def _below_rules(lines: Sequence[str]) -> Columns | None:
    """By a line that is drawn below the headings, with a piece for each column."""
    drawn = next((line for line in lines if is_rule(line) and len(line.split()) >= _FEWEST_COLUMNS), None)
    if drawn is None:
        return None
    pieces = list(re.finditer(r"\S+", drawn))
    return Columns(tuple(one.start() for one in pieces), tuple(one.end() for one in pieces))


def _between_gaps(lines: Sequence[str]) -> Columns | None:
    """By two blanks and more that stand in all lines at the same place."""
    rows = [line for line in lines if len(_GAP.split(line.strip())) >= _FEWEST_COLUMNS]
    if len(rows) < max(_FEWEST_LINES, len(lines) // 2) or any("\t" in line for line in rows):
        return None
    width = max(map(len, rows))
    filled = "".join("x" if any(line[place : place + 1].strip() for line in rows) else " " for place in range(width))
    pieces = list(re.finditer(r"x+(?: x+)*", filled))
    if len(pieces) < _FEWEST_COLUMNS:
        return None
    return Columns(tuple(one.start() for one in pieces), tuple(one.end() for one in pieces))


def _known(cells: Sequence[str]) -> int:
    """How many of them are names of columns."""
    if isinstance(cells, Unreadable):
        return 0
    return sum(any(ranks.of(one) is not None for ranks in RANKS.values()) for one in filter(None, map(key, cells)))

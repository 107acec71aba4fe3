"""Reports that name a day, a product or a store in a line of its own, above the lines that are of it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from services.files.columns.title_columns import ANYBODY
from services.files.headings.heading_keys import key
from services.files.headings.headings import RANKS
from services.files.heads import title_days
from services.files.heads.head import Head
from services.files.lines import total_words
from services.files.records import Cell, Record, Unreadable, is_filled
from services.files.values import day_forms

_DAY, _PRODUCT, _STORE = "date", "product_sku", "store"
# A code before its name: "4711 Hammer".
_CODE_FIRST = re.compile(r"(?=\S*\d)(\S{3,})\s+(?:[-\u2013:]\s+)?[^\W\d].*")


@dataclass(frozen=True)
class Groups:
    """What such lines name: "date", "product_sku" or "store".

    within -- they share a column with the lines that are of them
    first -- what the lines above the headings, or the name of the file or sheet, say already
    by_name -- that name; "" where they do not say it
    """

    named: str
    within: bool = False
    first: Cell = ""
    by_name: str = ""

    @property
    def are_days(self) -> bool:
        return self.named == _DAY

    def head(self, head: Head) -> Head:
        """The headings with one more: what the lines above each line name."""
        other = _DAY if self.named == _PRODUCT else _PRODUCT
        headings = (other, *head.headings[1:]) if self.within else head.headings
        return replace(head, headings=(*headings, self.named))

    def applied(
        self,
        records: Iterator[Record],
        headings: Sequence[str],
        part: Callable[[], int] = int,
        own: Sequence[Cell] = (),
    ) -> Iterator[Record]:
        """The lines, each with what the last line above them names; headings repeated as they are.

        part -- which of several tables the last record stands in; own -- what each of these says before its first line
        """
        label, width, before = self.first, len(headings), 0
        for line, cells in records:
            if (now := part()) != before:
                label, before = own[now], now
            if isinstance(cells, Unreadable) or len(cells) >= width:
                yield line, cells
            elif (found := self._label(cells)) is not None:
                label = found
            elif any(map(is_filled, cells)):
                filled_up = [*cells, *[""] * (width - 1 - len(cells))]
                is_again = list(map(_text, filled_up)) == list(headings[:-1])
                yield line, [*filled_up, headings[-1] if is_again else label]

    def _label(self, cells: Sequence[Cell]) -> Cell | None:
        if said := labelled(self.named, cells):
            return said
        filled = [cell for cell in cells if is_filled(cell)]
        if self.named == _STORE or not filled or total_words.begins_as_total(filled[0]):
            return None
        if len(filled) > 1 and not self.within:
            return None
        label = cells[0] if self.within else filled[0]
        return label if is_filled(label) and _is_day(label) == (self.named == _DAY) else None


@dataclass(frozen=True)
class Around:
    """What stands around a table: the lines above its headings, and the names of its sheet and file; today."""

    above: Sequence[Sequence[Cell]]
    names: Sequence[str]
    today: date

    def label(self, named: str) -> tuple[str, str]:
        """What the last such line above the headings names, and of days the name that says it, where no line does."""
        if named != _DAY:
            return next(filter(None, (labelled(named, cells) for cells in reversed(self.above))), ""), ""
        lines_and_cells = [*self.above, *([cell] for cells in self.above for cell in cells)]
        days = {day for cells in lines_and_cells if (day := labelled(_DAY, cells))}
        if len(days) == 1:
            return days.pop(), ""
        if period := title_days.period([[_text(cell) for cell in cells] for cells in self.above], self.today):
            return period, ""
        by_name = ((title_days.of_name(name, self.today), name) for name in self.names)
        return next(((period, name) for period, name in by_name if period), ("", ""))


def found(
    head: Head,
    around: Around,
    sample: Sequence[Sequence[Cell]],
    every: Iterable[Sequence[Cell]],
    others: Sequence[Around] = (),
) -> Groups | None:
    """The groups of a file of sales whose headings lack a day, a product or a store; None where it has none.

    sample -- the first lines below the headings; every -- all of them
    others -- what stands around further tables that are read as one with this
    """
    lines = [cells for cells in sample if any(map(is_filled, cells))]
    if head.has_days or not lines:
        return None
    has_day = any(RANKS[_DAY].of(one) is not None for one in head.keys)
    has_code = any(RANKS[_PRODUCT].of(one) is not None and one not in ANYBODY for one in head.keys)
    begin = [cell for cell in lines[0] if is_filled(cell)]
    if has_day and (named := _in_blocks(head, has_code, [around, *others], every)):
        return named
    if not has_day and has_code:
        return _of_days(around, lines, begin)
    if has_day and not has_code and len(begin) == 1 and _are_apart(lines):
        return Groups(_PRODUCT)
    return None


def _in_blocks(head: Head, has_code: bool, around: Sequence[Around], every: Iterable[Sequence[Cell]]) -> Groups | None:
    """Blocks that a line such as "Branch: North" stands above, the first of them above the headings."""
    named = _STORE if has_code else _PRODUCT
    first, *further = (one.label(named)[0] for one in around)
    if not first or any(RANKS[named].of(one) is not None and one not in ANYBODY for one in head.keys):
        return None
    others = chain(further, (labelled(named, cells) for cells in every if not isinstance(cells, Unreadable)))
    return Groups(named, first=first) if any(one not in ("", first) for one in others) else None


def labelled(named: str, cells: Sequence[Cell]) -> str:
    """What a line such as "Branch: North" or "Business date: 2026-03-04" names, in one cell or in two; "" for none."""
    filled = [_text(cell) for cell in cells if is_filled(cell)]
    if not 1 <= len(filled) <= 2:
        return ""
    name, sign, value = filled[0].partition(":")
    value = " ".join([value, *filled[1:]]).strip()
    ranks = RANKS[named]
    if named == _DAY:
        return value if sign and ranks.of(key(name)) is not None and _is_day(value) else ""
    if not sign or not value or ranks.named(key(name)) is None:
        return ""
    code = _CODE_FIRST.fullmatch(value) if named == _PRODUCT else None
    return code[1] if code else value


def _of_days(around: Around, lines: Sequence[Sequence[Cell]], begin: Sequence[Cell]) -> Groups | None:
    days = [_is_day(cells[0]) for cells in lines if is_filled(cells[0]) and not total_words.is_total(cells[0])]
    if len(begin) == 1 and _is_day(begin[0]):
        return Groups(_DAY)
    if any(days) and not all(days):
        return Groups(_DAY if days[0] else _PRODUCT, within=True)
    if any(_is_day(cell) for cells in lines for cell in cells):
        return None
    first, by_name = around.label(_DAY)
    return Groups(_DAY, first=first, by_name=by_name) if first else None


def _text(cell: Cell) -> str:
    return cell.isoformat()[:10] if isinstance(cell, date) else str(cell).strip()


def _are_apart(lines: Sequence[Sequence[Cell]]) -> bool:
    """Whether the lines leave the columns empty in which those above them name a product."""
    alone = [cells for cells in lines if sum(map(is_filled, cells)) == 1 and not total_words.begins_as_total(cells[0])]
    places = {place for cells in alone for place, cell in enumerate(cells) if is_filled(cell)}
    others = [cells for cells in lines if sum(map(is_filled, cells)) > 1]
    totals = [cells for cells in others if any(total_words.begins_as_total(cells[place]) for place in places)]
    return bool(totals) and all(
        not is_filled(cells[place]) for cells in others if cells not in totals for place in places
    )


def _is_day(cell: Cell) -> bool:
    """Whether it is written as a day; a number alone may be a code."""
    is_number = isinstance(cell, float) or (isinstance(cell, str) and cell.strip().isdigit())
    written = None if is_number else day_forms.taken_apart(cell)
    return written is not None and written.span == day_forms.DAY

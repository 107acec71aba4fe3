"""A file of any kind, read twice: once to see how it is written, once for its rows."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from itertools import chain, islice
from pathlib import Path, PurePath
from typing import Self

from services.errors import InvalidInput
from services.files import sheets, uploads
from services.files.columns import judge
from services.files.columns.survey import SAMPLE_RECORDS, Survey
from services.files.columns.understanding import Understanding
from services.files.fields import Form, Overrules
from services.files.formats.parts import Parts
from services.files.headings.profiles import Profile
from services.files.heads.head import Head
from services.files.lines import total_words
from services.files.records import Cell, Record
from services.files.rows import group_sums
from services.files.rows.overlaps import Overlaps
from services.files.rows.rows import Row, Rows
from services.files.uploads import Rejection
from services.files.values import day_forms
from utils.language import N_, _

ROWS_PER_BLOCK = 20_000
_SUMS_SHOWN = 5
_SUMS = N_("These rows are the sums of their groups, by their numbers, and no products: {names}.")
_MAYBE_SUMS = N_(
    "{names} have as much as the rows beside them together. They count as products; if they are the sums of groups,"
    " leave them out and send the file again."
)


@dataclass
class Block:
    """Rows that could be read, as tuples of the reading's columns, and those that could not."""

    rows: list[Row] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)


class Reading:
    """A file that is understood, and its rows.

    columns -- what the values of a row are; rows_read -- rows so far, good and bad; most_rows -- see `Survey`
    Raises InvalidInput for what is no table, and with the question that nothing in the file answers.
    """

    def __init__(
        self,
        path: Path,
        form: Form,
        overrules: Overrules = Overrules(),
        saved: Sequence[Profile] = (),
        most_rows: int | None = None,
    ) -> None:
        self._understand(Survey(path, form, overrules, saved, most_rows), overrules)

    @classmethod
    def of(cls, survey: Survey, overrules: Overrules) -> Self:
        """A reading of what was looked at before. Raises InvalidInput."""
        reading = cls.__new__(cls)
        reading._understand(survey, overrules)
        return reading

    def _understand(self, survey: Survey, overrules: Overrules) -> None:
        sheets.refuse_several(survey.records, survey.form, overrules)
        self.form, self.records, self.profile, self._below = survey.form, survey.records, survey.profile, survey.below
        self.groups = survey.groups
        self.understood: Understanding = judge.decide(survey.columns, self.form, overrules, self.records.delimiter)
        self._zone: tzinfo = overrules.zone or UTC
        self._file_name = PurePath(overrules.file_name).stem
        sums = self._group_sums(survey.columns.sample) if self.form.is_sales else frozenset()
        self._rows = Rows(self.form, self.understood, self._zone, self._title, sums)
        self.columns, self.tally = self._rows.columns, self._rows.tally
        self._overlaps = Overlaps(self.columns.index("date")) if self.form.is_sales else None
        self.rows_read = self.rows_taken = 0

    def _group_sums(self, sample: Sequence[Sequence[Cell]]) -> Collection[int]:
        """The places of the records that are sums of their groups; of sums that may be products the sender is told."""
        found, named = self._sums_of(((0, list(cells)) for cells in sample), len(sample) >= SAMPLE_RECORDS)
        if found.weight < group_sums.DOUBTED:
            return frozenset()
        found, named = self._sums_of(islice(self.records_below_head(), group_sums.MOST_ROWS), is_cut=False)
        if found.weight < group_sums.DOUBTED:
            return frozenset()
        is_sure = found.weight >= group_sums.SURE or all(map(total_words.begins_as_total, named))
        note = _SUMS if is_sure else _MAYBE_SUMS
        shown = ", ".join(named[:_SUMS_SHOWN]) + (", \u2026" if len(named) > _SUMS_SHOWN else "")
        self.note(_(note, names=shown))
        return found.places if is_sure else frozenset()

    def _sums_of(self, records: Iterable[Record], is_cut: bool) -> tuple[group_sums.Sums, list[str]]:
        """Those among some records, and the codes of their rows."""
        rows = Rows(self.form, self.understood, self._zone, self._title)
        code, day, units = (rows.columns.index(name) for name in ("product_sku", "date", "quantity"))
        places, codes, sold = list[int](), list[str](), list[dict[str, float]]()
        for place, record in enumerate(records):
            of_record = [row for row in rows.read(record) if not isinstance(row, Rejection)]
            if of_record:
                places.append(place)
                codes.append(str(of_record[0][code]))
                sold.append({row[day]: row[units] or 0.0 for row in of_record})
        found = group_sums.found(sold, is_cut)
        named = list(dict.fromkeys(codes[one] for one in sorted(found.places)))
        return replace(found, places=frozenset(places[one] for one in found.places)), named

    @property
    def head(self) -> Head:
        return self.understood.columns.head

    def note(self, text: str) -> None:
        """Have this told of the file beside what it says itself."""
        self.understood = replace(self.understood, notes=(*self.understood.notes, text))

    @property
    def moves_midnight(self) -> bool:
        """Whether a midnight of the file is another time in the shop's zone."""
        day, evidence = self.form.day, self.understood.columns.evidence
        position = self.understood.positions.get(day.name, len(evidence)) if day else len(evidence)
        cells = evidence[position].seen if position < len(evidence) else ()
        written = (day_forms.taken_apart(cell) for cell in cells if isinstance(cell, str))
        return any(
            one is not None
            and day_forms.in_zone(one, self.understood.order, self._zone) != one.day(self.understood.order)
            for one in written
        )

    def _title(self) -> str:
        """What the table is called that is read: its sheet, or its file."""
        return self.records.name_read if isinstance(self.records, Parts) else self._file_name

    def first(self, count: int) -> list[Row | Rejection]:
        """The first rows, and those of them that cannot be read."""
        rows = Rows(self.form, self.understood, self._zone, self._title)
        return list(islice(chain.from_iterable(map(rows.read, self.records_below_head())), count))

    def share_read(self) -> float:
        """The share of the file that is behind us, 0 to 1."""
        return self.records.share_read()

    def blocks(self) -> Iterator[Block]:
        """All rows, in blocks. Raises InvalidInput when the file breaks off, or has no row that can be taken."""
        block = Block()
        examples: list[Rejection] = []
        self.tally.passed_over["above"] += self.head.above
        for record in self.records_below_head():
            for row in self._rows.read(record):
                self.rows_read += 1
                if isinstance(row, Rejection):
                    block.rejections.append(row)
                else:
                    block.rows.append(row)
                    self._compare(row)
            if len(block.rows) + len(block.rejections) >= ROWS_PER_BLOCK:
                self.rows_taken += len(block.rows)
                examples = examples or block.rejections[:3]
                yield block
                block = Block()
        self.rows_taken += len(block.rows)
        yield block
        self._refuse_nothing(examples or block.rejections[:3])
        if self._overlaps:
            self._overlaps.refuse()

    def _compare(self, row: Row) -> None:
        if self._overlaps:
            part = self.records.part if isinstance(self.records, Parts) else 0
            self._overlaps.take((part, self.tally.passed_over["repeated_headings"]), row)

    def _refuse_nothing(self, examples: Sequence[Rejection]) -> None:
        """Raises InvalidInput for a file that has no row to take."""
        if self.rows_taken:
            return
        if self.tally.not_sold and not self.rows_read:
            if self.form.is_sales:
                reasons = ", ".join(self.tally.not_sold_in_words())
                raise InvalidInput(
                    _("No line of the file is a sale: {reasons}. Nothing was imported.", reasons=reasons),
                    "no_line_sold",
                )
            return
        if not self.rows_read and (unfilled := self.tally.passed_over["unfilled"]):
            raise InvalidInput(
                _("No row is filled in (of {count}). Nothing was imported.", count=unfilled),
                "not_filled_in",
            )
        if not self.rows_read:
            raise InvalidInput(_("The file names its columns and has no rows. Nothing was imported."), "no_rows")
        raise uploads.nothing_taken(self.rows_read, examples)

    def records_below_head(self) -> Iterator[Record]:
        return self._below(self.head)

"""The records of a text table: which sign separates its cells, and what stands in each line."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO

from services.errors import InvalidInput
from services.files.formats import containers, encodings, fixed_width
from services.files.formats.open_quotes import Lines
from services.files.records import CutOff, Record, Unreadable
from utils.language import _

DELIMITERS = (",", ";", "\t", "|", "^", "~")
LONGEST_LINE = 1024 * 1024
MOST_EMPTY_LINES = 100_000
SAMPLE_LINES = 60
# One cell, and a delimiter within it.
_WRAPPED = re.compile(r'"(?:[^"]|"")*[,;\t|^~](?:[^"]|"")*"')
_ESCAPED, _DOUBLED = re.compile(r'[^,;\t|]\\"[^,;\t|\r\n]'), re.compile(r'[^,;\t|]""')
# Windows-1252 leaves five bytes undefined; what else is no text shows in controls.
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\r\f\v\x1a")


class TextRecords:
    """A text table that can be read from its beginning as often as one likes.

    member -- of an archive, the file that it is
    declared -- the delimiter that a first line such as "sep=;" names
    wrapped -- every line is within quotation marks, as one cell
    escaped -- quotation marks within cells stand behind a backslash, as databases write them
    """

    def __init__(self, path: Path, member: str = "") -> None:
        self._path, self._member = path, member
        self._raw: IO[bytes] | None = None
        with self._opened() as stream:
            head = stream.peek(64)[:64]
            containers.refuse_other_kinds(head)
            self.encoding = encodings.of_stream(stream)
        sample = self._sample()
        self.wrapped = _is_wrapped(sample)
        if self.wrapped:
            sample = list(map(_unwrapped, sample))
        self.escaped = any(map(_ESCAPED.search, sample)) and not any(map(_DOUBLED.search, sample))
        self.declared = _declared(sample[0]) if sample else None
        delimiter = self.declared or _delimiter(sample)
        self._columns = None if self.declared else fixed_width.found(sample, lambda line: line.split(delimiter))
        self.delimiter = "" if self._columns else delimiter
        self.sheet, self.encoding_name = "", self.encoding.name

    def share_read(self) -> float:
        """The share of the file that the present reading has behind it, 0 to 1."""
        if self._raw is None or self._raw.closed:
            return 1.0
        return min(1.0, self._raw.tell() / max(1, self._path.stat().st_size))

    def records(self) -> Iterator[Record]:
        """All records with cells, each with the line it begins in; empty lines come as empty lists."""
        try:
            with self._opened() as stream:
                yield from self._records(stream)
        except (*containers.DAMAGE, UnicodeDecodeError) as error:
            raise containers.damaged(error) from error

    def _records(self, stream: IO[bytes]) -> Iterator[Record]:
        lines = _lines(self._text(stream))
        if self.wrapped:
            lines = map(_unwrapped, lines)
        if self._columns:
            yield from ((number, self._columns.cut(line)) for number, line in enumerate(lines, 1))
            return
        if self.declared:
            next(lines)
        yield from self._rows(Lines(lines), 2 if self.declared else 1)

    def _rows(self, lines: Lines, line: int) -> Iterator[Record]:
        """The records of these, of which the first is this one."""
        reader, width = self._reader(lines), 0
        while (cells := _next(reader, lines, line)) is not None:
            is_whole = not isinstance(cells, Unreadable)
            if len(lines.held) > 1 and lines.have_swallowed_rows(is_whole, width - 1, self.delimiter):
                lines.put_back()
                reader = self._reader(lines)
                cells = Unreadable(_("its quotation mark has no end in the line; the lines below it are read as rows"))
            if (record := _judged(cells, lines.held, width)) is not None:
                yield line, record
            line += len(lines.held)
            width = width if isinstance(cells, Unreadable) else len(cells) or width

    def _reader(self, lines: Lines) -> Iterator[list[str]]:
        escape = "\\" if self.escaped else None
        return csv.reader(lines, delimiter=self.delimiter, strict=True, escapechar=escape)

    def _sample(self) -> list[str]:
        try:
            with self._opened() as stream:
                lines = [line for line, _ in zip(_lines(self._text(stream)), range(4 * SAMPLE_LINES), strict=False)]
        except (*containers.DAMAGE, UnicodeDecodeError) as error:
            raise containers.damaged(error) from error
        if sum(map(_controls, lines)) > len("".join(lines)) // 50:
            raise InvalidInput(_("This is not a table in text; send CSV or XLSX."), "not_a_table")
        return [line for line in lines if line.strip()][:SAMPLE_LINES]

    def _text(self, stream: IO[bytes]) -> IO[str]:
        # The five bytes that Windows-1252 does not define must not stop the rest.
        return io.TextIOWrapper(stream, self.encoding.codec, errors="replace", newline="")

    @contextmanager
    def _opened(self) -> Iterator[io.BufferedReader]:
        try:
            with self._path.open("rb") as raw, containers.plain(raw, self._member) as stream:
                self._raw = raw
                yield stream
        except containers.DAMAGE as error:
            raise containers.damaged(error) from error


def _next(reader: Iterator[list[str]], lines: Lines, line: int) -> list[str] | Unreadable | None:
    """The cells of the record that begins in this line, or why it is none; None: there is no more."""
    lines.held.clear()
    try:
        return next(reader, None)
    except csv.Error as error:
        return Unreadable(_quoting_fault(line, line + len(lines.held) - 1, error))


def _judged(cells: list[str] | Unreadable, lines: Sequence[str], width: int) -> list[str] | Unreadable | None:
    """What becomes of the cells of these lines, below a row of so many; None: nothing stands there."""
    if isinstance(cells, Unreadable):
        return cells
    if "\0" in "".join(lines):
        # What ends in a block of them was cut by a computer that went off.
        is_filled = any(cell.strip("\0 ") for cell in cells)
        return Unreadable(_("the row holds zero bytes, which are no text; export the file anew")) if is_filled else None
    is_open = not lines[-1].endswith(("\n", "\r"))
    return CutOff(cells) if is_open and 1 < len(cells) < width else cells


def _lines(text: IO[str]) -> Iterator[str]:
    empty = 0
    while line := text.readline(LONGEST_LINE):
        empty += line.isspace()
        # Packed, a hundred million of them are a few kilobytes, and an hour's work.
        if empty > MOST_EMPTY_LINES:
            raise InvalidInput(
                _(
                    "The file has more than {most_empty_lines} empty lines; leave them out.",
                    most_empty_lines=MOST_EMPTY_LINES,
                ),
                "not_a_table",
            )
        if len(line) == LONGEST_LINE:
            raise InvalidInput(_("A line is longer than a million characters; this is no table."), "not_a_table")
        yield line


def _is_wrapped(lines: list[str]) -> bool:
    """Whether a spreadsheet has taken lines of another delimiter for cells, and put each within quotation marks."""
    table = [line for line in lines if not _declared(line)]
    return len(table) > 1 and all(_WRAPPED.fullmatch(line.strip()) for line in table)


def _unwrapped(line: str) -> str:
    text = line.rstrip("\r\n")
    return text[1:-1].replace('""', '"') + line[len(text) :] if _WRAPPED.fullmatch(text) else line


def _declared(first: str) -> str | None:
    """The delimiter of Excel's own first line."""
    text = first.strip().strip('"').casefold()
    return first.strip().strip('"')[4] if text.startswith("sep=") and len(text) == 5 else None


def _delimiter(lines: Iterable[str]) -> str:
    """The sign that cuts most of these lines into the same number of cells, and into most cells."""
    lines = list(lines)
    return max(DELIMITERS, key=lambda delimiter: _regularity(lines, delimiter))


def _regularity(lines: list[str], delimiter: str) -> tuple[float, int]:
    reader = csv.reader(chain(lines), delimiter=delimiter)
    widths = Counter[int]()
    try:
        for cells in reader:
            widths[len(cells)] += 1
    except csv.Error:
        pass
    widths.pop(1, None)
    if not widths:
        return 0.0, 0
    width, times = max(widths.items(), key=lambda found: (found[1] * (found[0] > 1), found[0]))
    return times * min(width, 3), width


def _controls(line: str) -> int:
    return len(_CONTROLS.intersection(line)) + line.count("\ufffd")


def _quoting_fault(line: int, last: int, error: csv.Error) -> str:
    where = (
        _("lines {line} to {last} are one row", line=str(line), last=str(last))
        if last > line
        else _("the row cannot be read")
    )
    return _("{where}; do its quotation marks pair up? ({error})", where=where, error=error)

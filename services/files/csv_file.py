"""Rows from a CSV file of any size, plain or gzip, block by block, with the line of every row that cannot be taken."""

import csv
import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import IO, Any

from services.errors import InvalidInput
from services.files import csv_columns
from services.files.csv_columns import Column, Layout, find_layout
from services.files.uploads import Rejection

ROWS_PER_BLOCK = 20_000
MOST_EMPTY_LINES = 100_000
LONGEST_LINE = 1024 * 1024
# Values repeat: a file has few products, days and quantities, and each is read once.
_REMEMBERED = 50_000
_BINARY = {b"PK\x03\x04": "an Excel workbook or a zip archive", b"PAR1": "a Parquet file", b"%PDF": "a PDF file"}

Reader = Callable[[str], Any]


@dataclass
class Block:
    """Rows that could be read, as tuples of the file's columns, and those that could not."""

    rows: list[tuple[Any, ...]] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)


class CsvFile:
    """One pass over an open file. columns -- what the values of a row are; rows_read -- rows so far, good and bad."""

    def __init__(self, raw: IO[bytes], text: IO[str], columns: Sequence[Column]) -> None:
        self._raw, self._size = raw, os.fstat(raw.fileno()).st_size
        # Held on to: a reader that is dropped closes the file under it.
        self._text = text
        self._lines, self._lines_before = _lines(text), 0
        self.layout = find_layout(self._header(), columns)
        self._csv = csv.reader(self._lines, delimiter=self.layout.delimiter, strict=True)
        self._readers = _readers(self.layout, columns)
        self.columns = ("line", *(column for column, _, _ in self._readers))
        self.rows_read = 0

    def share_read(self) -> float:
        """The share of the file's bytes that are behind us, 0 to 1."""
        return min(1.0, self._raw.tell() / self._size)

    def blocks(self) -> Iterator[Block]:
        """All rows, in blocks. Raises InvalidInput when the file breaks off or is no text."""
        block = Block()
        try:
            for line, values in self._records():
                self.rows_read += 1
                row = self._row(line, values)
                (block.rejections if isinstance(row, Rejection) else block.rows).append(row)
                if len(block.rows) + len(block.rejections) >= ROWS_PER_BLOCK:
                    yield block
                    block = Block()
        except _DAMAGE as error:
            raise _damaged(error) from error
        yield block

    def _header(self) -> str:
        for line in self._lines:
            self._lines_before += 1
            if line.strip():
                return line
        raise InvalidInput("The file is empty. Its first line must name the columns.", "empty_file")

    def _records(self) -> Iterator[tuple[int, list[str] | str]]:
        """The line each row begins in, and its values, or what is wrong with its quotes. Empty lines are left out."""
        while True:
            line = self._lines_before + self._csv.line_num + 1
            try:
                values = next(self._csv)
            except StopIteration:
                return
            except csv.Error as error:
                yield line, self._quoting_fault(line, error)
                continue
            if values:
                yield line, values

    def _row(self, line: int, values: list[str] | str) -> tuple[Any, ...] | Rejection:
        if isinstance(values, str):
            return Rejection(line, "", "", values)
        if len(values) != len(self.layout.header):
            reason = f"the row has {len(values)} values, the first line names {len(self.layout.header)} columns"
            return Rejection(line, "", csv_columns.shown(self.layout.delimiter.join(values)), reason)
        row = [line]
        try:
            for _, position, read in self._readers:
                row.append(read(values[position]))
        except ValueError as error:
            column, position, _ = self._readers[len(row) - 1]
            return _rejection(line, column, values[position], error)
        return tuple(row)

    def _quoting_fault(self, line: int, error: csv.Error) -> str:
        last = self._lines_before + self._csv.line_num
        where = f"lines {line} to {last} are one row" if last > line else "the row cannot be read"
        return f"{where}; do its quotation marks pair up? ({error})"


@contextmanager
def open_csv(path: Path, columns: Sequence[Column]) -> Iterator[CsvFile]:
    """Open a file that has these columns. Raises InvalidInput when it is no such file."""
    with path.open("rb") as raw:
        try:
            file = CsvFile(raw, _as_text(raw), columns)
        except _DAMAGE as error:
            raise _damaged(error) from error
        yield file


_DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError, csv.Error)


def _damaged(error: Exception) -> InvalidInput:
    return InvalidInput(f"The file is damaged or incomplete ({error}). Nothing was imported.", "damaged_file")


def _as_text(raw: io.BufferedReader) -> IO[str]:
    compressed = raw.peek(2).startswith(b"\x1f\x8b")
    plain = io.BufferedReader(gzip.GzipFile(fileobj=raw)) if compressed else raw
    head = plain.peek(4096)
    for magic, kind in _BINARY.items():
        if head.startswith(magic):
            raise InvalidInput(f"This is {kind}; save it as 'CSV UTF-8' and send that.", "not_csv")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return io.TextIOWrapper(plain, "utf-16", newline="")
    if b"\0" in head:
        raise InvalidInput("This is not a text file; send CSV in UTF-8.", "not_csv")
    # What is not UTF-8 must not stop the rest: it is kept as lone surrogates, which no column accepts.
    return io.TextIOWrapper(plain, "utf-8-sig", errors="surrogateescape", newline="")


def _lines(text: IO[str]) -> Iterator[str]:
    empty = 0
    while line := text.readline(LONGEST_LINE):
        empty += line.isspace()
        # Packed, a hundred million of them are a few kilobytes, and an hour's work.
        if empty > MOST_EMPTY_LINES:
            raise InvalidInput(f"The file has more than {MOST_EMPTY_LINES:,} empty lines; leave them out.", "not_csv")
        if len(line) == LONGEST_LINE:
            raise InvalidInput("A line is longer than a million characters; this is not a CSV file.", "not_csv")
        yield line


def _readers(layout: Layout, columns: Sequence[Column]) -> list[tuple[str, int, Reader]]:
    """For each column the file has: its name with us, its position, and how its texts are read."""
    readers = []
    for column in columns:
        if column.name in layout.names:
            read = partial(column.read, delimiter=layout.delimiter) if column.numeric else column.read
            readers.append((column.name, layout.position(column.name), lru_cache(_REMEMBERED)(read)))
    return readers


def _rejection(line: int, column: str, text: str, error: ValueError) -> Rejection:
    if any("\udc80" <= character <= "\udcff" for character in text):
        return Rejection(line, column, csv_columns.shown(text), "this is not UTF-8; save the file as 'CSV UTF-8'")
    return Rejection(line, column, csv_columns.shown(text), str(error))

"""How much text the cells of a workbook hold together: one long text, stored once, may stand in millions of them."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO

import numpy as np

from services.files.formats import sheet_bounds

_BLOCK = 1 << 20
# Elements may have a prefix; that of an empty text may close itself.
_END = re.compile(rb"</(?:\w{1,20}:)?si\s{0,9}>|<(?:\w{1,20}:)?si\s{0,9}/>")
_LONGEST_END = 40
_REFERENCE = re.compile(rb"""\bt=["']s["'][^<>]*>\s*<(?:\w{1,20}:)?v>(\d{1,9})</(?:\w{1,20}:)?v>""")
# What each text of the list costs beside its bytes, once it is held.
_OF_A_TEXT = 64
# Bytes of a cell up to the end of its value, at most; and at least, with a text.
_LONGEST_CELL, _SHORTEST_CELL = 400, 20


def is_them(name: str) -> bool:
    """Whether a part of a workbook is the list of its texts."""
    return name.casefold().endswith("sharedstrings.xml")


def refuse_too_much(archive: zipfile.ZipFile) -> None:
    """Raises InvalidInput for a list, or cells that together hold more text than can be held."""
    parts = [name for name in archive.namelist() if name.casefold().endswith(".xml")]
    texts = (size for name in filter(is_them, parts) for size in _sizes(archive, name))
    sizes = np.fromiter(_bounded(texts), dtype=np.int64)
    sheets = [name for name in parts if not is_them(name)]
    most_cells = sum(archive.getinfo(name).file_size for name in sheets) // _SHORTEST_CELL
    if not len(sizes) or int(sizes.max()) * most_cells <= sheet_bounds.MOST_BYTES:
        return
    total = 0
    for places in (places for name in sheets for places in _references(archive, name)):
        total += int(sizes[places[places < len(sizes)]].sum())
        sheet_bounds.refuse_text(total)


def _bounded(sizes: Iterator[int]) -> Iterator[int]:
    total = 0
    for size in sizes:
        total += size + _OF_A_TEXT
        sheet_bounds.refuse_text(total)
        yield size


def _sizes(archive: zipfile.ZipFile, name: str) -> Iterator[int]:
    """The bytes of each text, with what marks it up."""
    size, rest = 0, b""
    with archive.open(name) as part:
        for block in _blocks(part):
            *whole, last = _END.split(rest + block)
            for text in whole:
                yield size + len(text)
                size = 0
            rest = last[-_LONGEST_END:]
            size += len(last) - len(rest)


def _references(archive: zipfile.ZipFile, name: str) -> Iterator[np.ndarray]:
    """Which texts the cells of a sheet hold, by their places in the list."""
    rest = b""
    with archive.open(name) as part:
        for block in _blocks(part):
            block = rest + block
            found = list(_REFERENCE.finditer(block))
            yield np.array([one[1] for one in found], dtype="S9").astype(np.int64)
            rest = block[found[-1].end() if found else 0 :][-_LONGEST_CELL:]


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    while block := part.read(_BLOCK):
        yield block

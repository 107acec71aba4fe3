"""In which encoding the text of a file is."""

import codecs
from dataclasses import dataclass
from typing import IO

from services.files import code_pages
from services.files.code_pages import CODE_PAGES

_BLOCK = 1 << 18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    **CODE_PAGES,
}


@dataclass(frozen=True)
class Encoding:
    """codec -- Python's name of it; marked -- it is the encoding that the file names in its first bytes"""

    codec: str
    marked: bool

    @property
    def is_guessed(self) -> bool:
        """Whether it is one of many that any bytes could be in."""
        return self.codec in CODE_PAGES

    @property
    def name(self) -> str:
        return NAMES[self.codec]


def of_stream(stream: IO[bytes]) -> Encoding:
    """The encoding of all of a stream: by its mark; UTF-16 by its zero bytes; UTF-8 if it is; else a code page."""
    head = stream.read(_BLOCK)
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return Encoding(codec, True)
    if (unmarked := _without_mark(head)) is not None:
        return Encoding(unmarked, False)
    return Encoding("utf-8" if _is_utf8(head, stream) else code_pages.of(head), False)


def _without_mark(head: bytes) -> str | None:
    """UTF-16 has its zero bytes at odd places, or at even ones; delimiters and digits always bring some."""
    sample = head[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = max(1, len(sample) // 8)
    if odd >= enough and odd > 8 * even:
        return "utf-16-le"
    if even >= enough and even > 8 * odd:
        return "utf-16-be"
    return None


def _is_utf8(head: bytes, rest: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head)
        while block := rest.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True

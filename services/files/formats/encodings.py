"""In which encoding the text of a file is."""

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import IO

from charset_normalizer import from_bytes

from services.files.headings.heading_keys import key
from services.files.headings.headings import RANKS
from services.files.values.day_words import MONTHS, plain_word

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
    "cp1252": "Windows-1252",
    "iso8859_15": "ISO 8859-15",
    "cp1250": "Windows-1250",
    "cp1254": "Windows-1254",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "cp1257": "Windows-1257",
    "cp1258": "Windows-1258",
    "cp874": "Windows-874",
    "cp932": "Shift JIS",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "cp949": "Windows-949",
    "koi8_r": "KOI8-R",
    "cp866": "Code page 866",
    "mac_roman": "Mac Roman",
    "cp850": "Code page 850",
}
# Encodings without a mark, in the order in which they are believed where nothing speaks for one of them.
_LATIN = ("cp1252", "iso8859_15", "cp1250", "cp1254")
_NATIONAL = ("cp1251", "cp1253", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "koi8_r", "cp866")
_UNMARKED = (*_LATIN, *_NATIONAL, "cp932", "gb18030", "big5", "cp949", "mac_roman", "cp850")
_CELLS = re.compile(r"[,;\t|^~\r\n]+")
# A sign within a word, as in "Ma¹ka": of another encoding.
_BROKEN = re.compile(
    r"(?<=[^\W\d_])(?:[^\w\s\x00-\x7f\u2010-\u2019]|[¹²³¼½¾])(?=[^\W\d_])|(?<=[a-z])[ŠŽŸ]|(?<=[^\W\d_])[ŠŽŸ](?=[a-z])|ƒ|\ufffd"
)
# Letters that no language of Western Europe has in one word, as in "Èíslo" for "Číslo".
_CENTRAL = re.compile(r"(?=[^\W\d_]*[áíýúžšŽŠÁÍÝÚ])(?=[^\W\d_]*[èìòùïøÈÌÒÙÏØ])[^\W\d_]+")
_WESTERN = ("cp1252", "iso8859_15", "cp1254")
_SIGNS = re.compile(r"[^\w\s\x00-\x7f]")
_WORDS, _ASCII = re.compile(r"[^\W\d_]{2,}"), re.compile("[A-Za-z]")
_MOST_LINES = 200


@dataclass(frozen=True)
class Encoding:
    """codec -- Python's name of it; marked -- it is the encoding that the file names in its first bytes"""

    codec: str
    marked: bool

    @property
    def name(self) -> str:
        return NAMES[self.codec]


def of_stream(stream: IO[bytes]) -> Encoding:
    """The encoding of all of a stream: by its mark; UTF-16 by its zero bytes; UTF-8 if it is; else by what it says."""
    head = stream.read(_BLOCK)
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return Encoding(codec, True)
    if (unmarked := _without_mark(head)) is not None:
        return Encoding(unmarked, False)
    return Encoding("utf-8" if _is_utf8(head, stream) else _by_its_words(head), False)


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


def _by_its_words(head: bytes) -> str:
    """The encoding in which most headings are known and no word is broken; of several, what is frequent decides."""
    sample = b"\n".join([line for line in head.splitlines() if not line.isascii()][:_MOST_LINES])
    read = {codec: text for codec in _UNMARKED if (text := _decoded(sample, codec)) is not None}
    if not read:
        return "cp1252"
    worth = {codec: (_known(text), -_broken(text, codec)) for codec, text in read.items()}
    best = [codec for codec in read if worth[codec] == max(worth.values())]
    # The signs of Latin encodings are as frequent as each other's: without a word against it, it is the first.
    if len(best) == 1 or (best[0] in _LATIN and not _is_foreign(read[best[0]])):
        return best[0]
    guess = from_bytes(sample, cp_isolation=best).best()
    return guess.encoding if guess and guess.encoding in best else best[0]


def _broken(text: str, codec: str) -> int:
    """How many words can be none of this encoding."""
    central = sum(bool(_CENTRAL.fullmatch(word)) for word in _WORDS.findall(text)) if codec in _WESTERN else 0
    return len(_BROKEN.findall(text)) + central


def _is_foreign(text: str) -> bool:
    """Whether most words with letters beyond ASCII have no others, as in Greek that is read as Latin."""
    words = [word for word in _WORDS.findall(text) if not word.isascii()]
    return 2 * sum(not _ASCII.search(word) for word in words) > len(words)


def _decoded(sample: bytes, codec: str) -> str | None:
    try:
        return sample.decode(codec)
    except UnicodeDecodeError:
        return None


def _known(text: str) -> int:
    """How many columns and months are called by names of these; what is in ASCII is the same in every encoding."""
    cells = {cell for cell in _CELLS.split(text) if not cell.isascii() and not _SIGNS.search(cell)}
    months = {word for cell in cells for word in _WORDS.findall(cell) if plain_word(word) in MONTHS}
    return sum(_is_heading(key(cell.strip(" \"'"))) for cell in cells) + len(months)


@lru_cache(maxsize=10_000)
def _is_heading(heading_key: str) -> bool:
    return any(ranks.named(heading_key) is not None for ranks in RANKS.values())

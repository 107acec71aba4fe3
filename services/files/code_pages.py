"""In which of the encodings of a country or machine a text is: by the headings it makes, and by words that are none."""

import re

from services.files.headings import KNOWN, key

# The first is taken where nothing speaks for another.
CODE_PAGES = {
    "cp1252": "Windows-1252",
    "iso8859-15": "ISO 8859-15",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
    "cp1250": "Windows-1250",
    "cp1254": "Windows-1254",
    "cp1253": "Windows-1253",
    "cp1251": "Windows-1251",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "cp932": "Shift JIS",
    "gb18030": "GB 18030",
}
# Whose letters show within words; those of other scripts only in the headings they make.
_LATIN = ("cp1252", "iso8859-15", "mac_roman", "cp850", "cp1250")
_SAMPLE, _HEADING_LINES = 1 << 16, 60
_CELLS = re.compile(r"[;,\t|\r\n]")
_WORDS = re.compile(r"[^\s;,\t|]+")
# Within a word, at any place of it, or an upper case letter where a lower one is due.
_ODD = re.compile(
    r"[^\W\d_][^\w\s!-~’‘´·°–—][^\W\d_]|[¤\ufffd\x80-\x9f]|[¹£¿¥¦§¬¯¼½¾](?=[^\W\d_]{3})|(?<=[^\W\d_]{2})[¹³¿]"
    r"|[a-zà-ÿ][À-ÞŒŠŽŸĄĆĘŁŃÓŚŹŻ]|[^\W\d_][ŒŠŽŸ][a-z]|[A-Za-z][πΩ∂]|[πΩ∂][A-Za-z]"
)


def of(sample: bytes) -> str:
    """The codec of a text that is no Unicode."""
    texts = {codec: sample[:_SAMPLE].decode(codec, errors="replace") for codec in CODE_PAGES}
    headings = {codec: _known(text) for codec, text in texts.items()}
    most = max(headings.values())
    if headings["cp1252"] < most:
        return next(codec for codec in CODE_PAGES if headings[codec] == most)
    odd = {codec: _odd(texts[codec]) for codec in _LATIN if headings[codec] == most}
    return min(odd, key=odd.__getitem__)


def _known(text: str) -> int:
    """How many different headings the first lines make."""
    lines = text.splitlines()[:_HEADING_LINES]
    cells = {cell.strip().strip('"') for line in lines for cell in _CELLS.split(line)}
    keys = {key(cell) for cell in cells if not cell.isascii()}
    return sum(len(one) > 1 for one in keys & KNOWN)


def _odd(text: str) -> int:
    """How many different words nobody writes."""
    words = {word for word in _WORDS.findall(text) if not word.isascii()}
    return sum(bool(_ODD.search(word)) for word in words)
